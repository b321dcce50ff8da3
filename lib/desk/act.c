/*
 * Acts by hand, whichever way they come in.
 */

#include "desk/act.h"

#include "base/arena.h"
#include "desk/judge.h"
#include "desk/office.h"
#include "edge/store.h"

/* An act that is reported for an earlier day counts at this minute of it. */
#define END_OF_OFFICE (17 * 60)

/* When the question was asked for the last time. */
static struct instant
asked_at(const struct question *q)
{
	return q->n_stretches ? q->stretches[q->n_stretches - 1].start
	                      : q->received;
}

/* An act counts after what it is about: before it, it would be recorded and
 * change nothing. */
static int
moment_of(const struct question *q, struct date day, struct instant now,
    struct instant *out, struct err *e)
{
	struct instant asked = asked_at(q);
	char text[DATE_TEXT];

	if (day.day > date_of(now).day)
		return err_set(e, ERR_ITEM, "%s lies in the future",
		    date_print(day, text));
	if (day.day < date_of(asked).day)
		return err_set(e, ERR_ITEM,
		    "%s lies before the question was %s", date_print(day, text),
		    q->n_stretches > 1 ? "reopened" : "received");
	*out = day.day == date_of(now).day ? now
	                                   : date_instant(day, END_OF_OFFICE);
	if (out->sec <= asked.sec)
		out->sec = asked.sec + 1;
	return 0;
}

static int
check(const struct question *q, enum event_kind kind, struct err *e)
{
	bool is_handled = q->state == STATE_HANDLED;

	if (q->merged_into)
		return err_set(e, ERR_ITEM,
		    "question %lld went into question %lld", (long long)q->id,
		    (long long)q->merged_into);
	if (is_handled && (kind == EVENT_ANSWERED || kind == EVENT_CLOSED))
		return err_set(e, ERR_ITEM, "question %lld is handled already",
		    (long long)q->id);
	if (!is_handled && kind == EVENT_REOPENED)
		return err_set(e, ERR_ITEM, "question %lld is open already",
		    (long long)q->id);
	return 0;
}

static int
record(struct store *s, const struct office *o, struct arena *a,
    int64_t question, struct event *event, struct date day, struct err *e)
{
	const struct versions versions = { o->versions.rules,
		o->versions.calendar };
	struct judged_counts counts = { 0 };
	struct stored_question stored;
	struct event *events = NULL;
	struct question q;
	size_t n = 0;
	int found = store_question_find(s, question, &stored, e);
	int64_t seq;

	if (found < 0)
		return -1;
	if (found == 0)
		return err_set(e, ERR_ITEM, "there is no question %lld",
		    (long long)question);
	if (store_events(s, a, question, &events, &n, e) != 0)
		return -1;
	q = question_fold(events, n, a);
	if (check(&q, event->kind, e) != 0 ||
	    moment_of(&q, day, event->recorded_at, &event->at, e) != 0 ||
	    store_event_add(s, event, &versions, &seq, e) != 0 ||
	    store_question_project(
	        s, a, question, stored.is_history, o->calendar, e) != 0)
		return -1;
	return judge_conversation(
	    s, o, a, stored.conversation, event->recorded_at, &counts, e);
}

int
act_on_question(struct store *s, const struct office *o, int64_t question,
    enum event_kind kind, const char *value, struct date day,
    struct instant now, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct event event = {
		.question = question,
		.kind = kind,
		.recorded_at = now,
		.by = ACTOR_HAND,
		.value = value,
	};

	if (store_begin(s, e) != 0)
		return -1;
	if (record(s, o, a, question, &event, day, e) != 0 ||
	    store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return 0;
}
