/*
 * The state table of a question: what each event does to it. Knows nothing of
 * mail, calendars or storage; the same events always give the same question.
 */

#include "triage/question.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

static const char *const kind_names[] = {
	[EVENT_OPENED] = "opened",
	[EVENT_TEAM] = "team",
	[EVENT_TOPIC] = "topic",
	[EVENT_TERM] = "term",
	[EVENT_DEADLINE] = "deadline",
	[EVENT_FOLLOWED] = "followed",
	[EVENT_THANKED] = "thanked",
	[EVENT_ANSWERED] = "answered",
	[EVENT_INTERIM] = "interim",
	[EVENT_ASSIGNED] = "assigned",
	[EVENT_CONSULTED] = "consulted",
	[EVENT_CLOSED] = "closed",
	[EVENT_REOPENED] = "reopened",
	[EVENT_WAITING] = "waiting",
	[EVENT_RESUMED] = "resumed",
	[EVENT_PRIORITY] = "priority",
	[EVENT_NOTED] = "noted",
	[EVENT_PROBABLY] = "probably",
	[EVENT_DOUBTED] = "doubted",
	[EVENT_JOINED] = "joined",
	[EVENT_SPLIT] = "split",
	[EVENT_RELINKED] = "relinked",
	[EVENT_UNDONE] = "undone",
};

const char *
event_kind_name(enum event_kind k)
{
	return kind_names[k];
}

int
event_kind_parse(const char *name, enum event_kind *out)
{
	size_t i;

	for (i = 0; i < LENGTH(kind_names); i++) {
		if (strcmp(kind_names[i], name) == 0) {
			*out = (enum event_kind)i;
			return 0;
		}
	}
	return -1;
}

const char *
question_state_name(enum question_state s)
{
	static const char *const names[] = {
		[STATE_OPEN] = "open",
		[STATE_WAITING] = "waiting",
		[STATE_HANDLED] = "handled",
	};

	return names[s];
}

int64_t
event_message(const struct event *event)
{
	long long message = 0;

	if (event->kind != EVENT_JOINED && event->kind != EVENT_SPLIT)
		return 0;
	return text_to_int(event->value, 1, INT64_MAX, &message) == 0 ? message
	                                                              : 0;
}

enum question_state
question_next(enum question_state state, enum event_kind event)
{
	/* In the order of enum question_state: open, waiting, handled. */
	static const struct {
		enum event_kind event;
		enum question_state to[3];
	} steps[] = {
		{ EVENT_OPENED, { STATE_OPEN, STATE_OPEN, STATE_OPEN } },
		{ EVENT_FOLLOWED, { STATE_OPEN, STATE_OPEN, STATE_HANDLED } },
		{ EVENT_ANSWERED,
		    { STATE_HANDLED, STATE_HANDLED, STATE_HANDLED } },
		{ EVENT_CLOSED,
		    { STATE_HANDLED, STATE_HANDLED, STATE_HANDLED } },
		{ EVENT_REOPENED, { STATE_OPEN, STATE_WAITING, STATE_OPEN } },
		{ EVENT_WAITING,
		    { STATE_WAITING, STATE_WAITING, STATE_HANDLED } },
		{ EVENT_RESUMED, { STATE_OPEN, STATE_OPEN, STATE_HANDLED } },
	};
	size_t i;

	for (i = 0; i < LENGTH(steps); i++) {
		if (steps[i].event == event)
			return steps[i].to[state];
	}
	return state;
}

static struct stretch *
last_stretch(struct question *q)
{
	return q->n_stretches ? &q->stretches[q->n_stretches - 1] : NULL;
}

static void
begin_stretch(struct question *q, const struct event *event, bool is_reopening,
    struct arena *a)
{
	q->stretches = arena_grow(a, q->stretches, q->n_stretches,
	    q->n_stretches + 1, sizeof(*q->stretches));
	q->stretches[q->n_stretches++] = (struct stretch){
		.start = event->at,
		.is_reopening = is_reopening,
		.deadline_why = "",
	};
	q->handled_why = "";
	q->probably = "";
	q->has_deadline = false;
	q->last_inbound = event->at;
}

static void
begin_pause(struct question *q, const struct event *event, struct arena *a)
{
	struct stretch *s = last_stretch(q);

	if (!s || q->state != STATE_OPEN)
		return;
	s->pauses = arena_grow(
	    a, s->pauses, s->n_pauses, s->n_pauses + 1, sizeof(*s->pauses));
	s->pauses[s->n_pauses++] = (struct pause){ .start = event->at };
}

