/*
 * More time, and the clock that stands still.
 */

#include <string.h>

#include "base/arena.h"
#include "triage/deed_trial.h"

/* The deadline before what was given today: "uitstel 3" said twice on one day
 * is not six. */
static struct date
deadline_before_today(const struct trial *t, bool *was_given)
{
	struct event *kept =
	    arena_array(t->arena, t->n_standing + 1, sizeof(*kept));
	struct date today = date_of(t->world->at);
	struct question q;
	size_t i, n = 0;

	for (i = 0; i < t->n_standing; i++) {
		const struct event *e = &t->events[i];

		if (e->kind != EVENT_DEADLINE || e->by != ACTOR_HAND ||
		    strcmp(e->value, "extended") != 0 ||
		    date_of(e->at).day != today.day)
			kept[n++] = *e;
	}
	*was_given = n < t->n_standing;
	q = question_fold(kept, n, t->arena);
	return q.has_deadline ? q.deadline : today;
}

/* The whole term with its extension, from the start: Awb and Woo add to the
 * term and never to a day that the law had moved. */
static bool
lawful_day(struct trial *t, struct date *out)
{
	const struct norms *norms = t->world->norms;
	const struct named_term *named =
	    term_find(norms->terms, t->question.term);
	struct term whole;

	return named && named->extension.length != 0 &&
	    (!named->term.is_statutory ||
	        deadline_norms(norms, t->question.team).is_statutory_binding) &&
	    term_extended(named, &whole, NULL) == 0 &&
	    deadline_of_stretch(norms,
	        (struct measure){ whole, named->is_european },
	        trial_last_stretch(&t->question), t->arena, out, NULL) == 0;
}

static bool
extended_day(struct trial *t, struct date base, struct date *out)
{
	const struct deed *d = t->deed;
	struct date today = date_of(t->world->at);

	if (d->has_day) {
		*out = d->day;
		return true;
	}
	if (d->number == 0 && !lawful_day(t, out)) {
		t->ruling.kind = RULING_NO_EXTENSION;
		return false;
	}
	if (d->number == 0)
		return true;
	if (d->number < 0 || d->number > DEED_DAYS_MAX) {
		t->ruling.kind = RULING_TOO_FAR;
		return false;
	}
	/* More time for what is late already counts from today. */
	*out = calendar_add_workdays(t->world->norms->calendar,
	    base.day < today.day ? today : base, (int)d->number);
	return true;
}

void
decide_extend(struct trial *t)
{
	struct date today = date_of(t->world->at), day;
	bool was_given;
	struct date base = deadline_before_today(t, &was_given);

	if (t->question.state == STATE_HANDLED)
		t->ruling.kind = RULING_HANDLED;
	else if (!extended_day(t, base, &day))
		return;
	else if (day.day > today.day + DEED_DAYS_MAX)
		trial_refuse_on(t, RULING_TOO_FAR, day);
	else if (was_given && t->question.deadline.day == day.day)
		trial_refuse_on(t, RULING_ALREADY, day);
	else if (day.day <= base.day || day.day < today.day)
		trial_refuse_on(t, RULING_NOT_LATER, base);
	else
		trial_happen_on(t, t->world->at, "extended", day);
}

void
decide_pause(struct trial *t)
{
	struct instant at;

	if (t->question.state == STATE_HANDLED)
		t->ruling.kind = RULING_HANDLED;
	else if (t->question.state == STATE_WAITING)
		t->ruling.kind = RULING_ALREADY;
	else if (trial_moment(t, &at))
		trial_happen(t, at, EVENT_WAITING, "");
}

void
decide_resume(struct trial *t)
{
	struct question *q = &t->question;
	struct date since;
	struct instant at;

	if (q->state != STATE_WAITING) {
		t->ruling.kind =
		    q->state == STATE_HANDLED ? RULING_HANDLED : RULING_ALREADY;
		return;
	}
	since = date_of(trial_last_stretch(q)
	                    ->pauses[trial_last_stretch(q)->n_pauses - 1]
	                    .start);
	if (!trial_moment(t, &at))
		return;
	if (date_of(at).day < since.day) {
		trial_refuse_on(t, RULING_BEFORE_RECEIPT, since);
		return;
	}
	if (at.sec <= q->last_event.sec)
		at.sec = q->last_event.sec + 1;
	trial_happen(t, at, EVENT_RESUMED, "");
	if (q->has_deadline)
		trial_happen_on(t, at, "resumed",
		    deadline_resumed(t->world->norms, q, t->arena));
}
