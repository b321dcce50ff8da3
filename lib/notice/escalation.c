/*
 * What a project leader hears of: questions that are late for days, bundled.
 * Knows when and to whom; that he sees no names is the template's affair.
 */

#include "base/arena.h"
#include "notice/claim.h"

struct scene {
	struct arena *arena;
	const struct agenda_input *in;
	struct date today;
	struct claims claims;
};

/* The step that runs: the first after so many days, then each as many days as
 * between two alerts, moved to a day on which the recipient works. */
static void
escalate(struct scene *s, const struct question *q, int days,
    const struct colleague *leader)
{
	const struct calendar *cal = s->in->calendar;
	const struct colleague *to =
	    roster_cover(s->in->roster, leader, cal, s->today);
	int repeat = s->in->options.late_repeat;
	int since = days - s->in->options.escalate_after;
	char due[DATE_TEXT];
	struct date began;
	struct claim *c;

	if (!to || !roster_works(to, cal, s->today))
		return;
	if (repeat < 1)
		repeat = 1;
	began = calendar_add_workdays(cal, s->today, -(since % repeat));
	c = claims_add(&s->claims, s->arena);
	*c = (struct claim){ .recipient = to,
		.stands_in_for = to == leader ? NULL : leader,
		.item = { .question = q, .step = STEP_LATE, .days_late = days },
		.fires = claim_first_day(cal, to, began),
		.next = claim_first_day(
		    cal, to, calendar_add_workdays(cal, began, repeat)) };
	c->item.key =
	    arena_printf(s->arena, "escalation:%lld:%s:%d:%s", (long long)q->id,
	        date_print(q->deadline, due), since / repeat, to->id);
}

struct claims
claims_escalated(
    struct arena *a, const struct agenda_input *in, struct date today)
{
	struct scene s = { .arena = a, .in = in, .today = today };
	size_t i, k;

	if (in->options.escalate_after < 1)
		return s.claims;
	for (i = 0; i < in->n_questions; i++) {
		const struct question *q = &in->questions[i];
		int days;

		if (!claim_is_told(q))
			continue;
		days =
		    calendar_workdays_between(in->calendar, q->deadline, today);
		if (days < in->options.escalate_after)
			continue;
		for (k = 0; k < in->roster->n_people; k++) {
			const struct colleague *c = &in->roster->people[k];

			if (c->role == ROLE_LEADER &&
			    roster_is_in_team(c, q->team))
				escalate(&s, q, days, c);
		}
	}
	return s.claims;
}
