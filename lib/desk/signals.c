/*
 * Questions that cannot wait for the morning (users.md 19): which they are,
 * by what, and what their mail shows. Whom it goes to is the agenda's.
 */

#include "desk/signals.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/cards.h"
#include "desk/envelope.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store.h"
#include "edge/store_signal.h"
#include "term/reckon.h"
#include "triage/notable.h"

/* Calendar days that hold SIGNAL_DAYS working days, Christmas included: what
 * was filed earlier need not be looked up. */
#define RECENT_DAYS 14

struct gathering {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	const struct question *questions; /* open or waiting, by number */
	size_t n_questions;
	size_t n, room;
	struct signal *at;
};

static bool
is_named(const struct agenda_options *o, const char *name)
{
	size_t i;

	for (i = 0; *name && i < o->n_signal_rules; i++) {
		if (text_is_same(o->signal_rules[i].name, name))
			return true;
	}
	return false;
}

/* Once a question: what its first message says counts. */
static bool
is_gathered(const struct gathering *g, int64_t question, const char *name)
{
	size_t i;

	for (i = g->n; i > 0 && g->at[i - 1].question->id == question; i--) {
		if (text_is_same(g->at[i - 1].name, name))
			return true;
	}
	return false;
}

static void
gather(struct gathering *g, const struct question *q,
    const struct stored_signal *m, const char *name, const char *why)
{
	if (!is_named(&g->office->settings.agenda, name) ||
	    is_gathered(g, q->id, name))
		return;
	if (g->n == g->room) {
		g->room = g->room ? 2 * g->room : 16;
		g->at =
		    arena_grow(g->arena, g->at, g->n, g->room, sizeof(*g->at));
	}
	g->at[g->n++] =
	    (struct signal){ q, name, why, m->received, m->filed_at };
}

static int
compare_numbers(const void *number, const void *question)
{
	int64_t a = *(const int64_t *)number;
	int64_t b = ((const struct question *)question)->id;

	return (a > b) - (a < b);
}

/* One that was answered before anybody was told. NULL: it is none any more. */
static int
find_handled(struct gathering *g, int64_t number, const struct question **out,
    struct err *e)
{
	struct question *q = arena_alloc(g->arena, sizeof(*q));
	struct event *events = NULL;
	size_t n = 0;

	if (store_events(g->store, g->arena, number, &events, &n, e) != 0)
		return -1;
	*q = question_fold(events, n, g->arena);
	*out = strcmp(q->handled_why, "no-question") == 0 ||
	        strcmp(q->handled_why, "duplicate") == 0
	    ? NULL
	    : q;
	return 0;
}

/* An answer ends haste, and what the configuration calls a signal; the clock
 * of a law and the press run on. */
static int
gather_notables(
    struct gathering *g, const struct stored_signal *m, struct err *e)
{
	const struct question *q = g->n_questions == 0
	    ? NULL
	    : bsearch(&m->question, g->questions, g->n_questions,
	          sizeof(*g->questions), compare_numbers);
	bool is_open = q != NULL;
	unsigned left = m->notables & ~(is_open ? 0U : NOTABLE_SPOED);
	size_t i;

	if (!is_open && left && find_handled(g, m->question, &q, e) != 0)
		return -1;
	if (!q)
		return 0;
	for (i = 0; notable_at(i); i++) {
		if (left & notable_at(i))
			gather(g, q, m, notable_name(notable_at(i)),
			    notable_why(
			        g->arena, m->notables_why, notable_at(i)));
	}
	if (!is_open)
		return 0;
	gather(g, q, m, q->term, m->message == q->opened_by ? m->term_why : "");
	gather(
	    g, q, m, q->topic, m->message == q->opened_by ? m->topic_why : "");
	gather(g, q, m, m->organisation_kind, "");
	return 0;
}

int
signals_of(struct store *s, const struct office *o, struct arena *a,
    const struct question *questions, size_t n, struct instant now,
    struct signal **out, size_t *out_n, struct err *e)
{
	struct gathering g = { .store = s,
		.office = o,
		.arena = a,
		.questions = questions,
		.n_questions = n };
	struct instant since =
	    date_instant(date_add(date_of(now), -RECENT_DAYS), 0);
	struct stored_signal *filed = NULL;
	size_t i, n_filed = 0;

	if (store_signals(s, a, since, &filed, &n_filed, e) != 0)
		return -1;
	for (i = 0; i < n_filed; i++) {
		if (gather_notables(&g, &filed[i], e) != 0)
			return -1;
	}
	*out = g.at;
	*out_n = g.n;
	return 0;
}

/* What it looks like, and the term of a law that comes with it. */
static int
view_sign(const struct office *o, const struct signal *signal, struct sign *out,
    struct err *e)
{
	const struct named_term *named =
	    term_find(o->norms.terms, signal->name);
	struct sign sign = { .name = signal->name, .why = signal->why };
	const struct reckoning in = {
		.term = named ? named->term : (struct term){ 0 },
		.is_european = named && named->is_european,
		.from = signal->received,
		.calendar = o->calendar,
	};
	struct reckoned reckoned;

	if (named && named->term.is_statutory) {
		if (term_reckon(&in, NULL, &reckoned, e) != 0)
			return -1;
		sign.term = named->term;
		sign.until = reckoned.last;
		if (reckoned.has_time)
			sign.end = reckoned.end;
	}
	*out = sign;
	return 0;
}

int
view_signal(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct signal_view *out,
    struct err *e)
{
	const struct question *q = p->items[0].question;
	struct card *card = arena_alloc(a, sizeof(*card));
	struct sign *signs = arena_array(a, p->n_items, sizeof(*signs));
	size_t i;

	for (i = 0; i < p->n_items; i++) {
		if (view_sign(o, p->items[i].signal, &signs[i], e) != 0)
			return -1;
	}
	if (view_card(s, o, a, q, now, card, e) != 0)
		return -1;
	*out = (struct signal_view){
		.recipient = p->recipient,
		.stands_in_for = p->stands_in_for,
		.day = p->day,
		.card = { 1, card },
		.n_signs = p->n_items,
		.signs = signs,
		.is_binding =
		    deadline_norms(&o->norms, q->team).is_statutory_binding,
		.reply = envelope_reply(o, p->recipient, date_of(now)),
		.shadow_for = envelope_shadow(o, p->recipient),
	};
	return 0;
}
