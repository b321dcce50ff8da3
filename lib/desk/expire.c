/*
 * The end of waiting for an asker who does not come back.
 */

#include "desk/expire.h"

#include "base/arena.h"
#include "desk/judge.h"
#include "desk/office.h"
#include "edge/store.h"

/* Whether the wait is over, and since when. */
static bool
is_over(const struct office *o, const struct question *q, struct instant now,
    struct instant *since)
{
	const struct stretch *s;
	struct instant began;
	struct date last;

	if (q->state != STATE_WAITING || q->n_stretches == 0 || q->merged_into)
		return false;
	s = &q->stretches[q->n_stretches - 1];
	if (s->n_pauses == 0)
		return false;
	began = s->pauses[s->n_pauses - 1].start;
	last = calendar_add_workdays(
	    o->calendar, date_of(began), o->settings.agenda.waiting_days);
	*since = date_instant(last, 1440);
	return now.sec >= since->sec;
}

static int
close_one(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, const struct event *event, struct err *e)
{
	const struct versions versions = { o->versions.rules,
		o->versions.calendar };
	struct judged_counts counts = { 0 };
	struct stored_question stored;
	int64_t seq;

	if (store_question_find(s, q->id, &stored, e) <= 0 ||
	    store_event_add(s, event, &versions, &seq, e) != 0 ||
	    store_question_project(
	        s, a, q->id, stored.is_history, o->calendar, e) != 0)
		return -1;
	return judge_conversation(
	    s, o, a, stored.conversation, event->recorded_at, &counts, e);
}

int
expire_waits(struct store *s, const struct office *o, struct instant now,
    size_t *closed, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct question *all = NULL;
	size_t i, n = 0;

	*closed = 0;
	if (o->settings.agenda.waiting_days == 0)
		return 0;
	if (store_questions(s, a, SELECT_LIVE, &all, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		struct event event = {
			.question = all[i].id,
			.kind = EVENT_CLOSED,
			.recorded_at = now,
			.by = ACTOR_TICK,
			.value = "expired",
		};

		if (!is_over(o, &all[i], now, &event.at))
			continue;
		if (store_begin(s, e) != 0)
			return -1;
		if (close_one(s, o, a, &all[i], &event, e) != 0 ||
		    store_commit(s, e) != 0) {
			store_rollback(s);
			return -1;
		}
		++*closed;
	}
	return 0;
}
