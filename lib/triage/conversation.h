#ifndef POSTWACHT_CONVERSATION_H
#define POSTWACHT_CONVERSATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/digest.h"
#include "triage/classify.h"
#include "triage/deadline.h"
#include "triage/question.h"

struct arena;

/* A recipient of a message. */
struct party {
	int64_t person;
	const char *address;
	const char *organisation; /* code, "" when it has none */
	bool is_us;               /* of the own organisation */
	bool is_mailbox;          /* a watched mailbox */
};

/* One filed message of a conversation, as far as the judgement needs it. */
struct turn {
	int64_t id;
	int64_t conversation;
	int64_t replies_to; /* the message that its In-Reply-To names, 0 */
	struct instant received;
	unsigned char key2[DIGEST_BYTES];
	bool is_history;
	bool has_in_reply_to;
	const char *base_subject;

	enum kind kind;
	enum is_question is_question;
	bool is_thanks, is_interim;
	bool has_promised_day;
	struct date promised_day;
	bool is_from_us;   /* From is of the own organisation */
	bool is_unproven;  /* the own server says that From is not true */
	bool is_forwarded; /* a colleague forwarded an outside question */
	bool is_internal;  /* its asker is of the own organisation */
	bool is_weak;      /* tied to the others by subject and person alone */
	bool quotes_us;    /* the asker's: it quotes what one of us wrote */
	bool is_repeated; /* ours, and nearly equal to ANSWER_REPEATED others */
	bool is_bcc_only; /* whoever it went to outside stood in Bcc alone */

	int64_t asker;
	const char *asker_address;
	const char *organisation; /* code of the asker's */
	const char *team, *topic, *term;
	bool has_named_day;
	struct date named_day;
	const char *assignee, *priority; /* by a rule, or "" */

	size_t n_parties;
	const struct party *parties;
};

/* What an act by hand says about a question. */
struct hand_act {
	struct event event;
	int64_t
	    anchor; /* the message that opened the question it was meant for */
};

/* Limits of users.md 7 and design.md 6.3. */
#define ANSWER_TOO_FAST 120 /* s: sooner is an automatic confirmation */
#define ANSWER_REPEATED 3   /* others nearly equal: a standard text */
#define ANSWER_TOO_MANY 5   /* outside recipients: more is a mailing */
#define SILENCE_DAYS    60  /* then a new subject is a new question */

/* One question of the conversation, as it should be. */
struct judged {
	int64_t conversation; /* of its opening message */
	size_t n_events;
	struct event *events; /* ACTOR_MAIL ones, in order; question = 0 */
	bool is_history;      /* no inbound message that is not history */
	size_t n_messages;
	int64_t *messages; /* that belong to it, the opening one first */
};

struct judgement {
	size_t n;
	struct judged *at;
};

/*
 * The questions that a conversation holds and what happened to each, as a
 * function of its messages and the acts by hand alone: the order in which the
 * messages were read does not matter (decisions.md 23).
 *
 * in       turns, n  in any order; sorted in place by (received, key2)
 *          acts, n_acts in any order; sorted in place
 */
struct judgement conversation_judge(struct arena *a, struct turn *turns,
    size_t n, struct hand_act *acts, size_t n_acts, const struct norms *norms);

#endif
