#ifndef POSTWACHT_CLASSIFY_H
#define POSTWACHT_CLASSIFY_H

#include <stdbool.h>

#include "base/date.h"
#include "mail/message.h"
#include "triage/assign.h"
#include "triage/organisation.h"
#include "triage/ours.h"
#include "triage/rules.h"
#include "triage/webform.h"

enum kind {
	KIND_HUMAN,
	KIND_AUTO_REPLY,
	KIND_BOUNCE,
	KIND_RECEIPT,
	KIND_INVITATION,
	KIND_LIST,
	KIND_SPAM,
	KIND_OURS, /* a notice of Postwacht itself */
};

/* "human", "auto-reply", ...: the values of classify --tsv. */
const char *kind_name(enum kind k);
int kind_parse(const char *name, enum kind *out) MUST_CHECK;

enum is_question {
	QUESTION_NO,
	QUESTION_YES,
	QUESTION_DOUBT, /* treated as a question, shown as doubtful */
};

/* Whether the sender is who From says: triage/sender.h. */
enum sender_proof {
	SENDER_UNKNOWN,
	SENDER_PROVEN,
	SENDER_FAILED, /* the own server says it is somebody else */
};

/* What classify needs to know of the mailbox and the house. */
struct house {
	const struct organisations *organisations;
	const struct rules *rules;
	const struct assignments *assignments; /* NULL: none */
	struct address_list
	    mailboxes;             /* every address of every watched mailbox */
	struct webform_list forms; /* web forms whose sender is not the asker */
	size_t n_authservs;
	const char **authservs; /* Authentication-Results that are believed */
	bool is_exchange;       /* the mailbox lies on Microsoft 365, whose own
	                           headers are believed */
	struct ours_keys keys;  /* by which our own mail is known */
	const char
	    *default_team; /* of the mailbox; "" when it serves several */
	const char *const *mailbox_teams; /* beside mailboxes: the team of each,
	                     "" when it serves several; NULL: not known. Used
	                     where default_team is "": the mailbox that the
	                     message is addressed to tells the team */
};

/*
 * What one message is on its own, before its conversation is known.
 */
struct verdict {
	enum kind kind;
	const char *kind_why;
	enum is_question is_question;
	const char *question_why;
	bool is_thanks;  /* "dank voor de snelle reactie" and nothing asked */
	bool is_interim; /* outgoing: promises an answer */
	bool has_promised_day;
	struct date promised_day;

	struct address asker; /* who asks: From, or the inner sender of a
	                         colleague's forward */
	bool is_forwarded;    /* the asker stood in a forward */
	bool is_form;         /* the asker stands in a configured web form */
	const struct organisation *organisation; /* of the asker; never NULL */
	bool is_internal; /* the asker is of the own organisation */
	bool is_from_us;  /* From is of the own organisation */
	bool quotes_us;   /* it quotes what one of us wrote */
	enum sender_proof sender_proof;
	const char *sender_why;

	const char *team;      /* "K", "W", "beide" or "" */
	const char *topic;     /* "" when no rule gives one: onbekend */
	const char *topic_why; /* "Herkend als bkr door: ..." */
	const char *term;      /* "servicenorm" for a question without other */
	const char *term_why;
	bool has_named_day; /* the sender names the last day in time */
	struct date named_day;
	unsigned notables; /* enum notable, together; 0 for what no human of
	                      outside wrote */
	const char *notables_why; /* of each: triage/notable.h */

	/* What the rules have done (triage/acting.h), "" for nothing. */
	const char *assignee; /* roster id */
	const char *priority; /* "high" or "low" */
	const char *thread_key;
	const char *keyword, *move; /* at the server */
};

/* From here a message is certainly a question, or certainly none; between the
 * two it is one in doubt. */
#define QUESTION_SURE 10
#define QUESTION_NOT  (-10)

/* What a verdict rests on, for whoever explains it. */
struct grounds {
	struct matches matches; /* every rule that matched */
	struct matches fresh;   /* of these, by the new text alone: what decides
	                           on question and term */
	int question_sum;       /* of the question rules */
	bool has_quoted_topic;  /* the topic comes from quoted text */
	struct matches topics;  /* the rules by which the topic was chosen */
	const char
	    *mailbox_team; /* of the mailbox that it was sent to, or "" */
};

/*
 * Decides. Pure: the same facts and house give the same verdict. received is
 * the moment of receipt, against which "vrijdag" or "morgen" is reckoned.
 * Strings live in the arena or in the rules.
 */
void classify(struct arena *a, const struct facts *facts,
    struct instant received, const struct house *house, struct verdict *out);

/* The same, and what it rests on. */
void classify_grounds(struct arena *a, const struct facts *facts,
    struct instant received, const struct house *house, struct verdict *out,
    struct grounds *grounds);

#endif
