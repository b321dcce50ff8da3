/*
 * What should be told now, to whom, and under which key. Knows the rhythm of
 * the notices; what they say and whether they were sent it does not know.
 *
 * Everything follows from the day and the facts, never from earlier calls: a
 * tick that comes late plans what an earlier one would have planned, under
 * the same key.
 */

#include "notice/agenda.h"

#include <stdlib.h>

#include "base/arena.h"
#include "notice/claim.h"

struct agenda {
	struct arena *arena;
	const struct agenda_input *in;
	struct date today;
	size_t n_planned, planned_room;
	struct planned *planned;
};

const char *
notice_kind_name(enum notice_kind k)
{
	switch (k) {
	case NOTICE_DIGEST:
		return "digest";
	case NOTICE_ALERT:
		return "alert";
	case NOTICE_REMINDER:
		return "reminder";
	case NOTICE_WEEKLY:
		return "weekly";
	case NOTICE_OPERATOR:
		break;
	}
	return "operator";
}

static struct planned *
add_planned(struct agenda *g)
{
	if (g->n_planned == g->planned_room) {
		g->planned_room = g->planned_room ? 2 * g->planned_room : 16;
		g->planned = arena_grow(g->arena, g->planned, g->n_planned,
		    g->planned_room, sizeof(*g->planned));
	}
	return &g->planned[g->n_planned++];
}

/* kind:recipient:what, and for whom when he stands in. */
static const char *
mail_key(struct agenda *g, const struct planned *p, const char *what)
{
	return arena_printf(g->arena, "%s:%s:%s%s%s", notice_kind_name(p->kind),
	    p->recipient->id, what, p->stands_in_for ? ":" : "",
	    p->stands_in_for ? p->stands_in_for->id : "");
}

static void
plan_digests(struct agenda *g)
{
	const struct roster *r = g->in->roster;
	char day[DATE_TEXT];
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		const struct colleague *c = &r->people[i], *cover;
		struct planned *p;

		if (c->role != ROLE_COORDINATOR ||
		    !roster_is_on(c, g->in->calendar, g->today))
			continue;
		cover = roster_cover(r, c, g->in->calendar, g->today);
		if (!cover)
			continue;
		p = add_planned(g);
		p->kind = NOTICE_DIGEST;
		p->recipient = cover;
		p->stands_in_for = cover == c ? NULL : c;
		p->day = g->today;
		p->key = mail_key(g, p, date_print(g->today, day));
	}
}

static int
compare_people(const struct colleague *a, const struct colleague *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return (a > b) - (a < b);
}

/* By mail, in the order of the roster; within it late, today, tomorrow, the
 * oldest deadline first. */
static int
compare_claims(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;
	const struct question *p = x->item.question, *q = y->item.question;
	int order = compare_people(x->recipient, y->recipient);

	if (order == 0)
		order = compare_people(x->stands_in_for, y->stands_in_for);
	if (order == 0)
		order = (int)x->item.step - (int)y->item.step;
	if (order == 0)
		order = (p->deadline.day > q->deadline.day) -
		    (p->deadline.day < q->deadline.day);
	if (order == 0)
		order = (p->id > q->id) - (p->id < q->id);
	return order;
}

static bool
is_one_mail(const struct claim *a, const struct claim *b)
{
	return a->recipient == b->recipient &&
	    a->stands_in_for == b->stands_in_for;
}

/*
 * One mail from claims that belong together. It is named after the day on
 * which the newest of its steps began, so that it goes once, also when that
 * day was missed; when no step has begun there is no mail.
 */
static void
plan_mail(struct agenda *g, const struct claim *claims, size_t n)
{
	struct planned_item *items = arena_array(g->arena, n, sizeof(*items));
	struct planned mail = { .items = items };
	char day[DATE_TEXT];
	bool has_begun = false;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct claim *c = &claims[i];
		bool is_late = c->item.step == STEP_LATE;

		/* One stand-in for two coordinators has it twice. */
		if (i == 0 || compare_claims(c, &claims[i - 1]) != 0)
			items[mail.n_items++] = c->item;
		if (is_late && (i == 0 || c->next.day < mail.next_alert.day))
			mail.next_alert = c->next;
		if (c->fires.day > g->today.day)
			continue;
		if (!has_begun || c->fires.day > mail.day.day)
			mail.day = c->fires;
		has_begun = true;
	}
	if (!has_begun)
		return;
	mail.kind = items[0].step == STEP_LATE ? NOTICE_ALERT : NOTICE_REMINDER;
	mail.recipient = claims->recipient;
	mail.stands_in_for = claims->stands_in_for;
	mail.key = mail_key(g, &mail, date_print(mail.day, day));
	*add_planned(g) = mail;
}

static void
plan_alerts(struct agenda *g)
{
	struct claims claims = claims_of(g->arena, g->in, g->today);
	size_t i, n;

	if (claims.n > 1)
		qsort(claims.at, claims.n, sizeof(*claims.at), compare_claims);
	for (i = 0; i < claims.n; i += n) {
		for (n = 1; i + n < claims.n; n++) {
			if (!is_one_mail(&claims.at[i], &claims.at[i + n]))
				break;
		}
		plan_mail(g, &claims.at[i], n);
	}
}

static void
plan_weekly(struct agenda *g, const struct colleague *leader,
    const struct team *team, struct iso_week week)
{
	const struct colleague *cover =
	    roster_cover(g->in->roster, leader, g->in->calendar, g->today);
	struct planned *p = add_planned(g);

	/* Without a stand-in it waits in his own mailbox. */
	p->kind = NOTICE_WEEKLY;
	p->recipient = cover ? cover : leader;
	p->stands_in_for = p->recipient == leader ? NULL : leader;
	p->team = team->code;
	p->week = week;
	p->day = g->today;
	p->key = mail_key(g, p,
	    arena_printf(
	        g->arena, "%s:%d-W%02d", team->code, week.year, week.week));
}

static void
plan_weeklies(struct agenda *g)
{
	const struct roster *r = g->in->roster;
	struct date monday = date_week_monday(date_week(g->today));
	struct iso_week week = date_week(date_add(monday, -7));
	size_t i, t;

	if (date_instant(monday, 0).sec <= g->in->activated_at.sec)
		return;
	for (i = 0; i < r->n_people; i++) {
		const struct colleague *c = &r->people[i];

		if (c->role != ROLE_LEADER)
			continue;
		for (t = 0; t < r->n_teams; t++) {
			if (roster_is_in_team(c, r->teams[t].code))
				plan_weekly(g, c, &r->teams[t], week);
		}
	}
}

struct plan
agenda_due(struct arena *a, const struct agenda_input *input)
{
	struct agenda g = {
		.arena = a, .in = input, .today = date_of(input->now)
	};
	int minute = date_minute(input->now);

	if (input->now.sec < input->activated_at.sec ||
	    minute < input->options.morning ||
	    minute >= input->options.evening ||
	    !calendar_is_workday(input->calendar, g.today))
		return (struct plan){ 0 };
	plan_digests(&g);
	plan_alerts(&g);
	plan_weeklies(&g);
	return (struct plan){ g.n_planned, g.planned };
}
