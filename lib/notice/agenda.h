#ifndef POSTWACHT_AGENDA_H
#define POSTWACHT_AGENDA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "term/calendar.h"
#include "term/roster.h"
#include "triage/question.h"

struct arena;

enum notice_kind {
	NOTICE_DIGEST,     /* coordinator, each working morning */
	NOTICE_ALERT,      /* assignee (or coordinator): something is late */
	NOTICE_REMINDER,   /* assignee: due today or on the next working day */
	NOTICE_WEEKLY,     /* project leader, the ISO week that ended */
	NOTICE_OPERATOR,   /* a mailbox is in trouble, or well again */
	NOTICE_ESCALATION, /* project leader: late for days */
	NOTICE_SIGNAL,     /* at once, to a role: "woo", "klacht", "pers" */
	NOTICE_ANSWER,     /* to a mail of commands; never planned */
};

const char *notice_kind_name(enum notice_kind k);

/* A step before the deadline, beside the day itself and the working day before
 * it: after a share of the term, or so many working days before its end. */
struct lead {
	bool is_share;
	int n; /* 1..99 %, or 1.. working days */
};

struct lead_rule {
	const char *term; /* named term, or "" for those that have no rule */
	size_t n_leads;
	const struct lead *leads;
};

/* Who hears of a signal. */
struct signal_rule {
	const char *name; /* "woo", "pers", ...: what is notable, a term, a
	                     topic or a kind of organisation */
	const char *to;   /* "coordinator" or "leader" of the team, a roster id,
	                     or "-" for nobody */
};

struct agenda_options {
	int morning;        /* minute of the day at which notices go out */
	int evening;        /* no notice from this minute on */
	int late_repeat;    /* working days between two alerts for one question;
	                    below 1 counts as 1 */
	int escalate_after; /* working days late; 0: never */
	int waiting_days;   /* working days that the asker is waited for; 0: for
	                     ever */
	size_t n_lead_rules;
	const struct lead_rule *lead_rules;
	size_t n_signal_rules;
	const struct signal_rule *signal_rules;
};

/* A question that asks for somebody's attention at once. */
struct signal {
	const struct question *question;
	const char *name;
	const char *why;         /* by what it was recognised, or "" */
	struct instant received; /* the message that says so */
	struct instant filed_at; /* when it was first seen */
};

/* What the agenda looks at. Questions that are merged away or history must
 * not be among them. */
struct agenda_input {
	struct instant now;
	const struct calendar *calendar;
	const struct roster *roster;
	struct agenda_options options;
	size_t n_questions;
	const struct question *questions;
	size_t n_signals; /* of one question beside each other */
	const struct signal *signals;
	struct instant activated_at; /* the first start: nothing before it */
};

/* Why a question stands in a notice. */
enum step {
	STEP_LATE, /* the deadline has passed */
	STEP_TODAY,
	STEP_TOMORROW, /* due on the recipient's next working day */
	STEP_AHEAD,    /* a step long before the end: half of the term */
	STEP_NEW,      /* NOTICE_SIGNAL */
};

struct planned_item {
	const struct question *question;
	enum step step;
	int days_late; /* working days; 0 unless STEP_LATE */
	/* This step for this recipient, unique for ever:
	 * "alert:<question>:<due date>:<n>:<recipient>", n counting from 0, or
	 * "reminder:<question>:<due date>:<days before>:<recipient>", or of a
	 * lead "s50" and "w5" instead of the days; "escalation:<question>:..."
	 * as an alert; "signal:<question>:<name>:<recipient>". */
	const char *key;
	const struct signal *signal; /* STEP_NEW */
};

/*
 * One mail that should exist at this moment. Keys hold ids, dates and numbers
 * only. A stand-in's key ends in ":<absent>".
 *
 *   digest:<recipient>:<day>
 *   alert:<recipient>:<day>, reminder:<recipient>:<day>
 *   escalation:<recipient>:<day>
 *   signal:<question>:<name>+<name>...:<recipient>
 *   weekly:<recipient>:<team>:<year>-W<week>
 *   operator:<mailbox>:<episode>:<recipient>, see desk/operator.h
 *
 * The key is unique for ever: who finds it in the store has nothing to do
 * (decisions.md 28). What has items needs one thing more: at least one
 * of these with a key that the store does not hold yet. All item keys of
 * a mail that goes out are kept, the known ones too: a mail shows everything
 * that is late, and what it showed is told.
 *
 * The day of an alert is the one on which the newest of its steps began; it
 * lies before today when that day was missed, and then the mail is late.
 */
struct planned {
	enum notice_kind kind;
	const char *key;
	const struct colleague *recipient;
	const struct colleague *stands_in_for; /* NULL: nobody */
	const char *team;                      /* NOTICE_WEEKLY */
	struct iso_week week;                  /* NOTICE_WEEKLY */
	struct date day;                       /* the civil day it belongs to */
	size_t n_items; /* alert, reminder, escalation, signal: 1 and more */
	const struct planned_item *items;
	struct date next_alert; /* NOTICE_ALERT: when the next one would come */
	const char *mailbox;    /* NOTICE_OPERATOR */
	bool is_all_clear;      /* NOTICE_OPERATOR */
};

struct plan {
	size_t n;
	const struct planned *at;
};

/*
 * Everything that is due at input->now, late ones of today included, whether
 * or not it was sent before (the key tells). Pure; nothing outside workdays,
 * [morning, evening) and the recipient's own hours. In this order: signals,
 * digests, alerts and reminders, escalations, weekly summaries; within each by
 * the roster; items late, today, tomorrow, ahead, each by deadline and number.
 *
 * Digest: each coordinator on his working days; when he is absent, who covers
 * for him. Alert and reminder: the assignee when he works today, or who covers
 * for him when he is absent; nobody there: the coordinators of the team, for
 * what is late or due today. Late without assignee: the coordinators. Whoever
 * gets a digest gets no reminder beside it: it stands in there. Escalation:
 * each leader of the team, or who covers for him, what is late for so many
 * days and then again as often as an alert. Signal: at once, one mail a question
 * with all that concerns the recipient, for what was first seen in the last
 * SIGNAL_DAYS working days. Weekly:
 * each leader and each of his teams, from the first workday of the week on,
 * about the week before, unless that had ended before the activation.
 */
#define SIGNAL_DAYS 3
struct plan agenda_due(struct arena *a, const struct agenda_input *input);

#endif
