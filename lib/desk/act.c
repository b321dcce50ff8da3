/*
 * Acts by hand, whichever way they come in: finds what they are about, has
 * them judged (triage/deed), and writes down what they come to.
 */

#include "desk/act.h"

#include "base/arena.h"
#include "desk/judge.h"
#include "desk/office.h"
#include "edge/store_act.h"
#include "notice/deed_words.h"

/* Questions that went into others, and those into others again. */
#define ALIASES_MAX 100

/* One act on its way into the store. */
struct work {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	struct deed deed;
	const struct act_origin *origin;
	struct deed_world world;
	struct ruling ruling;
	int64_t question, event;
};

static struct hand
hand_of(const struct work *w)
{
	return (
	    struct hand){ w->origin->now, w->origin->who, w->origin->command };
}

/* A question, or the one that it went into: 1 found, 0 none, -1. */
static int
follow_alias(
    struct work *w, int64_t id, struct stored_question *out, struct err *e)
{
	int found = 1, hops;

	for (hops = 0; found > 0 && hops < ALIASES_MAX; hops++) {
		found = store_question_find(w->store, id, out, e);
		if (found <= 0 || out->merged_into == 0)
			break;
		id = out->merged_into;
	}
	return found;
}

/* Whether a question was joined to another by an act that stands; `event`
 * says by which one, 0 by any. 1, 0, -1. */
static int
was_joined(struct work *w, const struct stored_question *q, int64_t event,
    struct err *e)
{
	struct event *events = NULL;
	size_t i, n = 0;

	if (q->merged_into == 0)
		return 0;
	if (store_events(w->store, w->arena, q->id, &events, &n, e) != 0)
		return -1;
	n = events_standing(events, n, w->arena);
	for (i = 0; i < n; i++) {
		if (events[i].kind == EVENT_JOINED &&
		    (event == 0 || events[i].seq == event))
			return 1;
	}
	return 0;
}

/* The question that an act is about: 1 found, 0 none, -1. What undoes a
 * joining is about the question that was joined, not about where it went. */
static int
find_question(struct work *w, struct stored_question *out, struct err *e)
{
	enum deed_kind kind = w->deed.kind;
	int64_t id = w->deed.question;
	int found = 1, joined;

	if (id == 0 && kind == DEED_UNDO)
		found =
		    store_question_of_event(w->store, w->deed.number, &id, e);
	if (found > 0)
		found = store_question_find(w->store, id, out, e);
	if (found <= 0 || (kind != DEED_SPLIT && kind != DEED_UNDO))
		return found <= 0 ? found : follow_alias(w, id, out, e);
	joined = was_joined(w, out, kind == DEED_UNDO ? w->deed.number : 0, e);
	if (joined != 0)
		return joined;
	/* One that the mails themselves made part of another is split off by
	 * the message that opened it. */
	if (kind == DEED_SPLIT && out->merged_into && !w->deed.message)
		w->deed.message = out->opened_by;
	return follow_alias(w, id, out, e);
}

/* The other question of a joining: 1 found, 0 none, -1. */
static int
find_other(struct work *w, struct err *e)
{
	struct stored_question other;
	int found = follow_alias(w, w->deed.number, &other, e);

	if (found > 0) {
		w->deed.number = other.id;
		w->deed.message = other.opened_by;
	}
	return found;
}

static int
write_events(struct work *w, int64_t question, struct err *e)
{
	const struct versions versions = { w->office->versions.rules,
		w->office->versions.calendar };
	size_t i;

	for (i = 0; i < w->ruling.n; i++) {
		struct event event = w->ruling.events[i];
		int64_t seq;

		event.question = question;
		event.recorded_at = w->origin->now;
		event.who = w->origin->who;
		event.cause_command = w->origin->command;
		if (i > 0 && event.other == 0)
			event.other = w->event;
		if (store_event_add(w->store, &event, &versions, &seq, e) != 0)
			return -1;
		if (i == 0)
			w->event = seq;
	}
	if (w->deed.kind == DEED_NOTE)
		return store_note_add(w->store, w->event, w->deed.value, e);
	return 0;
}

static int
judge_again(struct work *w, int64_t conversation, struct err *e)
{
	struct judged_counts counts = { 0 };

	return judge_conversation(w->store, w->office, w->arena, conversation,
	    w->origin->now, &counts, e);
}

