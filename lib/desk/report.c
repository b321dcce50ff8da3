/*
 * A report over any period: what is compared with what, and the names under
 * which it is shown. The reading itself stands in report_gather.c.
 */

#include "desk/report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/corrections.h"
#include "desk/office.h"
#include "desk/report_gather.h"
#include "edge/store_span.h"

/* Questions from which a topic came back (users.md 27, repeated topics). */
#define REPEATED_MIN 3

static bool
is_dutch(const struct lens *l)
{
	return l->office->settings.language == LANGUAGE_NL;
}

static const char *
title_of(const struct lens *l, enum period_kind kind, struct period p)
{
	enum language lang = l->office->settings.language;
	struct civil c = date_civil(p.from);

	switch (kind) {
	case PERIOD_WEEK:
		return words_week(l->arena, lang, date_week(p.from));
	case PERIOD_MONTH:
		return words_month(l->arena, lang, p.from);
	case PERIOD_QUARTER:
		return arena_printf(l->arena,
		    is_dutch(l) ? "het %de kwartaal van %d"
		                : "quarter %d of %d",
		    (c.month - 1) / 3 + 1, c.year);
	case PERIOD_YEAR:
		return arena_printf(l->arena, "%d", c.year);
	case PERIOD_DAYS:
		break;
	}
	return arena_printf(l->arena, "%s%s",
	    is_dutch(l) ? "de periode " : "the period ",
	    words_days(l->arena, lang, p.from, date_add(p.until, -1)));
}

/* Short, for an axis and the first column of a table. */
static const char *
part_label(const struct lens *l, enum period_kind kind, struct period p)
{
	enum language lang = l->office->settings.language;
	struct civil c = date_civil(p.from);

	switch (kind) {
	case PERIOD_WEEK:
		return arena_printf(l->arena, "%d", date_week(p.from).week);
	case PERIOD_MONTH:
		return words_month_brief(l->arena, lang, p.from);
	case PERIOD_QUARTER:
		return arena_printf(l->arena, "%s%d '%02d",
		    is_dutch(l) ? "K" : "Q", (c.month - 1) / 3 + 1,
		    c.year % 100);
	case PERIOD_YEAR:
	case PERIOD_DAYS:
		break;
	}
	return title_of(l, kind, p);
}

static struct tally
begin(const struct gathering *g, struct period p, const char *team)
{
	return tally_begin(
	    g->lens->arena, g->lens->office->calendar, team, p, g->lens->now);
}

/* What the period is compared with, if Postwacht was there all the time. */
static void
begin_before(struct gathering *g, struct report_view *v, struct date activated)
{
	enum period_kind kind = g->ask->kind;
	size_t i;

	g->before = (struct period){ g->period.from, g->period.from };
	for (i = 0; i < (kind == PERIOD_WEEK ? PERIOD_WEEKS_BEFORE : 1); i++) {
		struct period p =
		    period_before(kind, i == 0 ? g->period : g->before);

		if (p.from.day < activated.day)
			break;
		g->before.from = p.from;
		v->n_before++;
	}
	g->has_before = v->has_before = v->n_before > 0;
	if (!g->has_before)
		return;
	g->was = begin(g, g->before, g->ask->team);
	v->before_title = kind != PERIOD_WEEK
	    ? title_of(g->lens, kind, g->before)
	    : arena_printf(g->lens->arena,
	          is_dutch(g->lens) ? "de %zu weken ervoor"
	                            : "the %zu weeks before",
	          v->n_before);
}

static void
begin_parts(struct gathering *g, struct report_view *v, struct date activated)
{
	struct lens *l = g->lens;
	size_t i, n = 0;
	struct period *parts =
	    period_parts(l->arena, g->ask->kind, g->period, &v->part_kind, &n);
	struct part *shown = arena_array(l->arena, n, sizeof(*shown));

	g->parts = arena_array(l->arena, n, sizeof(*g->parts));
	for (i = 0; i < n; i++) {
		if (parts[i].from.day > l->today.day ||
		    parts[i].until.day <= activated.day ||
		    (parts[i].from.day < g->period.from.day &&
		        parts[i].from.day < activated.day))
			continue;
		shown[g->n_parts].label = part_label(l, v->part_kind, parts[i]);
		g->parts[g->n_parts++] = begin(g, parts[i], g->ask->team);
	}
	v->parts = shown;
	v->n_parts = g->n_parts;
}