static void
end_pause(struct question *q, const struct event *event)
{
	struct stretch *s = last_stretch(q);

	if (q->state != STATE_WAITING || !s || s->n_pauses == 0)
		return;
	s->pauses[s->n_pauses - 1].is_ended = true;
	s->pauses[s->n_pauses - 1].end = event->at;
}

/* Whether the clock stood still at that moment. */
static bool
is_paused_at(const struct stretch *s, struct instant t)
{
	size_t i;

	for (i = 0; i < s->n_pauses; i++) {
		const struct pause *p = &s->pauses[i];

		if (p->start.sec < t.sec &&
		    (!p->is_ended || p->end.sec >= t.sec))
			return true;
	}
	return false;
}

/* A breach stays a breach (metrics.md): the stretch keeps its deadline when
 * it ends, and one that passed when another day takes its place. */
static void
note_breach(struct stretch *s, struct instant at)
{
	struct instant over = date_instant(s->deadline, 1440);

	if (!s->has_deadline || s->is_broken || at.sec < over.sec ||
	    is_paused_at(s, over))
		return;
	s->is_broken = true;
	s->broken = s->deadline;
}

static void
end_stretch(struct question *q, const struct event *event, const char *why)
{
	struct stretch *s = last_stretch(q);

	if (!s || s->is_ended)
		return;
	end_pause(q, event);
	s->is_ended = true;
	s->end = event->at;
	s->why = why;
	s->is_by_hand = event->by == ACTOR_HAND;
	q->handled_why = why;
	q->probably = "";
	q->further.is_asked = false;
}

/* Nothing is to be asked of a day that the deadline covers. */
static void
note_interim(struct question *q, const struct event *event)
{
	struct stretch *s = last_stretch(q);

	if (!s || s->is_ended)
		return;
	if (event->has_day ? q->has_deadline && event->day.day > q->deadline.day
	                   : s->has_interim)
		q->further = (struct further){ true, event->has_day, event->day,
			event->at };
	if (!s->has_interim)
		s->interim_at = event->at;
	s->has_interim = true;
}

static void
set_deadline(struct question *q, const struct event *event)
{
	struct stretch *s = last_stretch(q);

	if (!s || !event->has_day)
		return;
	if (strcmp(event->value, "resumed") != 0)
		q->further.is_asked = false;
	note_breach(s, event->at);
	s->deadline = event->day;
	s->has_deadline = true;
	if (strcmp(event->value, "resumed") != 0)
		s->deadline_why = event->value;
	if (strcmp(event->value, "promised") == 0)
		s->is_promised = true;
	/* What was left after a pause is left of the norm as well. */
	if (strcmp(s->deadline_why, "promised") != 0 &&
	    strcmp(s->deadline_why, "extended") != 0)
		s->norm_deadline = event->day;
	q->deadline = event->day;
	q->has_deadline = true;
}

static void
close_question(struct question *q, const struct event *event)
{
	struct stretch *s = last_stretch(q);

	if (s && !s->is_ended)
		s->needs_no_answer = strcmp(event->value, "referred") != 0;
	end_stretch(q, event, event->value);
}

static void
assign(struct question *q, const struct event *event)
{
	q->assignee = event->value;
	q->assignee_person = event->person;
	q->assigned_at = event->at;
}

static void
note_inbound(struct question *q, const struct event *event)
{
	q->last_inbound = event->at;
	q->probably = "";
	end_pause(q, event);
}

/* The end of a wait that was over by then: a mail from before it was read
 * late. */
static bool
comes_too_late(const struct question *q, const struct event *event)
{
	return event->kind == EVENT_CLOSED && q->state != STATE_WAITING &&
	    strcmp(event->value, "expired") == 0;
}