static int
do_question(struct work *w, struct err *e)
{
	struct stored_question stored;
	struct event *events = NULL;
	size_t n = 0;
	int found = find_question(w, &stored, e);

	if (found > 0 && w->deed.kind == DEED_JOIN)
		found = find_other(w, e);
	if (found < 0)
		return -1;
	if (found == 0) {
		w->ruling.kind = w->deed.kind == DEED_UNDO ? RULING_NO_EVENT
		                                           : RULING_NO_QUESTION;
		return 0;
	}
	w->question = stored.id;
	if (store_events(w->store, w->arena, stored.id, &events, &n, e) != 0)
		return -1;
	w->ruling = deed_decide(w->arena, &w->deed, events, n, &w->world);
	if (w->ruling.kind != RULING_DONE)
		return 0;
	if (write_events(w, stored.id, e) != 0 ||
	    store_question_project(w->store, w->arena, stored.id,
	        stored.is_history, w->office->calendar, e) != 0)
		return -1;
	return judge_again(w, stored.conversation, e);
}

/* A message that opened no question asks after all. */
static int
do_message(struct work *w, struct err *e)
{
	const struct hand by = hand_of(w);
	int64_t conversation;
	bool is_from_us;
	int found = store_message_place(
	    w->store, w->deed.message, &conversation, &is_from_us, e);

	if (found < 0)
		return -1;
	if (found == 0 || is_from_us) {
		w->ruling.kind = found ? RULING_OURS : RULING_NO_QUESTION;
		return 0;
	}
	found = store_ask_by_hand(w->store, w->deed.message, &by, e);
	if (found < 0 || judge_again(w, conversation, e) != 0)
		return -1;
	w->ruling.kind = found ? RULING_DONE : RULING_ALREADY;
	return store_question_of_message(
	           w->store, w->deed.message, &w->question, e) < 0
	    ? -1
	    : 0;
}

static int
do_presence(struct work *w, struct err *e)
{
	const struct deed *d = &w->deed;
	const struct hand by = hand_of(w);
	const struct colleague *c;
	struct presence p = {
		.is_back = d->kind == DEED_BACK,
		.from = d->has_from ? d->from : date_of(w->origin->at),
		.has_until = d->kind == DEED_ABSENT && d->has_day,
		.until = d->day,
	};

	w->ruling = deed_decide_presence(d, w->origin->who, &w->world);
	if (w->ruling.kind != RULING_DONE)
		return 0;
	c = roster_by_id(&w->office->settings.roster, d->value);
	p.person = c->id;
	if (d->kind == DEED_BACK && d->has_day)
		p.from = d->day;
	return store_presence_add(w->store, &p, &by, e);
}

static int
do_work(struct work *w, struct err *e)
{
	switch (w->deed.kind) {
	case DEED_ABSENT:
	case DEED_BACK:
		return do_presence(w, e);
	case DEED_ASK:
		if (w->deed.question == 0)
			return do_message(w, e);
		break;
	case DEED_ANSWER:
	case DEED_CLOSE:
	case DEED_IGNORE:
	case DEED_REOPEN:
	case DEED_ASSIGN:
	case DEED_EXTEND:
	case DEED_PAUSE:
	case DEED_RESUME:
	case DEED_NOTE:
	case DEED_TOPIC:
	case DEED_TEAM:
	case DEED_TERM:
	case DEED_PRIORITY:
	case DEED_JOIN:
	case DEED_SPLIT:
	case DEED_UNDO:
		break;
	}
	return do_question(w, e);
}

int
act_within(struct store *s, const struct office *o, struct arena *a,
    const struct deed *deed, const struct act_origin *origin,
    struct act_result *out, struct err *e)
{
	struct work w = {
		.store = s,
		.office = o,
		.arena = a,
		.deed = *deed,
		.origin = origin,
		.world = { &o->norms, o->rulebook.rules, origin->at },
	};

	if (do_work(&w, e) != 0)
		return -1;
	*out = (struct act_result){
		.ruling = w.ruling.kind,
		.question = w.question,
		.event = w.event,
		.says = deed_words(a, o->settings.language, &w.deed, w.question,
		    &w.ruling, &o->settings.roster),
	};
	return w.ruling.kind == RULING_DONE || w.ruling.kind == RULING_ALREADY;
}

int
act_do(struct store *s, const struct office *o, struct arena *a,
    const struct deed *deed, const struct act_origin *origin,
    struct act_result *out, struct err *e)
{
	struct act_result result = { 0 };
	int is_so;

	if (store_begin(s, e) != 0)
		return -1;
	is_so = act_within(s, o, a, deed, origin, &result, e);
	if (is_so < 0 || store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	*out = result;
	return is_so;
}
