#ifndef POSTWACHT_VIEW_H
#define POSTWACHT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "report/figures.h"
#include "report/tables.h"
#include "term/roster.h"
#include "term/term.h"
#include "triage/question.h"

/*
 * What a notice shows, as plain facts without wording: the templates
 * (rules/templates) turn a view into text and HTML. No string is NULL but
 * where it says so; a field left zero is left out of the notice.
 */

/* Where commands go. Without an address nobody reads replies, and the notice
 * offers no command at all. */
struct reply {
	const char *address; /* addr-spec of Postwacht's own mailbox, or NULL */
	const unsigned char *key; /* of the permits in links; NULL: none */
	const char *recipient;    /* roster id of who reads it */
	struct date expires;      /* the last day of the permits */
};

/* A question as a reader finds it back in Outlook. */
struct card {
	const struct question *question;
	const char *organisation; /* "gemeente Deventer", "GGD Twente" or "" */
	const char *asker;        /* display name, else address, else "" */
	const char *subject;      /* exact, "" when there is none */
	const char *topic;        /* "" while unknown */
	const char *topic_why; /* "bkr, beroepskracht-kindratio": the words */
	const char *assignee;  /* name of the colleague, "" when nobody */
	const char *folder;    /* where the opening message stands */
	int days_late;         /* working days; 0 unless late */
	struct instant answered_at; /* probably answered: the evidence */
	const char *answered_by;    /* name, for "probably answered"; else "" */
	const char *answered_subject; /* of that mail, or NULL */
	struct term norm; /* "5 werkdagen" behind the day; length 0: none */
};

struct cards {
	size_t n;
	const struct card *at;
};

/* A human message that was taken as no question. */
struct other_mail {
	const char *sender; /* name or address */
	const char *organisation;
	const char *subject;
	struct instant received;
	int64_t message; /* names it in a command ("b812"); 0: nothing does */
};

/*
 * Messages since the previous digest, as they were filed:
 *   messages    = new_questions + with_known + no_question + set_aside
 *   no_question = n_human_others + newsletters + ... + spam
 */
struct intake {
	struct instant since, until; /* since 0: the first digest */
	size_t messages, new_questions, with_known, no_question;
	size_t newsletters, auto_replies, invitations, bounces, receipts, spam;
	size_t ours; /* own notices seen in Sent: not in messages */
	size_t set_aside;
	size_t n_human_others;
	size_t from_colleagues; /* of those */
	const struct other_mail *human_others;
	size_t n_junk; /* known senders in Ongewenste e-mail: not in messages */
	const struct other_mail *junk;
};

struct mailbox_view {
	const char *name;
	bool is_well;
	struct instant read_until;
	const char *trouble; /* one sentence, when not well; else "" or NULL */
	struct instant gap_from, gap_until; /* not read then, caught up since */
	bool expires; /* its secret or certificate does, within 60 days */
	struct date expires_on;
};

/* When a mailbox was not read; all of it was caught up since. */
struct gap_view {
	const char *mailbox;
	struct instant from, until;
};

/* What was carried out since the previous digest. */
struct done_line {
	int64_t question; /* 0: not about one question */
	const char *what; /* "answered", "phone", "referred",
	                     "no-answer-needed", "duplicate", "withdrawn",
	                     "expired" (waited for the asker too long),
	                     "assigned", "extended", "topic", "team",
	                     "waiting", "reopened", "no-question",
	                     "a-question", "joined", "split", "absent",
	                     "back", "rules" (taken into use); another one is
	                     shown as it is */
	struct instant at;
	const char *by;     /* name; NULL: the recipient; "": by itself */
	const char *detail; /* assignee, topic, other question ..., or NULL */
	bool has_from;      /* an absence or return that begins another day */
	struct date from;
	bool has_day;
	struct date day; /* the day it counts at, or the new last day */
	int64_t event;   /* what "ongedaan" names; 0: cannot be undone */
};

/* A notice that its recipient's mail server did not take. */
struct refused_notice {
	const char *to; /* name */
	struct instant at;
	const char *reason; /* as the server said it */
};

/* A mail to Postwacht that was not carried out (users.md 12 and 18). */
struct told_mail {
	const char *sender; /* name, else address */
	const char *subject;
	struct instant at;
	const char *why;     /* "stranger", "forged", "unproven",
	                        "forged-permit", "no-permit", "expired",
	                        "repeated", "unanswered", or "away": an automatic
	                        answer of a colleague */
	const char *address; /* "stranger": it may call itself anything */
};

struct digest_view {
	const struct colleague *recipient;
	const struct colleague *stands_in_for; /* NULL: nobody */
	const struct roster *roster;
	struct date day;
	size_t n_open;
	size_t n_teams;
	const struct team_count {
		const struct team *team;
		size_t n_open;
	} * teams;
	struct cards late, today, week, later, fresh, interim, look;
	/* week: rest of this ISO week; fresh: new since
	                         the previous digest; look: graag even kijken,
	                         question->probably, is_doubtful, or a
	                         further interim answer */
	size_t n_waiting;
	struct intake intake;
	size_t n_mailboxes;
	const struct mailbox_view *mailboxes;
	bool post_expires; /* what Postwacht sends by does, within 60 days, */
	struct date post_expires_on; /* and no mailbox tells that day */
	size_t n_gaps;
	const struct gap_view *gaps;
	size_t n_done;
	const struct done_line *done;
	size_t n_uncertain; /* earlier notices that may not have arrived */
	size_t n_refused;   /* earlier notices that did not arrive */
	const struct refused_notice *refused;
	size_t n_told; /* mail to Postwacht that was refused */
	const struct told_mail *told;
	/* Why nothing but this is sent until a person releases it: "notices"
	 * (too many of them within an hour), "questions" (too many new ones at
	 * once), "restored" (from a backup); NULL: it is sent. */
	const char *held;
	size_t n_held;              /* of what there was too much */
	bool calendar_ends;         /* on Mondays, when that day is near: */
	struct date calendar_until; /* by then decrees are known */
	struct reply reply;
	const char *shadow_for; /* name of who would have got it, or NULL */
};

