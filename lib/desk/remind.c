/*
 * From the agenda to rows of notices. A notice is a row with its bytes before
 * it is a mail; its key makes a second one impossible.
 */

#include "desk/remind.h"

#include "base/arena.h"
#include "desk/corrections.h"
#include "desk/envelope.h"
#include "desk/hold.h"
#include "desk/office.h"
#include "desk/operator.h"
#include "desk/signals.h"
#include "desk/views.h"
#include "desk/weekly.h"
#include "edge/log.h"
#include "edge/store.h"
#include "edge/store_act.h"

static struct plan
joined(struct arena *a, struct plan first, struct plan second)
{
	struct planned *all;
	size_t i;

	if (first.n == 0)
		return second;
	all =
	    arena_grow(a, first.at, first.n, first.n + second.n, sizeof(*all));
	for (i = 0; i < second.n; i++)
		all[first.n + i] = second.at[i];
	return (struct plan){ first.n + second.n, all };
}

int
remind_plan(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct plan *out, struct err *e)
{
	struct question *questions = NULL;
	struct agenda_input input = {
		.now = now,
		.calendar = o->calendar,
		.options = o->settings.agenda,
	};
	struct roster *roster = arena_alloc(a, sizeof(*roster));
	struct signal *signals = NULL;
	struct plan operators;
	int64_t activated = now.sec;

	if (store_roster(s, a, &o->settings.roster, now, roster, e) != 0 ||
	    store_questions(
	        s, a, SELECT_ACTIVE, &questions, &input.n_questions, e) != 0 ||
	    store_meta(s, "activated_at", &activated, e) < 0)
		return -1;
	input.roster = roster;
	input.questions = questions;
	if (signals_of(s, o, a, questions, input.n_questions, now, &signals,
	        &input.n_signals, e) != 0)
		return -1;
	input.signals = signals;
	input.activated_at.sec = activated;
	if (operator_plan(s, o, a, now, &operators, e) != 0)
		return -1;
	*out = joined(a, operators, agenda_due(a, &input));
	return 0;
}

int
remind_render(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct rendered *out,
    struct err *e)
{
	struct digest_view digest;
	struct alert_view alert;
	struct signal_view signal;
	struct weekly_view weekly;
	struct operator_view operator;

	switch (p->kind) {
	case NOTICE_DIGEST:
		if (view_digest(s, o, a, p, now, &digest, e) != 0)
			return -1;
		return render_digest(o->templates, a, &digest, out, e);
	case NOTICE_SIGNAL:
		if (view_signal(s, o, a, p, now, &signal, e) != 0)
			return -1;
		return render_signal(o->templates, a, &signal, out, e);
	case NOTICE_ALERT:
	case NOTICE_REMINDER:
	case NOTICE_ESCALATION:
		if (view_alert(s, o, a, p, now, &alert, e) != 0)
			return -1;
		return render_alert(o->templates, a, &alert, out, e);
	case NOTICE_WEEKLY:
		if (view_weekly(s, o, a, p, now, &weekly, e) != 0)
			return -1;
		return render_weekly(o->templates, a, &weekly, out, e);
	case NOTICE_OPERATOR:
	case NOTICE_ANSWER:
		break;
	}
	if (operator_look(s, a, p, &operator, e) != 0)
		return -1;
	operator.shadow_for = envelope_shadow(o, p->recipient);
	return render_operator(o->templates, a, &operator, out, e);
}

int
remind_is_done(struct store *s, const struct planned *p, struct err *e)
{
	int found = store_notice_has(s, p->key, e);
	size_t i;

	if (found != 0 || p->n_items == 0)
		return found;
	for (i = 0; i < p->n_items; i++) {
		if (!*p->items[i].key)
			continue;
		found = store_notice_item_has(s, p->items[i].key, e);
		if (found <= 0)
			return found;
	}
	return 1;
}

/* weekly: of a weekly summary; else NULL. */
static int
write_notice(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, const struct rendered *body,
    const struct weekly *weekly, struct instant now, struct err *e)
{
	struct enclosure with = { 0 };
	int64_t id = 0;

	if (weekly)
		with = (struct enclosure){ .n_files = weekly->n_files,
			.files = weekly->files };
	if (envelope_write(s, o, a, p, body, &with, now, &id, e) != 0)
		return -1;
	return weekly ? corrections_keep(s, id, &weekly->view, e) : 0;
}

static int
render_and_write(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, const struct planned *p, struct instant now, struct err *e)
{
	struct rendered body = { 0 };
	struct weekly weekly;

	if (p->kind == NOTICE_WEEKLY) {
		if (weekly_make(s, o, studio, a, p, now, &weekly, e) != 0)
			return -1;
		return write_notice(s, o, a, p, &weekly.body, &weekly, now, e);
	}
	if (remind_render(s, o, a, p, now, &body, e) != 0)
		return -1;
	return write_notice(s, o, a, p, &body, NULL, now, e);
}

/* Reading and writing in one transaction, so that the mail says what the
 * store says. */
static int
make_one(struct store *s, const struct office *o, struct studio *studio,
    const struct planned *p, struct instant now, size_t *made, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	int done;

	if (store_begin(s, e) != 0)
		return -1;
	done = remind_is_done(s, p, e);
	if (done == 0 && render_and_write(s, o, studio, a, p, now, e) != 0)
		done = -1;
	if (done < 0 || store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	*made += done == 0;
	return 0;
}

/* What is made while the post is on hold: the mails that say so. The others
 * are made when it is released, by what is true then. */
static bool
passes_hold(const struct planned *p)
{
	return p->kind == NOTICE_DIGEST || p->kind == NOTICE_OPERATOR;
}

/* More notices within an hour than is plausible: something is wrong, and the
 * rest is not even made. */
static int
break_flood(struct store *s, const struct office *o, int64_t made,
    struct instant now, struct hold *hold, struct err *e)
{
	const int most = o->settings.post.breaker;

	if (most == 0 || made <= most || hold->reason != HOLD_NONE)
		return 0;
	hold->reason = HOLD_NOTICES;
	return hold_set(s, hold->reason, made, now, e);
}

int
remind(struct store *s, const struct office *o, struct studio *studio,
    struct instant now, size_t *made, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct hold hold;
	struct plan plan;
	int64_t before = 0;
	size_t i;

	*made = 0;
	if (hold_read(s, &hold, e) != 0 ||
	    hold_count_made(s, now, &before, e) != 0 ||
	    remind_plan(s, o, a, now, &plan, e) != 0)
		return -1;
	for (i = 0; i < plan.n; i++) {
		struct err why = { 0 };

		if (hold.reason != HOLD_NONE && !passes_hold(&plan.at[i]))
			continue;
		if (make_one(s, o, studio, &plan.at[i], now, made, &why) != 0)
			log_line(LEVEL_ERROR,
			    "event=notice-failed key=%s reason=\"%s\"",
			    plan.at[i].key, why.text);
		if (why.kind != ERR_NONE && why.kind != ERR_ITEM) {
			*e = why;
			return -1;
		}
		if (break_flood(s, o, before + (int64_t)*made, now, &hold, e) !=
		    0)
			return -1;
	}
	return 0;
}
