/*
 * Questions that cannot wait for the morning (users.md 19): which they are,
 * and what their mail shows. Whom it goes to is the agenda's.
 */

#include "desk/signals.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/cards.h"
#include "desk/envelope.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store.h"
#include "term/reckon.h"

/* Calendar days that hold SIGNAL_DAYS working days, Christmas included: older
 * questions need not be looked up. */
#define RECENT_DAYS 14

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

/* Its term says most; then its topic; then who asks. NULL: no signal. */
static int
name_of(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, const char **out, struct err *e)
{
	const struct agenda_options *options = &o->settings.agenda;
	struct stored_card card;

	*out = NULL;
	if (is_named(options, q->term))
		*out = q->term;
	else if (is_named(options, q->topic))
		*out = q->topic;
	if (*out)
		return 0;
	if (store_card(s, a, q->id, &card, e) != 0)
		return -1;
	if (is_named(options, card.organisation_kind))
		*out = card.organisation_kind;
	return 0;
}

int
signals_of(struct store *s, const struct office *o, struct arena *a,
    const struct question *questions, size_t n, struct instant now,
    struct signal **out, size_t *out_n, struct err *e)
{
	struct signal *list = arena_array(a, n + 1, sizeof(*list));
	size_t i, found = 0;

	for (i = 0; i < n; i++) {
		const struct question *q = &questions[i];
		const char *name;

		if (date_of(q->received).day + RECENT_DAYS < date_of(now).day)
			continue;
		if (name_of(s, o, a, q, &name, e) != 0)
			return -1;
		if (name)
			list[found++] = (struct signal){ q, name };
	}
	*out = list;
	*out_n = found;
	return 0;
}

int
view_signal(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct signal_view *out,
    struct err *e)
{
	const struct question *q = p->items[0].question;
	const struct named_term *named = term_find(o->norms.terms, p->signal);
	struct card *card = arena_alloc(a, sizeof(*card));
	struct signal_view v = {
		.recipient = p->recipient,
		.stands_in_for = p->stands_in_for,
		.day = p->day,
		.card = { 1, card },
		.name = p->signal,
		.is_binding =
		    deadline_norms(&o->norms, q->team).is_statutory_binding,
		.reply = envelope_reply(o, p->recipient, date_of(now)),
		.shadow_for = envelope_shadow(o, p->recipient),
	};

	if (named && named->term.is_statutory) {
		const struct reckoning in = {
			.term = named->term,
			.is_european = named->is_european,
			.from = q->received,
			.calendar = o->calendar,
		};
		struct reckoned reckoned;

		if (term_reckon(&in, NULL, &reckoned, e) != 0)
			return -1;
		v.term = named->term;
		v.until = reckoned.last;
	}
	if (view_card(s, o, a, q, now, card, e) != 0)
		return -1;
	*out = v;
	return 0;
}
