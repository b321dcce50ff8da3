/*
 * What each span adds to a report.
 */

#include "desk/report_gather.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "desk/office.h"

static const struct organisation *
organisation(const struct gathering *g, const struct span *s)
{
	return organisation_by_code(
	    g->lens->office->organisations, s->organisation);
}

static int
compare_assigned(const void *left, const void *right)
{
	const struct assigned *a = left, *b = right;

	return (a->question > b->question) - (a->question < b->question);
}

static const char *
assignee_of(const struct gathering *g, const struct span *s)
{
	const struct assigned key = { .question = s->question }, *found = NULL;

	if (g->n_assigned > 0)
		found = bsearch(&key, g->assigned, g->n_assigned, sizeof(key),
		    compare_assigned);
	return found ? found->assignee : "";
}

const char *
gather_key(const struct gathering *g, const struct span *s)
{
	const struct organisation *org;

	switch (g->ask->by) {
	case BY_TOPIC:
		return s->topic;
	case BY_KIND:
		return s->kind;
	case BY_PROVINCE:
		org = organisation(g, s);
		return org ? org->province : "";
	case BY_MUNICIPALITY:
		return figures_is_municipality(s->organisation)
		    ? s->organisation
		    : "";
	case BY_PERSON:
		return assignee_of(g, s);
	case BY_NOTHING:
	case BY_TEAM:
		break;
	}
	return "";
}

static void
add_to_group(struct gathering *g, const struct span *s)
{
	struct groups *all = &g->groups;
	size_t at;

	if (g->ask->by == BY_NOTHING || g->ask->by == BY_TEAM ||
	    !tally_concerns(&g->now, s))
		return;
	at = counts_place(&all->keys, gather_key(g, s));
	if (at >= all->room) {
		all->at = arena_grow(g->lens->arena, all->at, all->room,
		    all->keys.room, sizeof(*all->at));
		all->room = all->keys.room;
	}
	if (all->keys.at[at].n++ == 0)
		all->at[at] =
		    tally_begin(g->lens->arena, g->lens->office->calendar,
		        g->ask->team, g->period, g->lens->now);
	tally_add(&all->at[at], s);
}

static bool
is_within(const struct gathering *g, struct instant t)
{
	return t.sec >= g->now.from.sec && t.sec < g->now.until.sec &&
	    t.sec <= g->lens->now.sec;
}

static void
add_repeat(struct repeats *r, const char *word)
{
	if (word != r->word) {
		r->place = counts_place(&r->counts, word);
		r->word = word;
	}
	r->counts.at[r->place].n++;
}

void
gather_provinces(const struct gathering *g, struct counts *out)
{
	size_t i;

	for (i = 0; i < g->now.askers.n; i++) {
		const char *code = g->now.askers.at[i].word;
		const struct organisation *org =
		    organisation_by_code(g->lens->office->organisations, code);

		if (org && figures_is_municipality(code))
			counts_add(out, org->province);
	}
}

/* By which calendar and norm the figures of the period were measured. */
static void
add_measure(struct gathering *g, const struct span *s)
{
	if (s->ended != SPAN_OPEN && is_within(g, s->end))
		add_repeat(&g->calendars, s->calendar);
	if (!s->has_deadline || s->norm_days <= 0 ||
	    s->deadline.day < g->period.from.day ||
	    s->deadline.day >= g->now.today.day)
		return;
	if (s->norm_days != g->norm_days) {
		char days[16];

		(void)snprintf(days, sizeof(days), "%d", s->norm_days);
		g->norm_days = s->norm_days;
		g->norm_place = counts_place(&g->norms, days);
	}
	g->norms.at[g->norm_place].n++;
}

static void
add_question(struct gathering *g, const struct span *s)
{
	const struct roster *roster = &g->lens->office->settings.roster;
	const struct organisation *org = organisation(g, s);
	const struct team *team = roster_team(roster, s->team);
	const struct colleague *who = roster_by_id(roster, assignee_of(g, s));
	const struct entry entry = {
		.span = *s,
		.team = team ? team->short_name : s->team,
		.organisation = org ? org->name : "",
		.province = org ? org->province : "",
		.assignee = who ? who->name : "",
	};

	ledger_add(g->ledger, &entry);
}

/* Around the midnight with which a day begins: it is one or two hours before
 * that of UTC. Whoever asks for a million of them does not need it exactly. */
static struct instant
no_later_than(struct date d)
{
	return (struct instant){ (int64_t)d.day * 86400 - 7200 };
}

static struct instant
no_sooner_than(struct date d)
{
	return (struct instant){ (int64_t)d.day * 86400 };
}

/* Tallies of periods one after the other: only those are asked that a span can
 * concern; they decide themselves. */
static void
add_to_run(struct tally *run, size_t n, const struct span *s)
{
	struct instant first = s->start, last = s->end;
	size_t low = 0, high = n;

	if (s->has_deadline) {
		struct instant from = no_later_than(s->deadline);
		struct instant to = no_sooner_than(s->deadline);

		first = from.sec < first.sec ? from : first;
		last = to.sec > last.sec ? to : last;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (run[middle].until.sec <= first.sec)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n &&
	     (s->ended == SPAN_OPEN || run[low].from.sec <= last.sec ||
	         last.sec > run[low].now.sec);
	     low++)
		tally_add(&run[low], s);
}

void
gather_span(void *context, const struct span *s)
{
	struct gathering *g = context;
	size_t i;

	tally_add(&g->now, s);
	if (g->has_before)
		tally_add(&g->was, s);
	add_to_run(g->parts, g->n_parts, s);
	add_to_run(g->weeks, g->n_weeks, s);
	for (i = 0; i < g->n_teams; i++)
		tally_add(&g->teams[i], s);
	add_to_group(g, s);
	if (!tally_concerns(&g->now, s))
		return;
	if (tally_is_received(&g->now, s)) {
		counts_add(&g->topics, s->topic);
		add_repeat(&g->kinds, s->kind);
	}
	add_measure(g, s);
	if (g->ledger)
		add_question(g, s);
}
