/*
 * Questions that were one and are two again: a joining that was undone, or a
 * splitting. The number that had become an alias is a question again.
 */

#include <string.h>

#include "base/arena.h"
#include "desk/bench.h"
#include "desk/office.h"

static bool
opens_with(const struct judged *j, const struct known_question *k)
{
	return j->n_messages > 0 && j->messages[0] == k->stored.opened_by;
}

/* Whether a question that stands has a better right to it. */
static bool
is_claimed(const struct bench *b, const struct judged *j)
{
	size_t i, m;

	for (i = 0; i < b->n; i++) {
		const struct known_question *k = &b->known[i];

		for (m = 0; !k->is_merged && m < j->n_messages; m++) {
			if (j->messages[m] == k->stored.opened_by)
				return true;
		}
	}
	return false;
}

static int
undo(struct bench *b, int64_t question, int64_t event, struct err *e)
{
	const struct event undone = {
		.kind = EVENT_UNDONE,
		.at = b->now,
		.by = ACTOR_TICK,
		.value = "",
		.other = event,
	};
	int64_t seq;

	return bench_append(b, question, &undone, &seq, e);
}

/* An act as it was handed over when the questions became one. */
static bool
is_copy(const struct event *copy, const struct event *act,
    const struct event *relinked)
{
	return copy->by == act->by && copy->kind == act->kind &&
	    copy->at.sec == act->at.sec &&
	    copy->recorded_at.sec == relinked->recorded_at.sec &&
	    strcmp(copy->value, act->value) == 0;
}

/* Takes back what was handed over; the question has it of its own. */
static int
take_back(struct bench *b, const struct known_question *k,
    const struct event *relinked, struct err *e)
{
	size_t i, j, m;

	for (i = 0; i < b->n; i++) {
		const struct known_question *heir = &b->known[i];

		if (heir->stored.id != relinked->other)
			continue;
		for (j = 0; j < heir->n_standing; j++) {
			for (m = 0; m < k->n_standing; m++) {
				if (k->standing[m].by == ACTOR_MAIL ||
				    !is_copy(&heir->standing[j],
				        &k->standing[m], relinked))
					continue;
				if (undo(b, heir->stored.id,
				        heir->standing[j].seq, e) != 0)
					return -1;
				break;
			}
		}
		return store_question_project(b->store, b->arena,
		    heir->stored.id, heir->stored.is_history,
		    b->office->calendar, e);
	}
	return 0;
}

static int
revive(struct bench *b, const struct known_question *k, struct err *e)
{
	size_t i;

	for (i = 0; i < k->n_standing; i++) {
		const struct event *event = &k->standing[i];

		if (event->kind == EVENT_RELINKED &&
		    (take_back(b, k, event, e) != 0 ||
		        undo(b, k->stored.id, event->seq, e) != 0))
			return -1;
	}
	return store_question_project(b->store, b->arena, k->stored.id,
	    k->stored.is_history, b->office->calendar, e);
}

int
bench_revive(struct bench *b, const struct judgement *judgement, struct err *e)
{
	size_t i, k;

	for (i = 0; i < judgement->n; i++) {
		const struct judged *j = &judgement->at[i];

		for (k = 0; k < b->n && !is_claimed(b, j); k++) {
			if (!b->known[k].is_merged ||
			    !opens_with(j, &b->known[k]))
				continue;
			return revive(b, &b->known[k], e) == 0 ? 1 : -1;
		}
	}
	return 0;
}
