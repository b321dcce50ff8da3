/*
 * The table of what people do by hand, and how an act is tried: its events
 * count as they are added. What each act needs and comes to stands in
 * deed_life, deed_time, deed_word and deed_link. Knows nothing of shells and
 * mails.
 */

#include "triage/deed.h"

#include "base/arena.h"
#include "triage/deed_trial.h"

/* An act that is reported for an earlier day counts at this minute of it. */
#define END_OF_OFFICE (17 * 60)

static struct ruling
refuse(enum ruling_kind kind)
{
	return (struct ruling){ .kind = kind };
}

void
trial_refuse_on(struct trial *t, enum ruling_kind kind, struct date day)
{
	t->ruling =
	    (struct ruling){ .kind = kind, .has_day = true, .day = day };
}

struct event *
trial_record(
    struct trial *t, struct instant at, enum event_kind kind, const char *value)
{
	struct ruling *r = &t->ruling;
	struct event *e;

	if (r->n == t->room) {
		t->room = t->room ? 2 * t->room : 4;
		r->events = arena_grow(
		    t->arena, r->events, r->n, t->room, sizeof(*r->events));
	}
	e = &r->events[r->n++];
	*e = (struct event){
		.kind = kind,
		.at = at,
		.by = ACTOR_HAND,
		.value = arena_copy(t->arena, value),
	};
	return e;
}

void
trial_happen(
    struct trial *t, struct instant at, enum event_kind kind, const char *value)
{
	question_apply(
	    &t->question, trial_record(t, at, kind, value), t->arena);
}

void
trial_happen_on(
    struct trial *t, struct instant at, const char *why, struct date day)
{
	struct event *e = trial_record(t, at, EVENT_DEADLINE, why);

	e->has_day = true;
	e->day = day;
	t->ruling.has_day = true;
	t->ruling.day = day;
	question_apply(&t->question, e, t->arena);
}

struct stretch *
trial_last_stretch(const struct question *q)
{
	return &q->stretches[q->n_stretches - 1];
}

bool
trial_moment(struct trial *t, struct instant *out)
{
	struct instant asked = trial_last_stretch(&t->question)->start;
	struct date today = date_of(t->world->at), day = today;

	if (t->deed->has_day)
		day = t->deed->day;
	if (day.day > today.day)
		trial_refuse_on(t, RULING_IN_FUTURE, day);
	else if (day.day < date_of(asked).day)
		trial_refuse_on(t, RULING_BEFORE_RECEIPT, date_of(asked));
	else {
		*out = day.day == today.day ? t->world->at
		                            : date_instant(day, END_OF_OFFICE);
		if (out->sec <= asked.sec)
			out->sec = asked.sec + 1;
		t->ruling.has_day = true;
		t->ruling.day = day;
		return true;
	}
	return false;
}

const struct event *
trial_last_by_hand(const struct trial *t, enum event_kind kind)
{
	size_t i;

	for (i = t->n_standing; i > 0; i--) {
		const struct event *e = &t->events[i - 1];

		if (e->kind == kind && e->by == ACTOR_HAND)
			return e;
	}
	return NULL;
}

void
trial_undo(struct trial *t, int64_t seq)
{
	trial_record(t, t->world->at, EVENT_UNDONE, "")->other = seq;
}

bool
trial_stands(const struct trial *t, int64_t seq)
{
	size_t i;

	for (i = 0; i < t->n_standing; i++) {
		if (t->events[i].seq == seq)
			return true;
	}
	return false;
}

static void (*const deciders[])(struct trial *t) = {
	[DEED_ANSWER] = decide_answer,
	[DEED_CLOSE] = decide_close,
	[DEED_IGNORE] = decide_ignore,
	[DEED_ASK] = decide_ask,
	[DEED_REOPEN] = decide_reopen,
	[DEED_ASSIGN] = decide_assign,
	[DEED_EXTEND] = decide_extend,
	[DEED_PAUSE] = decide_pause,
	[DEED_RESUME] = decide_resume,
	[DEED_NOTE] = decide_note,
	[DEED_TOPIC] = decide_topic,
	[DEED_TEAM] = decide_team,
	[DEED_TERM] = decide_term,
	[DEED_PRIORITY] = decide_priority,
	[DEED_JOIN] = decide_join,
	[DEED_SPLIT] = decide_split,
	[DEED_UNDO] = decide_undo,
};

/* The events that stand first, those that do not behind them. */
static void
sort_events(struct trial *t, const struct event *events, size_t n)
{
	struct event *all =
	    arena_grow(t->arena, events, n, n + 1, sizeof(*all));
	struct event *rest = arena_array(t->arena, n + 1, sizeof(*rest));
	size_t i, n_rest = 0;

	t->events = all;
	t->n_standing = events_standing(all, n, t->arena);
	events_sort(all, t->n_standing);
	for (i = 0; i < n; i++) {
		if (!trial_stands(t, events[i].seq))
			rest[n_rest++] = events[i];
	}
	for (i = 0; i < n_rest; i++)
		all[t->n_standing + i] = rest[i];
	t->n = n;
}

struct ruling
deed_decide(struct arena *a, const struct deed *deed,
    const struct event *events, size_t n, const struct deed_world *world)
{
	struct trial t = { .arena = a, .deed = deed, .world = world };

	if (deed->kind >= LENGTH(deciders))
		return refuse(RULING_INCOMPLETE);
	sort_events(&t, events, n);
	t.question = question_fold(t.events, t.n_standing, a);
	if (t.question.n_stretches == 0)
		return refuse(RULING_NO_QUESTION);
	deciders[deed->kind](&t);
	return t.ruling;
}

struct ruling
deed_decide_presence(
    const struct deed *deed, const char *who, const struct deed_world *world)
{
	const struct roster *r = world->norms->roster;
	const struct colleague *by = roster_by_id(r, who);
	struct date today = date_of(world->at);
	struct date from = deed->has_from ? deed->from : today;
	struct ruling out = {
		.has_day = deed->has_day,
		.day = deed->day,
		.has_from = from.day != today.day,
		.from = from,
	};

	if (!*deed->value)
		return refuse(RULING_INCOMPLETE);
	if (!roster_by_id(r, deed->value))
		return refuse(RULING_UNKNOWN);
	/* The command line has no name and every right. */
	if (*who && (!by || by->role != ROLE_COORDINATOR))
		return refuse(RULING_NOT_ALLOWED);
	if (deed->kind == DEED_ABSENT && deed->has_day &&
	    (deed->day.day < today.day || deed->day.day < from.day)) {
		out.kind = RULING_NOT_LATER;
		out.day = date_add(from.day > today.day ? from : today, -1);
	} else if (from.day > today.day + DEED_DAYS_MAX ||
	    (deed->has_day && deed->day.day > today.day + DEED_DAYS_MAX))
		out.kind = RULING_TOO_FAR;
	return out;
}