/* The ISO weeks that lie in the period as a whole and are over. */
static void
begin_weeks(struct gathering *g)
{
	struct period w = period_of(PERIOD_WEEK, date_add(g->period.from, 6));
	int days = g->period.until.day - g->period.from.day;

	g->weeks = arena_array(
	    g->lens->arena, (size_t)(days / 7 + 1), sizeof(*g->weeks));
	for (; w.until.day <= g->period.until.day &&
	     w.until.day <= g->lens->today.day;
	     w = period_of(PERIOD_WEEK, w.until)) {
		struct tally *t = &g->weeks[g->n_weeks++];

		*t = begin(g, w, g->ask->team);
		t->is_brief = true;
	}
}

static void
begin_teams(struct gathering *g, struct report_view *v)
{
	const struct roster *r = &g->lens->office->settings.roster;
	struct part *shown;
	size_t i;

	if (g->ask->team || r->n_teams < 2)
		return;
	shown = arena_array(g->lens->arena, r->n_teams, sizeof(*shown));
	g->teams = arena_array(g->lens->arena, r->n_teams, sizeof(*g->teams));
	for (i = 0; i < r->n_teams; i++) {
		shown[i].label = r->teams[i].short_name;
		g->teams[i] = begin(g, g->period, r->teams[i].code);
	}
	g->n_teams = v->n_teams = r->n_teams;
	v->teams = shown;
}

static void
end_all(struct tally *tallies, const struct part *parts, size_t n)
{
	struct part *shown = (struct part *)parts;
	size_t i;

	for (i = 0; i < n; i++)
		shown[i].figures = tally_end(&tallies[i]);
}

static const char *
group_label(const struct gathering *g, const char *key)
{
	const struct office *o = g->lens->office;
	const struct organisation *org;
	const struct colleague *who;
	bool nl = is_dutch(g->lens);

	switch (g->ask->by) {
	case BY_PROVINCE:
		return *key ? key : nl ? "geen gemeente" : "no municipality";
	case BY_MUNICIPALITY:
		org = organisation_by_code(o->organisations, key);
		if (org)
			return org->name;
		return nl ? "andere vragenstellers" : "other askers";
	case BY_PERSON:
		who = roster_by_id(&o->settings.roster, key);
		if (who)
			return who->name;
		return *key ? key : nl ? "bij niemand" : "with nobody";
	case BY_NOTHING:
	case BY_TEAM:
	case BY_TOPIC:
	case BY_KIND:
		break;
	}
	return key;
}

/* The gemeenten that are not named, as one line; -1 when it was not read. */
struct pool {
	struct gathering *g;
	struct tally tally;
};

static bool
is_small(const struct gathering *g, size_t i)
{
	const struct figures *f = &g->groups.at[i].figures;

	return g->ask->by == BY_MUNICIPALITY && !g->ask->is_within_team &&
	    *g->groups.keys.at[i].word && f->received <= REPORT_SMALL_MOST;
}

static void
pool_span(void *context, const struct span *s)
{
	struct pool *pool = context;
	const char *key = gather_key(pool->g, s);

	if (*key && tally_concerns(&pool->g->now, s) &&
	    is_small(pool->g, counts_place(&pool->g->groups.keys, key)))
		tally_add(&pool->tally, s);
}

static int
compare_parts(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	size_t x = a->figures.received, y = b->figures.received;

	if (x != y)
		return x > y ? -1 : 1;
	return strcmp(a->label, b->label);
}

