/*
 * What ends a question by hand, and what opens it again.
 */

#include <string.h>

#include "triage/deed_trial.h"

void
decide_answer(struct trial *t)
{
	const struct question *q = &t->question;
	const char *value = *t->deed->value ? t->deed->value : "hand";
	struct instant at;

	if (strcmp(value, "hand") != 0 && strcmp(value, "phone") != 0)
		t->ruling.kind = RULING_UNKNOWN;
	else if (q->state != STATE_HANDLED) {
		if (trial_moment(t, &at))
			trial_happen(t, at, EVENT_ANSWERED, value);
	} else if (strcmp(q->handled_why, "answered") == 0 ||
	    strcmp(q->handled_why, "hand") == 0 ||
	    strcmp(q->handled_why, "phone") == 0)
		t->ruling.kind = RULING_ALREADY;
	else
		t->ruling.kind = RULING_HANDLED;
}

static void
close_for(struct trial *t, const char *reason)
{
	struct instant at;

	if (t->question.state != STATE_HANDLED) {
		if (trial_moment(t, &at))
			trial_happen(t, at, EVENT_CLOSED, reason);
	} else if (strcmp(t->question.handled_why, reason) == 0)
		t->ruling.kind = RULING_ALREADY;
	else
		t->ruling.kind = RULING_HANDLED;
}

void
decide_close(struct trial *t)
{
	static const char *const reasons[] = { "referred", "no-answer-needed",
		"duplicate", "withdrawn" };
	size_t i;

	for (i = 0; i < LENGTH(reasons); i++) {
		if (strcmp(t->deed->value, reasons[i]) == 0) {
			close_for(t, reasons[i]);
			return;
		}
	}
	t->ruling.kind = *t->deed->value ? RULING_UNKNOWN : RULING_INCOMPLETE;
}

void
decide_ignore(struct trial *t)
{
	close_for(t, "no-question");
}

void
decide_ask(struct trial *t)
{
	const struct event *closed = trial_last_by_hand(t, EVENT_CLOSED);
	bool was_ignored = t->question.state == STATE_HANDLED && closed &&
	    strcmp(t->question.handled_why, "no-question") == 0;

	if (!was_ignored && !t->question.is_doubtful) {
		t->ruling.kind = RULING_ALREADY;
		return;
	}
	if (was_ignored)
		trial_undo(t, closed->seq);
	if (t->question.is_doubtful)
		trial_happen(t, t->world->at, EVENT_DOUBTED, "settled");
}

void
decide_reopen(struct trial *t)
{
	struct question *q = &t->question;
	struct instant at, end = trial_last_stretch(q)->end;
	struct date day;

	if (q->state != STATE_HANDLED) {
		t->ruling.kind = RULING_ALREADY;
		return;
	}
	if (!trial_moment(t, &at))
		return;
	/* What was handled later that day, or after it, is what it undoes. */
	if (at.sec <= end.sec)
		at.sec = end.sec + 1;
	trial_happen(t, at, EVENT_REOPENED, "");
	if (deadline_of_stretch(t->world->norms,
	        deadline_measure(t->world->norms, q->team, q->term),
	        trial_last_stretch(q), t->arena, &day, NULL) == 0)
		trial_happen_on(t, at, "next", day);
}