/*
 * Both the overdue alert and the reminder: one mail for all of his. To a
 * project leader no names, subjects or links are shown (users.md 21).
 */
struct alert_view {
	const struct colleague *recipient;
	const struct colleague *stands_in_for;
	struct date day;
	struct cards late, today, tomorrow, ahead;
	struct date next_alert; /* when there is something late; 0: none */
	bool is_escalation;     /* to a leader or who covers for him */
	struct instant read_until;
	struct reply reply;
	const char *shadow_for;
};

/* What a message looks like. */
struct sign {
	const char *name;   /* "woo", "pers", "spoed", ... */
	const char *why;    /* by what it was recognised, or "" */
	struct term term;   /* of the law; length 0: none */
	struct date until;  /* its last day, from receipt */
	struct instant end; /* of a term in hours, else 0 */
};

/* Something that asks for attention at once (users.md 19). */
struct signal_view {
	const struct colleague *recipient;
	const struct colleague *stands_in_for;
	struct date day;
	struct cards card; /* the one question */
	size_t n_signs;    /* 1 and more */
	const struct sign *signs;
	bool is_binding; /* what a law sets; else it only guides here */
	struct reply reply;
	const char *shadow_for;
};

struct week_figures {
	struct iso_week week;
	struct figures figures;
};

/* A figure of an earlier week that is different now (users.md, last line). */
struct correction {
	struct iso_week week;
	const char *figure; /* "received", "reopened", "handled", "in-time",
	                "due", "open" */
	size_t was, now;
};

struct weekly_view {
	const struct colleague *recipient;
	const struct team *team;
	struct iso_week week;
	struct figures this_week;
	size_t n_before; /* 0..8 weeks before, oldest first */
	const struct week_figures *before;
	struct figures before_total; /* all of those weeks as one period */
	struct cards late, coming;   /* number, organisation, topic: no names */
	size_t n_topics;
	const struct topic_count {
		const char *topic;
		size_t n;
	} * topics;                                            /* most first */
	size_t municipalities_this_year, municipalities_known; /* 342 */
	size_t municipalities_new; /* this week for the first time this year */
	struct intake intake;      /* of the week */
	size_t from_colleagues;    /* their messages: not counted */
	size_t no_questions;       /* taken for one, until a person said so */
	struct term norm;          /* length 0: not said */
	bool is_compared;          /* earlier weeks were reckoned again: "geen
	                     correcties" may be said */
	const char *picture; /* Content-ID of the chart; NULL: there is none */
	bool has_files;      /* workbook and CSV go with it */
	struct ledger *ledger; /* the questions behind the week's figures */
	size_t n_corrections;
	const struct correction *corrections;
	const char *shadow_for;
};

struct operator_view {
	const struct colleague *recipient;
	struct mailbox_view mailbox;
	struct instant since; /* last time that all was well */
	bool is_all_clear;
	const char *shadow_for;
};

/* What Postwacht answers to a mail of commands. */
enum answer_kind {
	ANSWER_HELP,     /* every command there is */
	ANSWER_UNCLEAR,  /* nothing was done: which line, why, and examples */
	ANSWER_WHY,      /* why a question stands as it stands */
	ANSWER_OVERVIEW, /* all that is open */
	ANSWER_RULES,    /* what a file of rules would change */
	ANSWER_FAULTY,   /* what is wrong with it */
};

#define ANSWER_EXAMPLES 3 /* users.md, "Commands by mail" */

struct answer_view {
	const struct colleague *recipient;
	struct date day;
	enum answer_kind kind;
	const char *line; /* ANSWER_UNCLEAR: as it was written, or NULL;
	                     ANSWER_RULES, _FAULTY: the name of the file */
	const char *says; /* ANSWER_UNCLEAR: one sentence, or NULL */
	size_t n_examples;
	const char *example[ANSWER_EXAMPLES];
	struct cards cards; /* ANSWER_WHY: the one; ANSWER_OVERVIEW: all open,
	                       the oldest deadline first */
	/* Sentences. ANSWER_WHY: why; ANSWER_RULES: questions that would
	 * change, of n_changed; ANSWER_FAULTY: the mistakes, of n_changed. */
	size_t n_reasons;
	const char *const *reasons;
	size_t n_changed;
	size_t n_counts; /* ANSWER_RULES: sentences with the figures */
	const char *const *counts;
	size_t n_files;   /* ANSWER_OVERVIEW: a table goes with it */
	size_t n_remarks; /* ANSWER_RULES: what struck, without being wrong */
	const char *const *remarks;
	struct reply reply;
	const char *shadow_for;
};

#endif
