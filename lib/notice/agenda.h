#ifndef POSTWACHT_AGENDA_H
#define POSTWACHT_AGENDA_H

#include <stddef.h>

#include "base/date.h"
#include "term/calendar.h"
#include "term/roster.h"
#include "triage/question.h"

struct arena;

enum notice_kind {
	NOTICE_DIGEST,   /* coordinator, each working morning */
	NOTICE_ALERT,    /* assignee (or coordinator): something is late */
	NOTICE_REMINDER, /* assignee: due today or on the next working day */
	NOTICE_WEEKLY,   /* project leader, the ISO week that ended */
	NOTICE_OPERATOR, /* a mailbox is in trouble, or well again */
};

const char *notice_kind_name(enum notice_kind k);

struct agenda_options {
	int morning;     /* minute of the day at which notices go out */
	int evening;     /* no notice from this minute on */
	int late_repeat; /* working days between two alerts for one question */
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
	struct instant activated_at; /* the first start: nothing before it */
};

/* Why a question stands in a notice. */
enum step {
	STEP_LATE, /* the deadline has passed */
	STEP_TODAY,
	STEP_TOMORROW, /* due on the recipient's next working day */
};

struct planned_item {
	const struct question *question;
	enum step step;
	int days_late; /* working days; 0 unless STEP_LATE */
};

/*
 * One mail that should exist at this moment. The key is unique for ever: who
 * finds it in the store has nothing to do (decisions.md 28).
 */
struct planned {
	enum notice_kind kind;
	const char *key;
	const struct colleague *recipient;
	const struct colleague *stands_in_for; /* NULL: nobody */
	const char *team;                      /* NOTICE_WEEKLY */
	struct iso_week week;                  /* NOTICE_WEEKLY */
	struct date day;                       /* the civil day it belongs to */
	size_t n_items; /* NOTICE_ALERT, NOTICE_REMINDER */
	const struct planned_item *items;
	struct date next_alert; /* NOTICE_ALERT: when the next one would come */
};

struct plan {
	size_t n;
	const struct planned *at;
};

/*
 * Everything that is due at input->now, late ones of today included, whether
 * or not it was sent before (the key tells). Pure.
 */
struct plan agenda_due(struct arena *a, const struct agenda_input *input);

#endif
