/*
 * Who hears of which question today, and since when he should have. Knows the
 * steps before and after a deadline and whom they fall to; how claims become
 * mails it does not know.
 */

#include "notice/claim.h"

#include "base/arena.h"
#include "notice/lead.h"

/* Days that are searched for somebody's next working day; longer absences
 * exist, but then there is nothing to announce. */
#define SEARCH_DAYS 366

/* The number of a step in its key: 0 on the day, 1 on the day before. */
#define REMINDER_TODAY    0
#define REMINDER_TOMORROW 1

/* What every step looks at, and the claims so far. */
struct scene {
	struct arena *arena;
	const struct agenda_input *in;
	struct date today;
	struct claims claims;
};

struct claim *
claims_add(struct claims *all, struct arena *a)
{
	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 64;
		all->at =
		    arena_grow(a, all->at, all->n, all->room, sizeof(*all->at));
	}
	return &all->at[all->n++];
}

struct date
claim_first_day(
    const struct calendar *cal, const struct colleague *c, struct date d)
{
	int i;

	for (i = 0; i < SEARCH_DAYS; i++) {
		if (roster_works(c, cal, date_add(d, i)))
			return date_add(d, i);
	}
	return d;
}

/* The next of his working days, absent or not: a stand-in is warned on the
 * days of an absence, but nobody is on a part-timer's day off. */
static struct date
next_day_on(const struct scene *s, const struct colleague *c)
{
	int i;

	for (i = 1; i < SEARCH_DAYS; i++) {
		if (roster_is_on(c, s->in->calendar, date_add(s->today, i)))
			return date_add(s->today, i);
	}
	return s->today;
}

/* The first day whose morning comes after the question was given to
 * somebody: he then knows it from the hand-over itself. */
static struct date
first_morning(const struct scene *s, const struct question *q)
{
	struct date d = date_of(q->assigned_at);

	if (q->assigned_at.sec > date_instant(d, s->in->options.morning).sec)
		d = date_add(d, 1);
	return d;
}

/*
 * After the deadline: on the first working day and then each so many
 * (users.md 17), each moved forward to a day on which the recipient works
 * (users.md 18). Of several that have passed only the newest counts.
 */
static void
claim_late(struct scene *s, struct claim *c, bool is_assigned)
{
	const struct calendar *cal = s->in->calendar;
	const struct question *q = c->item.question;
	int repeat = s->in->options.late_repeat;
	int days = calendar_workdays_between(cal, q->deadline, s->today);
	char due[DATE_TEXT];
	struct date began;

	if (repeat < 1)
		repeat = 1;
	began = calendar_add_workdays(cal, s->today, -((days - 1) % repeat));
	c->item.days_late = days;
	c->item.key = arena_printf(s->arena, "alert:%lld:%s:%d:%s",
	    (long long)q->id, date_print(q->deadline, due), (days - 1) / repeat,
	    c->recipient->id);
	c->next = claim_first_day(
	    cal, c->recipient, calendar_add_workdays(cal, began, repeat));
	if (is_assigned && began.day < first_morning(s, q).day)
		began = first_morning(s, q);
	c->fires = claim_first_day(cal, c->recipient, began);
}

/* A step long before the end, for whoever has the question. Not one that
 * had begun when it was given to him: he knew it then. */
static void
claim_ahead(struct scene *s, const struct question *q,
    const struct colleague *recipient, const struct colleague *stands_in_for)
{
	char due[DATE_TEXT];
	struct lead_step lead;
	struct claim *c;

	if (!lead_find(s->in, q, recipient, s->today, &lead) ||
	    lead.day.day < first_morning(s, q).day)
		return;
	c = claims_add(&s->claims, s->arena);
	*c = (struct claim){ .recipient = recipient,
		.stands_in_for = stands_in_for,
		.item = { .question = q, .step = STEP_AHEAD },
		.fires =
		    claim_first_day(s->in->calendar, recipient, lead.day) };
	c->item.key = arena_printf(s->arena, "reminder:%lld:%s:%c%d:%s",
	    (long long)q->id, date_print(q->deadline, due),
	    lead.lead.is_share ? 's' : 'w', lead.lead.n, recipient->id);
}

