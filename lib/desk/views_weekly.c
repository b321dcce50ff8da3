/*
 * The weekly summary: gathers the weeks, the topics, the reach and what is late
 * now or due next.
 */

#include "base/arena.h"
#include "desk/cards.h"
#include "desk/corrections.h"
#include "desk/envelope.h"
#include "desk/intake.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store_span.h"
#include "report/period.h"

/* Weeks with which a week is compared (users.md 26). */
#define WEEKS_BEFORE 8

static struct period
week_period(struct iso_week w)
{
	struct date monday = date_week_monday(w);

	return (struct period){ monday, date_add(monday, 7) };
}

/* One reading of the measurements fills all of them. */
struct weeks {
	struct lens *lens;
	struct ledger *ledger;
	size_t n_before;
	struct tally before[WEEKS_BEFORE];
	struct tally total, this_week;
	struct counts topics; /* of what came in this week */
};

static struct entry
entry_of(const struct lens *l, const struct span *span)
{
	const struct organisation *org =
	    organisation_by_code(l->office->organisations, span->organisation);
	const struct team *team =
	    roster_team(&l->office->settings.roster, span->team);

	return (struct entry){
		.span = *span,
		.team = team ? team->short_name : span->team,
		.organisation = org ? org->name : "",
		.province = org ? org->province : "",
		.assignee = "",
	};
}

static void
take_span(void *context, const struct span *span)
{
	struct weeks *w = context;
	size_t i;

	for (i = 0; i < w->n_before; i++)
		tally_add(&w->before[i], span);
	tally_add(&w->total, span);
	tally_add(&w->this_week, span);
	if (tally_concerns(&w->this_week, span)) {
		struct entry entry = entry_of(w->lens, span);

		ledger_add(w->ledger, &entry);
		if (tally_is_received(&w->this_week, span))
			counts_add(&w->topics, span->topic);
	}
}

/* The weeks before, as far as Postwacht was there the whole week. */
static struct weeks
weeks_begin(struct lens *l, struct weekly_view *v, const char *team,
    struct date activated)
{
	const struct calendar *cal = l->office->calendar;
	struct date monday = date_week_monday(v->week);
	struct week_figures *weeks =
	    arena_array(l->arena, WEEKS_BEFORE, sizeof(*weeks));
	struct period before = { monday, monday };
	struct weeks w = { .lens = l,
		.topics.arena = l->arena,
		.ledger = arena_alloc(l->arena, sizeof(*w.ledger)) };
	int i;

	for (i = WEEKS_BEFORE; i > 0; i--) {
		struct date from = date_add(monday, -7 * i);

		if (from.day < activated.day)
			continue;
		if (w.n_before == 0)
			before.from = from;
		weeks[w.n_before].week = date_week(from);
		w.before[w.n_before++] = tally_begin(
		    l->arena, cal, team, week_period(date_week(from)), l->now);
	}
	w.total = tally_begin(l->arena, cal, team, before, l->now);
	w.this_week =
	    tally_begin(l->arena, cal, team, week_period(v->week), l->now);
	w.ledger->arena = l->arena;
	v->ledger = w.ledger;
	v->before = weeks;
	v->n_before = w.n_before;
	return w;
}

static void
fill_topics(struct lens *l, struct weekly_view *v, struct counts *seen)
{
	struct topic_count *topics =
	    arena_array(l->arena, seen->n + 1, sizeof(*topics));
	size_t i;

	counts_sort(seen);
	for (i = 0; i < seen->n; i++)
		topics[i] =
		    (struct topic_count){ seen->at[i].word, seen->at[i].n };
	v->topics = topics;
	v->n_topics = seen->n;
}

static int
fill_weeks(struct lens *l, struct weekly_view *v, const char *team,
    struct date activated, struct err *e)
{
	struct weeks w = weeks_begin(l, v, team, activated);
	struct week_figures *before = (struct week_figures *)v->before;
	struct period all = { w.total.figures.period.from,
		w.this_week.figures.period.until };
	size_t i;

	if (store_spans(l->store, l->arena, all, take_span, &w, e) != 0)
		return -1;
	for (i = 0; i < w.n_before; i++)
		before[i].figures = tally_end(&w.before[i]);
	v->before_total = tally_end(&w.total);
	v->this_week = tally_end(&w.this_week);
	fill_topics(l, v, &w.topics);
	return 0;
}

