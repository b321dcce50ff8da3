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
#include "base/text.h"
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
	case NOTICE_ESCALATION:
		return "escalation";
	case NOTICE_SIGNAL:
		return "signal";
	case NOTICE_OPERATOR:
		return "operator";
	case NOTICE_ANSWER:
		break;
	}
	return "answer";
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

/* One mail a morning: whoever has the digest has all of this in it. */
static bool
has_digest(const struct agenda *g, const struct colleague *c)
{
	size_t i;

	for (i = 0; i < g->n_planned; i++) {
		if (g->planned[i].kind == NOTICE_DIGEST &&
		    g->planned[i].recipient == c &&
		    !g->planned[i].stands_in_for)
			return true;
	}
	return false;
}

/* The newest day on which one of the claims' steps began; false: none has. */
static bool
newest_step(const struct agenda *g, const struct claim *claims, size_t n,
    struct date *out)
{
	bool has_begun = false;
	size_t i;

	for (i = 0; i < n; i++) {
		if (claims[i].fires.day > g->today.day ||
		    (has_begun && claims[i].fires.day <= out->day))
			continue;
		*out = claims[i].fires;
		has_begun = true;
	}
	return has_begun;
}

/* What the mail of that day holds: all that is due or late; of what lies far
 * ahead only what is new. One stand-in for two coordinators has it twice. */
static void
fill_mail(struct agenda *g, struct planned *mail, const struct claim *claims,
    size_t n)
{
	struct planned_item *items = arena_array(g->arena, n, sizeof(*items));
	size_t i;

	for (i = 0; i < n; i++) {
		const struct claim *c = &claims[i];

		if (c->item.step == STEP_AHEAD && c->fires.day != mail->day.day)
			continue;
		if (i == 0 || compare_claims(c, &claims[i - 1]) != 0)
			items[mail->n_items++] = c->item;
		if (c->item.step == STEP_LATE &&
		    (mail->next_alert.day == 0 ||
		        c->next.day < mail->next_alert.day))
			mail->next_alert = c->next;
	}
	mail->items = items;
}

/*
 * One mail from claims that belong together. It is named after the day on
 * which the newest of its steps began, so that it goes once, also when that
 * day was missed; when no step has begun there is no mail.
 */
static void
plan_mail(
    struct agenda *g, const struct claim *claims, size_t n, bool is_escalation)
{
	struct planned mail = {
		.recipient = claims->recipient,
		.stands_in_for = claims->stands_in_for,
	};
	char day[DATE_TEXT];

	if (!newest_step(g, claims, n, &mail.day))
		return;
	fill_mail(g, &mail, claims, n);
	if (is_escalation)
		mail.kind = NOTICE_ESCALATION;
	else if (mail.items[0].step == STEP_LATE)
		mail.kind = NOTICE_ALERT;
	else
		mail.kind = NOTICE_REMINDER;
	if (mail.kind == NOTICE_REMINDER && !mail.stands_in_for &&
	    has_digest(g, mail.recipient))
		return;
	mail.key = mail_key(g, &mail, date_print(mail.day, day));
	*add_planned(g) = mail;
}

static void
plan_mails(struct agenda *g, struct claims claims, bool is_escalation)
{
	size_t i, n;

	if (claims.n > 1)
		qsort(claims.at, claims.n, sizeof(*claims.at), compare_claims);
	for (i = 0; i < claims.n; i += n) {
		for (n = 1; i + n < claims.n; n++) {
			if (!is_one_mail(&claims.at[i], &claims.at[i + n]))
				break;
		}
		plan_mail(g, &claims.at[i], n, is_escalation);
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

/* "coordinator" and "leader" are those of the question's team. */
static bool
is_addressed(
    const struct colleague *c, const char *to, const struct question *q)
{
	if (text_is_same(to, "coordinator"))
		return c->role == ROLE_COORDINATOR &&
		    roster_is_in_team(c, q->team);
	if (text_is_same(to, "leader"))
		return c->role == ROLE_LEADER && roster_is_in_team(c, q->team);
	return text_is_same(c->id, to);
}

/* One rule says to whom; the first of a name counts. */
static const char *
addressee(const struct agenda_options *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->n_signal_rules; i++) {
		if (text_is_same(o->signal_rules[i].name, name))
			return o->signal_rules[i].to;
	}
	return "-";
}

static bool
is_news(const struct agenda *g, const struct signal *s)
{
	return !s->question->is_history &&
	    calendar_workdays_between(
	        g->in->calendar, date_of(s->filed_at), g->today) <= SIGNAL_DAYS;
}

static const char *
signal_key(struct agenda *g, const struct question *q, const char *names,
    const struct colleague *to)
{
	return arena_printf(
	    g->arena, "signal:%lld:%s:%s", (long long)q->id, names, to->id);
}

/* What of these signals, all of one question, concerns somebody: one mail. Who
 * must see it today is not asked whether he works today, but who is away is
 * covered for; without cover it waits in his own mailbox. */
static void
plan_signal(struct agenda *g, const struct signal *signals, size_t n,
    const struct colleague *c)
{
	const struct colleague *cover =
	    roster_cover(g->in->roster, c, g->in->calendar, g->today);
	const struct question *q = signals->question;
	struct planned_item *items = arena_array(g->arena, n, sizeof(*items));
	struct planned mail = { .kind = NOTICE_SIGNAL,
		.recipient = cover ? cover : c,
		.day = g->today,
		.items = items };
	const char *names = "";
	size_t i;

	for (i = 0; i < n; i++) {
		const struct signal *s = &signals[i];

		if (!is_addressed(c, addressee(&g->in->options, s->name), q) ||
		    !is_news(g, s))
			continue;
		items[mail.n_items++] = (struct planned_item){
			.question = q,
			.step = STEP_NEW,
			.key = signal_key(g, q, s->name, mail.recipient),
			.signal = s,
		};
		names = arena_printf(
		    g->arena, "%s%s%s", names, *names ? "+" : "", s->name);
	}
	if (mail.n_items == 0)
		return;
	mail.stands_in_for = mail.recipient == c ? NULL : c;
	mail.key = signal_key(g, q, names, mail.recipient);
	*add_planned(g) = mail;
}

static void
plan_signals(struct agenda *g)
{
	const struct roster *r = g->in->roster;
	const struct signal *at = g->in->signals;
	size_t i, k, n;

	for (i = 0; i < g->in->n_signals; i += n) {
		for (n = 1; i + n < g->in->n_signals; n++) {
			if (at[i + n].question != at[i].question)
				break;
		}
		for (k = 0; k < r->n_people; k++)
			plan_signal(g, &at[i], n, &r->people[k]);
	}
}

/* Nobody hears outside his own hours. */
static size_t
keep_within_hours(struct planned *all, size_t n, int minute)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++) {
		const struct colleague *c = all[i].recipient;

		if (c->to == 0 || (minute >= c->from && minute < c->to))
			all[kept++] = all[i];
	}
	return kept;
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
	plan_signals(&g);
	plan_digests(&g);
	plan_mails(&g, claims_of(a, input, g.today), false);
	plan_mails(&g, claims_escalated(a, input, g.today), true);
	plan_weeklies(&g);
	return (struct plan){ keep_within_hours(g.planned, g.n_planned, minute),
		g.planned };
}