static void
claim_reminder(struct scene *s, struct claim *c)
{
	const struct question *q = c->item.question;
	char due[DATE_TEXT];

	c->fires = s->today;
	c->item.key = arena_printf(s->arena, "reminder:%lld:%s:%d:%s",
	    (long long)q->id, date_print(q->deadline, due),
	    c->item.step == STEP_TODAY ? REMINDER_TODAY : REMINDER_TOMORROW,
	    c->recipient->id);
}

/* How a question stands for somebody who works today; false: he need not
 * hear of it. What is due on his days off comes before them (users.md 18). */
static bool
step_of(const struct scene *s, const struct question *q,
    const struct colleague *c, enum step *step)
{
	if (!roster_works(c, s->in->calendar, s->today))
		return false;
	if (q->deadline.day < s->today.day)
		*step = STEP_LATE;
	else if (q->deadline.day == s->today.day)
		*step = STEP_TODAY;
	else if (q->deadline.day <= next_day_on(s, c).day)
		*step = STEP_TOMORROW;
	else
		return false;
	return true;
}

static void
claim(struct scene *s, const struct question *q,
    const struct colleague *recipient, const struct colleague *stands_in_for,
    enum step step)
{
	struct claim *c = claims_add(&s->claims, s->arena);

	c->recipient = recipient;
	c->stands_in_for = stands_in_for;
	c->item.question = q;
	c->item.step = step;
	if (step == STEP_LATE)
		claim_late(s, c, *q->assignee);
	else
		claim_reminder(s, c);
}

static bool
has_coordinator(const struct roster *r, const char *team)
{
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		if (r->people[i].role == ROLE_COORDINATOR &&
		    roster_is_in_team(&r->people[i], team))
			return true;
	}
	return false;
}

/* Late, or due today while the assignee is away without cover; due today with
 * nobody assigned stands in the digest (users.md 17 and 18). */
static void
claim_for_coordinator(struct scene *s, const struct question *q,
    const struct colleague *assignee, const struct colleague *coordinator)
{
	const struct colleague *cover =
	    roster_cover(s->in->roster, coordinator, s->in->calendar, s->today);
	const struct colleague *absent =
	    cover == coordinator ? NULL : coordinator;
	enum step step;

	if (!cover || !step_of(s, q, cover, &step))
		return;
	if (step == STEP_LATE || (step == STEP_TODAY && assignee))
		claim(s, q, cover, assignee ? assignee : absent, step);
}

/* With nobody else to tell: the coordinators of the team, or all of them when
 * it has none of its own. */
static void
claim_for_coordinators(
    struct scene *s, const struct question *q, const struct colleague *assignee)
{
	const struct roster *r = s->in->roster;
	const char *team = has_coordinator(r, q->team) ? q->team : "";
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		if (r->people[i].role == ROLE_COORDINATOR &&
		    roster_is_in_team(&r->people[i], team))
			claim_for_coordinator(s, q, assignee, &r->people[i]);
	}
}

static void
claim_question(struct scene *s, const struct question *q)
{
	const struct roster *r = s->in->roster;
	const struct colleague *assignee = roster_by_id(r, q->assignee), *cover;
	enum step step;

	if (!assignee) {
		claim_for_coordinators(s, q, NULL);
		return;
	}
	cover = roster_cover(r, assignee, s->in->calendar, s->today);
	if (!cover)
		claim_for_coordinators(s, q, assignee);
	else if (step_of(s, q, cover, &step))
		claim(s, q, cover, cover == assignee ? NULL : assignee, step);
	else if (roster_works(cover, s->in->calendar, s->today))
		claim_ahead(s, q, cover, cover == assignee ? NULL : assignee);
}

bool
claim_is_told(const struct question *q)
{
	return q->state == STATE_OPEN && q->has_deadline && !q->is_history &&
	    !q->merged_into && !*q->probably;
}

struct claims
claims_of(struct arena *a, const struct agenda_input *in, struct date today)
{
	struct scene s = { .arena = a, .in = in, .today = today };
	size_t i;

	for (i = 0; i < in->n_questions; i++) {
		if (claim_is_told(&in->questions[i]))
			claim_question(&s, &in->questions[i]);
	}
	return s.claims;
}