void
question_apply(struct question *q, const struct event *event, struct arena *a)
{
	enum question_state before = q->state;

	if (comes_too_late(q, event))
		return;
	q->n_events++;
	q->last_event = event->at;
	switch (event->kind) {
	case EVENT_OPENED:
		q->received = event->at;
		q->opened_by = event->cause_message;
		q->asker = event->person;
		q->organisation = event->value;
		begin_stretch(q, event, false, a);
		break;
	case EVENT_TEAM:
		q->team = event->value;
		break;
	case EVENT_TOPIC:
		q->topic = event->value;
		break;
	case EVENT_TERM:
		q->term = event->value;
		break;
	case EVENT_DEADLINE:
		set_deadline(q, event);
		break;
	case EVENT_FOLLOWED:
		note_inbound(q, event);
		break;
	case EVENT_ANSWERED:
		end_stretch(
		    q, event, *event->value ? event->value : "answered");
		break;
	case EVENT_INTERIM:
		note_interim(q, event);
		break;
	case EVENT_ASSIGNED:
		assign(q, event);
		break;
	case EVENT_CLOSED:
		close_question(q, event);
		break;
	case EVENT_REOPENED:
		if (q->state == STATE_HANDLED)
			begin_stretch(q, event, true, a);
		break;
	case EVENT_RESUMED:
		end_pause(q, event);
		break;
	case EVENT_PRIORITY:
		q->priority = event->value;
		break;
	case EVENT_WAITING:
		begin_pause(q, event, a);
		break;
	case EVENT_PROBABLY:
		if (q->state != STATE_HANDLED) {
			q->probably = event->value;
			q->probably_at = event->at;
			q->probably_by = event->cause_message;
		}
		break;
	case EVENT_DOUBTED:
		q->is_doubtful = strcmp(event->value, "settled") != 0;
		break;
	case EVENT_RELINKED:
		q->merged_into = event->other;
		break;
	case EVENT_THANKED:
	case EVENT_CONSULTED:
	case EVENT_NOTED:
	case EVENT_JOINED:
	case EVENT_SPLIT:
	case EVENT_UNDONE:
		break;
	}
	if (q->n_stretches > 0)
		q->state = question_next(before, event->kind);
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int
compare_events(const void *left, const void *right)
{
	const struct event *a = left, *b = right;
	int order = compare_numbers(a->at.sec, b->at.sec);

	if (order == 0)
		order = compare_numbers(a->recorded_at.sec, b->recorded_at.sec);
	return order ? order : compare_numbers(a->seq, b->seq);
}

void
events_sort(struct event *events, size_t n)
{
	if (n > 1)
		qsort(events, n, sizeof(*events), compare_events);
}

static int
compare_newest_first(const void *left, const void *right)
{
	const struct event *a = left, *b = right;

	return compare_numbers(b->seq, a->seq);
}

static int
compare_seq(const void *left, const void *right)
{
	return compare_numbers(*(const int64_t *)left, *(const int64_t *)right);
}

/* The events that an undoing which stands points at, in order; returns how
 * many. An undoing is younger than what it undoes: the newest one stands, and
 * each older one unless a younger one struck it out by then. */
static size_t
undone_by(const struct event *events, size_t n, int64_t *out, struct arena *a)
{
	struct event *undoings = arena_array(a, n + 1, sizeof(*undoings));
	size_t i, n_undoings = 0, n_out = 0;

	for (i = 0; i < n; i++) {
		if (events[i].kind == EVENT_UNDONE)
			undoings[n_undoings++] = events[i];
	}
	if (n_undoings > 1)
		qsort(undoings, n_undoings, sizeof(*undoings),
		    compare_newest_first);
	for (i = 0; i < n_undoings; i++) {
		const struct event key = { .seq = undoings[i].other };
		struct event *struck;

		if (key.seq <= 0 || key.seq >= undoings[i].seq)
			continue;
		out[n_out++] = key.seq;
		struck = bsearch(&key, undoings, n_undoings, sizeof(key),
		    compare_newest_first);
		if (struck)
			struck->other = 0;
	}
	if (n_out > 1)
		qsort(out, n_out, sizeof(*out), compare_seq);
	return n_out;
}

size_t
events_standing(struct event *events, size_t n, struct arena *a)
{
	int64_t *undone = arena_array(a, n + 1, sizeof(*undone));
	size_t n_undone = undone_by(events, n, undone, a);
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		if (events[i].kind != EVENT_UNDONE &&
		    (n_undone == 0 ||
		        !bsearch(&events[i].seq, undone, n_undone,
		            sizeof(*undone), compare_seq)))
			events[kept++] = events[i];
	}
	return kept;
}

struct question
question_new(void)
{
	return (struct question){
		.probably = "",
		.organisation = "",
		.team = "",
		.topic = "",
		.term = "",
		.priority = "",
		.assignee = "",
		.handled_why = "",
	};
}

struct question
question_fold(const struct event *events, size_t n, struct arena *a)
{
	struct event *standing =
	    arena_grow(a, events, n, n + 1, sizeof(*events));
	struct question q = question_new();
	size_t i;

	n = events_standing(standing, n, a);
	events_sort(standing, n);
	for (i = 0; i < n; i++) {
		q.id = standing[i].question;
		question_apply(&q, &standing[i], a);
	}
	return q;
}
