/*
 * What belongs together and what does not, and what is taken back.
 */

#include <string.h>

#include "base/arena.h"
#include "triage/deed_trial.h"

/* An act is undone whole: its first event and those that follow from it. */
void
decide_undo(struct trial *t)
{
	const struct event *found = NULL;
	int64_t first;
	size_t i;

	for (i = 0; i < t->n && !found; i++) {
		if (t->events[i].seq == t->deed->number)
			found = &t->events[i];
	}
	if (!found) {
		t->ruling.kind = RULING_NO_EVENT;
		return;
	}
	if (found->by != ACTOR_HAND || found->kind == EVENT_UNDONE ||
	    found->kind == EVENT_RELINKED) {
		t->ruling.kind = RULING_NOT_BY_HAND;
		return;
	}
	first = found->other ? found->other : found->seq;
	for (i = 0; i < t->n_standing; i++) {
		const struct event *e = &t->events[i];

		if (e->by == ACTOR_HAND &&
		    (e->seq == first || e->other == first))
			trial_undo(t, e->seq);
	}
	if (!trial_stands(t, found->seq))
		t->ruling.kind = RULING_ALREADY;
}

/* It belongs to the question that another message opened. */
void
decide_join(struct trial *t)
{
	if (t->deed->message == t->question.opened_by)
		t->ruling.kind = RULING_ALREADY;
	else
		trial_record(t, t->world->at, EVENT_JOINED,
		    arena_printf(
		        t->arena, "%lld", (long long)t->deed->message));
}

/* Whether an event follows from a message of the other side that did not open
 * the question: such a one can be a question of its own. */
static bool
is_later_word(const struct event *e)
{
	return e->by == ACTOR_MAIL && e->cause_message != 0 &&
	    (e->kind == EVENT_FOLLOWED || e->kind == EVENT_REOPENED ||
	        e->kind == EVENT_THANKED ||
	        (e->kind == EVENT_NOTED &&
	            (strcmp(e->value, "remark") == 0 ||
	                strcmp(e->value, "third-party") == 0)));
}

/* The last joining that stands, by which this question went into another. */
static const struct event *
joining(const struct trial *t)
{
	return t->question.merged_into ? trial_last_by_hand(t, EVENT_JOINED)
	                               : NULL;
}

void
decide_split(struct trial *t)
{
	const struct event *joined = joining(t);
	int64_t message = 0;
	size_t i;

	if (joined) {
		trial_undo(t, joined->seq);
		return;
	}
	for (i = 0; i < t->n_standing; i++) {
		const struct event *e = &t->events[i];

		if (is_later_word(e) &&
		    (!t->deed->message || e->cause_message == t->deed->message))
			message = e->cause_message;
	}
	if (message)
		trial_record(t, t->world->at, EVENT_SPLIT,
		    arena_printf(t->arena, "%lld", (long long)message));
	else
		t->ruling.kind = RULING_NOT_ITS_OWN;
}