static int
fill_groups(struct gathering *g, struct report_view *v, struct err *e)
{
	struct groups *all = &g->groups;
	struct part *shown =
	    arena_array(g->lens->arena, all->keys.n + 1, sizeof(*shown));
	struct pool pool = { g, begin(g, g->period, g->ask->team) };
	size_t i;

	for (i = 0; i < all->keys.n; i++)
		(void)tally_end(&all->at[i]);
	for (i = 0; i < all->keys.n; i++) {
		if (is_small(g, i)) {
			v->small_municipalities++;
			continue;
		}
		shown[v->n_groups++] =
		    (struct part){ group_label(g, all->keys.at[i].word),
			    all->at[i].figures };
	}
	if (v->n_groups > 1)
		qsort(shown, v->n_groups, sizeof(*shown), compare_parts);
	v->groups = shown;
	if (v->small_municipalities == 0)
		return 0;
	if (store_spans(g->lens->store, g->lens->arena, g->period, pool_span,
	        &pool, e) != 0)
		return -1;
	shown[v->n_groups++] =
	    (struct part){ is_dutch(g->lens) ? "met hoogstens twee vragen"
		                             : "with at most two questions",
		    tally_end(&pool.tally) };
	return 0;
}

static struct tallies
tallies_of(struct gathering *g, struct counts *c)
{
	struct tallied *list =
	    arena_array(g->lens->arena, c->n + 1, sizeof(*list));
	size_t i;

	counts_sort(c);
	for (i = 0; i < c->n; i++)
		list[i] = (struct tallied){ c->at[i].word, c->at[i].n };
	return (struct tallies){ c->n, list };
}

static void
fill_measured(struct gathering *g, struct report_view *v)
{
	struct measured_by *list = arena_array(g->lens->arena,
	    g->calendars.counts.n + g->norms.n + 1, sizeof(*list));
	size_t i;

	counts_sort(&g->calendars.counts);
	counts_sort(&g->norms);
	for (i = 0; i < g->norms.n; i++) {
		long long days = 0;

		if (text_to_int(g->norms.at[i].word, 0, INT_MAX, &days) != 0)
			continue;
		list[v->n_measured++] =
		    (struct measured_by){ .norm_days = (int)days,
			    .n = g->norms.at[i].n };
	}
	for (i = 0; i < g->calendars.counts.n; i++)
		list[v->n_measured++] =
		    (struct measured_by){ .calendar =
			                      g->calendars.counts.at[i].word,
			    .n = g->calendars.counts.at[i].n };
	v->measured = list;
}

static int
fill_corrections(struct gathering *g, struct report_view *v, struct err *e)
{
	struct week_figures *weeks =
	    arena_array(g->lens->arena, g->n_weeks + 1, sizeof(*weeks));
	struct corrections c;
	size_t i;

	for (i = 0; i < g->n_weeks; i++)
		weeks[i] = (struct week_figures){
			date_week(g->weeks[i].figures.period.from),
			tally_end(&g->weeks[i])
		};
	if (corrections_of(g->lens, g->ask->team ? g->ask->team : "", weeks,
	        g->n_weeks, &c, e) != 0)
		return -1;
	v->is_compared = c.is_compared;
	v->n_corrections = c.n;
	v->corrections = c.at;
	return 0;
}

static void
count_left_out(struct left_out *out, const struct left_out_row *r)
{
	struct intake *in = &out->intake;

	switch (r->kind) {
	case KIND_AUTO_REPLY:
		in->auto_replies += r->n;
		break;
	case KIND_BOUNCE:
		in->bounces += r->n;
		break;
	case KIND_RECEIPT:
		in->receipts += r->n;
		break;
	case KIND_INVITATION:
		in->invitations += r->n;
		break;
	case KIND_LIST:
		in->newsletters += r->n;
		break;
	case KIND_SPAM:
		in->spam += r->n;
		break;
	case KIND_OURS:
		break;
	case KIND_HUMAN:
		if (r->is_internal)
			out->internal += r->n;
		else
			in->n_human_others += r->n;
		break;
	}
}

