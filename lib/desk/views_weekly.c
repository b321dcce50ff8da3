/*
 * The weekly summary: gathers the weeks, the topics, the reach and what is late
 * now or due next.
 */

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "desk/cards.h"
#include "desk/intake.h"
#include "desk/office.h"
#include "desk/views.h"

/* Weeks with which a week is compared (users.md 26). */
#define WEEKS_BEFORE 8

static struct period
week_period(struct iso_week w)
{
	struct date monday = date_week_monday(w);

	return (struct period){ monday, date_add(monday, 7) };
}

static bool
is_of_team(const struct question *q, const char *team)
{
	return !team || !*team || strcmp(q->team, team) == 0 ||
	    strcmp(q->team, "beide") == 0;
}

/* The weeks before, as far as Postwacht was there the whole week. */
static void
fill_weeks(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team, struct date activated)
{
	struct date monday = date_week_monday(v->week);
	struct week_figures *weeks =
	    arena_array(l->arena, WEEKS_BEFORE, sizeof(*weeks));
	struct period before = { monday, monday };
	int i;

	for (i = WEEKS_BEFORE; i > 0; i--) {
		struct iso_week w = date_week(date_add(monday, -7 * i));

		if (date_week_monday(w).day < activated.day)
			continue;
		if (v->n_before == 0)
			before.from = date_week_monday(w);
		weeks[v->n_before].week = w;
		weeks[v->n_before].figures = figures_of(l->arena, all, n, team,
		    week_period(w), l->now, l->office->calendar);
		v->n_before++;
	}
	v->before = weeks;
	v->before_total = figures_of(
	    l->arena, all, n, team, before, l->now, l->office->calendar);
	v->this_week = figures_of(l->arena, all, n, team, week_period(v->week),
	    l->now, l->office->calendar);
}

static int
compare_topics(const void *left, const void *right)
{
	const struct topic_count *a = left, *b = right;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->topic, b->topic);
}

static void
count_topic(struct topic_count *topics, size_t *n, const char *topic)
{
	size_t i;

	for (i = 0; i < *n && strcmp(topics[i].topic, topic) != 0; i++)
		continue;
	if (i == *n)
		topics[(*n)++].topic = topic;
	topics[i].n++;
}

static void
fill_topics(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team)
{
	struct period week = week_period(v->week);
	struct topic_count *topics =
	    arena_array(l->arena, n + 1, sizeof(*topics));
	size_t i;

	for (i = 0; i < n; i++) {
		int day = date_of(all[i].received).day;

		if (!all[i].is_history && is_of_team(&all[i], team) &&
		    day >= week.from.day && day < week.until.day)
			count_topic(topics, &v->n_topics, all[i].topic);
	}
	if (v->n_topics > 1)
		qsort(topics, v->n_topics, sizeof(*topics), compare_topics);
	v->topics = topics;
}

/* Gemeenten that asked this year, up to the end of the week, and those for
 * which this week was the first time. */
static void
fill_reach(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team)
{
	struct period week = week_period(v->week);
	const char **seen = arena_array(l->arena, n + 1, sizeof(*seen));
	int *first = arena_array(l->arena, n + 1, sizeof(*first));
	size_t i, j, n_seen = 0;

	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];
		int day = date_of(q->received).day;

		if (q->is_history || !is_of_team(q, team) ||
		    strncmp(q->organisation, "GM", 2) != 0 ||
		    day >= week.until.day ||
		    date_civil(date_of(q->received)).year != v->week.year)
			continue;
		for (j = 0; j < n_seen && strcmp(seen[j], q->organisation) != 0;
		     j++)
			continue;
		if (j == n_seen) {
			seen[n_seen] = q->organisation;
			first[n_seen++] = day;
		} else if (day < first[j])
			first[j] = day;
	}
	v->municipalities_this_year = n_seen;
	for (j = 0; j < n_seen; j++)
		v->municipalities_new += first[j] >= week.from.day;
}

static int
fill_lists(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team, struct err *e)
{
	struct stack late = { 0 }, coming = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];

		if (q->is_history || !is_of_team(q, team) ||
		    q->state != STATE_OPEN || !q->has_deadline || *q->probably)
			continue;
		if (q->deadline.day < l->today.day) {
			if (cards_push(l, &late, q, e) != 0)
				return -1;
		} else if (q->deadline.day < l->today.day + 7) {
			if (cards_push(l, &coming, q, e) != 0)
				return -1;
		}
	}
	v->late = cards_sorted(&late);
	v->coming = cards_sorted(&coming);
	return 0;
}

static int
fill_week_intake(
    struct lens *l, struct weekly_view *v, const char *team, struct err *e)
{
	struct period week = week_period(v->week);

	return intake_count(l, INTAKE_BY_RECEIPT, team,
	    date_instant(week.from, 0), date_instant(week.until, 0), &v->intake,
	    e);
}

int
view_week(struct store *s, const struct office *o, struct arena *a,
    const char *team, struct iso_week week, struct instant now,
    struct weekly_view *out, struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct question *all = NULL;
	int64_t activated = now.sec;
	size_t n = 0;

	*out = (struct weekly_view){
		.team = team ? roster_team(&o->settings.roster, team) : NULL,
		.week = week,
		.municipalities_known =
		    organisations_municipalities(o->organisations),
		.norm = o->norms.norm,
	};
	if (store_questions(s, a, SELECT_ALL, &all, &n, e) != 0 ||
	    store_meta(s, "activated_at", &activated, e) < 0)
		return -1;
	fill_weeks(
	    &l, out, all, n, team, date_of((struct instant){ activated }));
	fill_topics(&l, out, all, n, team);
	fill_reach(&l, out, all, n, team);
	if (fill_lists(&l, out, all, n, team, e) != 0)
		return -1;
	return fill_week_intake(&l, out, team, e);
}

int
view_weekly(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct weekly_view *out,
    struct err *e)
{
	if (view_week(s, o, a, p->team, p->week, now, out, e) != 0)
		return -1;
	out->recipient = p->recipient;
	return 0;
}