/* Who asked this year, and for the first time when. */
struct reach {
	struct counts askers;
	size_t room;
	struct instant *first;
};

static void
take_asker(void *context, const char *organisation, struct instant start)
{
	struct reach *r = context;
	size_t at;

	if (!figures_is_municipality(organisation))
		return;
	at = counts_place(&r->askers, organisation);
	if (at >= r->room) {
		r->first = arena_grow(r->askers.arena, r->first, r->room,
		    r->askers.room, sizeof(*r->first));
		r->room = r->askers.room;
	}
	if (r->askers.at[at].n++ == 0 || start.sec < r->first[at].sec)
		r->first[at] = start;
}

/* Gemeenten that asked this year, up to the end of the week, and those for
 * which this week was the first time. */
static int
fill_reach(
    struct lens *l, struct weekly_view *v, const char *team, struct err *e)
{
	struct period week = week_period(v->week);
	struct period year = period_reach(PERIOD_WEEK, week);
	struct reach r = { .askers.arena = l->arena };
	size_t i;

	if (store_askers(l->store, year, team, take_asker, &r, e) != 0)
		return -1;
	v->municipalities_this_year = r.askers.n;
	for (i = 0; i < r.askers.n; i++)
		v->municipalities_new +=
		    r.first[i].sec >= date_instant(week.from, 0).sec;
	return 0;
}

/* In the order of urgency; what the figures leave out is left out here. */
static int
push_counted(
    struct lens *l, struct stack *s, const struct question *q, struct err *e)
{
	bool is_told = false;

	if (store_question_told(l->store, q->id, &is_told, e) != 0)
		return -1;
	return is_told ? 0 : cards_push(l, s, q, e);
}

static int
fill_lists(
    struct lens *l, struct weekly_view *v, const char *team, struct err *e)
{
	struct stack late = { 0 }, coming = { 0 };
	struct question *all = NULL;
	size_t i, n = 0;

	if (store_questions(l->store, l->arena, SELECT_ACTIVE, &all, &n, e) !=
	    0)
		return -1;
	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];

		if (!figures_is_of_team(q->team, team) ||
		    q->state != STATE_OPEN || !q->has_deadline || *q->probably)
			continue;
		if (q->deadline.day < l->today.day) {
			if (push_counted(l, &late, q, e) != 0)
				return -1;
		} else if (q->deadline.day < l->today.day + 7) {
			if (push_counted(l, &coming, q, e) != 0)
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
	struct uncounted questions;

	if (store_questions_left_out(l->store, week, team, &questions, e) != 0)
		return -1;
	v->no_questions = questions.none;
	if (intake_count(l, INTAKE_BY_RECEIPT, team, date_instant(week.from, 0),
	        date_instant(week.until, 0), &v->intake, e) != 0)
		return -1;
	/* The summary counts them apart, and shows neither one by one. */
	v->from_colleagues = v->intake.from_colleagues;
	v->intake.n_human_others -= v->intake.from_colleagues;
	return 0;
}

static int
fill_corrections(
    struct lens *l, struct weekly_view *v, const char *team, struct err *e)
{
	struct corrections c;

	if (corrections_of(
	        l, team ? team : "", v->before, v->n_before, &c, e) != 0)
		return -1;
	v->is_compared = c.is_compared;
	v->n_corrections = c.n;
	v->corrections = c.at;
	return 0;
}

int
view_week(struct store *s, const struct office *o, struct arena *a,
    const char *team, struct iso_week week, struct instant now,
    struct weekly_view *out, struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	int64_t activated = now.sec;

	if (team && !*team)
		team = NULL;
	*out = (struct weekly_view){
		.team = team ? roster_team(&o->settings.roster, team) : NULL,
		.week = week,
		.municipalities_known =
		    organisations_municipalities(o->organisations),
		.norm = deadline_norms(&o->norms, team ? team : "").norm,
	};
	if (store_meta(s, "activated_at", &activated, e) < 0 ||
	    fill_weeks(&l, out, team, date_of((struct instant){ activated }),
	        e) != 0 ||
	    fill_corrections(&l, out, team, e) != 0 ||
	    fill_reach(&l, out, team, e) != 0 ||
	    fill_lists(&l, out, team, e) != 0)
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
	out->shadow_for = envelope_shadow(o, p->recipient);
	return 0;
}