static int
fill_left_out(struct gathering *g, struct report_view *v, struct err *e)
{
	struct left_out_row *rows = NULL;
	struct uncounted questions;
	size_t i, n = 0;

	if (store_left_out(g->lens->store, g->lens->arena, g->period,
	        g->ask->team, &rows, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++)
		count_left_out(&v->left_out, &rows[i]);
	if (store_questions_left_out(
	        g->lens->store, g->period, g->ask->team, &questions, e) != 0)
		return -1;
	v->left_out.merged = questions.merged;
	v->left_out.history = questions.history;
	v->left_out.none = questions.none;
	return 0;
}

/* Gemeenten that asked in the year of the period, up to its end. */
struct reach {
	struct counts before, all; /* before the period; up to its end */
	struct instant from;
};

static void
take_asker(void *context, const char *organisation, struct instant start)
{
	struct reach *r = context;

	if (!figures_is_municipality(organisation))
		return;
	counts_add(&r->all, organisation);
	if (start.sec < r->from.sec)
		counts_add(&r->before, organisation);
}

static int
fill_reach(struct gathering *g, struct report_view *v, struct err *e)
{
	struct period year = period_reach(g->ask->kind, g->period);
	struct reach r = { .before.arena = g->lens->arena,
		.all.arena = g->lens->arena,
		.from = date_instant(g->period.from, 0) };

	if (store_askers(
	        g->lens->store, year, g->ask->team, take_asker, &r, e) != 0)
		return -1;
	v->municipalities_known =
	    organisations_municipalities(g->lens->office->organisations);
	v->municipalities_this_year = r.all.n;
	v->municipalities_new = r.all.n - r.before.n;
	return 0;
}

static int
fill(struct gathering *g, struct report_view *v, struct err *e)
{
	struct counts provinces = { .arena = g->lens->arena };
	struct period all = g->period;
	size_t i;

	if (g->has_before && g->before.from.day < all.from.day)
		all.from = g->before.from;
	if (g->n_parts > 0 &&
	    g->parts[0].figures.period.from.day < all.from.day)
		all.from = g->parts[0].figures.period.from;
	if (store_spans(
	        g->lens->store, g->lens->arena, all, gather_span, g, e) != 0)
		return -1;
	v->now = tally_end(&g->now);
	if (g->has_before)
		v->before = tally_end(&g->was);
	end_all(g->parts, v->parts, g->n_parts);
	end_all(g->teams, v->teams, g->n_teams);
	v->topics = tallies_of(g, &g->topics);
	for (i = 0; i < v->topics.n; i++)
		v->repeated_topics +=
		    *v->topics.at[i].label && v->topics.at[i].n >= REPEATED_MIN;
	v->kinds = tallies_of(g, &g->kinds.counts);
	gather_provinces(g, &provinces);
	v->provinces = tallies_of(g, &provinces);
	fill_measured(g, v);
	if (fill_groups(g, v, e) != 0 || fill_corrections(g, v, e) != 0 ||
	    fill_left_out(g, v, e) != 0)
		return -1;
	return fill_reach(g, v, e);
}

int
report_make(struct store *s, const struct office *o, struct arena *a,
    const struct report_ask *ask, struct instant now, struct report_view *out,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct gathering g = { .lens = &l,
		.ask = ask,
		.period = ask->period,
		.groups.keys.arena = a,
		.topics.arena = a,
		.kinds.counts.arena = a,
		.calendars.counts.arena = a,
		.norms.arena = a };
	int64_t activated = now.sec;
	struct date day;

	if (ask->by == BY_PERSON && !o->settings.per_person)
		return err_set(e, ERR_FIX,
		    "figures by person are not switched on: per_person needs "
		    "the works council's consent (WOR art. 27)");
	if (store_meta(s, "activated_at", &activated, e) < 0 ||
	    (o->settings.per_person &&
	        store_assignees(s, a, &g.assigned, &g.n_assigned, e) != 0))
		return -1;
	day = date_of((struct instant){ activated });
	*out = (struct report_view){
		.team = ask->team ? roster_team(&o->settings.roster, ask->team)
		                  : NULL,
		.kind = ask->kind,
		.title = title_of(&l, ask->kind, ask->period),
		.made = now,
		.before_title = "",
		.by = ask->by,
		.is_within_team = ask->is_within_team,
		.norm = o->norms.norm,
		.has_people = o->settings.per_person,
	};
	if (day.day > ask->period.from.day)
		out->since = day;
	g.now = begin(&g, g.period, ask->team);
	if (ask->has_questions) {
		g.ledger = arena_alloc(a, sizeof(*g.ledger));
		g.ledger->arena = a;
		out->ledger = g.ledger;
	}
	begin_before(&g, out, day);
	begin_parts(&g, out, day);
	begin_weeks(&g);
	begin_teams(&g, out);
	return fill(&g, out, e);
}
