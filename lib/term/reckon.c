/*
 * The reckoning of a term, step by step. Knows the Algemene termijnenwet (Atw,
 * BWBR0002448) and its European sister (Regulation 1182/71 art. 3); which days
 * are free it asks the calendar.
 */

#include "term/reckon.h"

#include "base/arena.h"
#include "term/hours.h"

#define HOUR 3600

/* Atw art. 4 under a: longer terms stand as reckoned. */
#define ATW_DAYS_MAX   90
#define ATW_WEEKS_MAX  12
#define ATW_MONTHS_MAX 3

/* Atw art. 2: a term of at least three days holds at least two days that are
 * not free. Regulation 1182/71 art. 3 lid 5: of at least two days. */
#define ATW_SHORT_DAYS      3
#define EUROPEAN_SHORT_DAYS 2
#define ORDINARY_DAYS       2

/* A reckoning under way. */
struct work {
	const struct reckoning *in;
	const struct calendar *cal;
	struct arena *arena; /* NULL: no steps are kept */
	struct date from;
	size_t room, n;
	struct reckon_step *steps;
};

static struct reckon_step *
add_step(struct work *w, enum reckon_kind kind, struct date day)
{
	if (!w->arena)
		return NULL;
	if (w->n == w->room) {
		w->room = w->room ? 2 * w->room : 8;
		w->steps = arena_grow(
		    w->arena, w->steps, w->n, w->room, sizeof(*w->steps));
	}
	w->steps[w->n] =
	    (struct reckon_step){ .kind = kind, .day = day, .name = "" };
	return &w->steps[w->n++];
}

/* A step about a day that is free. */
static void
add_free(struct work *w, enum reckon_kind kind, struct date day)
{
	struct reckon_step *step = add_step(w, kind, day);
	const char *name = calendar_holiday(w->cal, day);

	if (!step)
		return;
	step->name = name ? name : "";
	step->is_equated = calendar_is_equated(w->cal, day);
	step->is_good_friday =
	    date_add(calendar_easter(date_civil(day).year), -2).day == day.day;
}

/* Whether the law governs the term. */
static bool
is_governed(const struct reckoning *in)
{
	const struct term *term = &in->term;

	if (!term->is_statutory)
		return false;
	switch (term->unit) {
	case TERM_WORKDAYS:
		return true;
	case TERM_DAYS:
		return in->is_european || term->length <= ATW_DAYS_MAX;
	case TERM_WEEKS:
		return in->is_european || term->length <= ATW_WEEKS_MAX;
	case TERM_MONTHS:
		return in->is_european || term->length <= ATW_MONTHS_MAX;
	case TERM_HOURS:
	case TERM_OFFICE_HOURS:
		break;
	}
	return false;
}

/* What the office chose binds its own norms alone. */
static bool
is_ordinary(const struct work *w, struct date d)
{
	return w->in->term.is_statutory ? !calendar_is_statutory_free(w->cal, d)
	                                : calendar_is_workday(w->cal, d);
}

static struct date
add_ordinary_days(struct work *w, struct date d, int n)
{
	while (n > 0) {
		d = date_add(d, 1);
		if (is_ordinary(w, d))
			n--;
		else if (date_weekday(d) < SATURDAY)
			add_free(w, RECKON_SKIPPED, d);
	}
	return d;
}

static int
ordinary_days_between(const struct work *w, struct date from, struct date to)
{
	int n = 0;

	if (!w->in->term.is_statutory)
		return calendar_workdays_between(w->cal, from, to);
	while (from.day < to.day) {
		from = date_add(from, 1);
		n += !calendar_is_statutory_free(w->cal, from);
	}
	return n;
}

/* The end by arithmetic, before any law moves it. */
static struct date
end_of_days(struct work *w)
{
	const struct term *term = &w->in->term;

	switch (term->unit) {
	case TERM_WORKDAYS:
		return add_ordinary_days(w, w->from, term->length);
	case TERM_DAYS:
		return date_add(w->from, term->length);
	case TERM_WEEKS:
		return date_add(w->from, 7 * term->length);
	case TERM_MONTHS:
		return date_add_months(w->from, term->length);
	case TERM_HOURS:
	case TERM_OFFICE_HOURS:
		break;
	}
	return w->from;
}

/* A pause from the day after the first to the last (Awb art. 4:15). */
static struct date
after_gap(struct work *w, struct date last, const struct gap *gap)
{
	struct date from = date_of(gap->from), to = date_of(gap->to);
	struct reckon_step *step;
	int n = to.day - from.day;

	if (from.day >= last.day || n <= 0)
		return last;
	if (w->in->term.unit == TERM_WORKDAYS) {
		n = ordinary_days_between(w, from, to);
		last = add_ordinary_days(w, last, n);
	} else {
		last = date_add(last, n);
	}
	step = add_step(w, RECKON_GAP, last);
	if (step)
		step->n = n;
	return last;
}

/* First at least two ordinary days in the term (art. 2), then on to an
 * ordinary day (art. 1). */
static struct date
move_end(struct work *w, struct date d)
{
	const struct term *term = &w->in->term;
	int shortest =
	    w->in->is_european ? EUROPEAN_SHORT_DAYS : ATW_SHORT_DAYS;
	bool is_long = term->unit != TERM_DAYS || term->length >= shortest;

	if (is_long && term->unit != TERM_WORKDAYS &&
	    ordinary_days_between(w, w->from, d) < ORDINARY_DAYS) {
		d = add_ordinary_days(w, w->from, ORDINARY_DAYS);
		(void)add_step(w, RECKON_SHORT, d);
	}
	while (calendar_is_statutory_free(w->cal, d)) {
		add_free(w, RECKON_FREE, d);
		d = date_add(d, 1);
	}
	return d;
}

static struct date
reckon_days(struct work *w)
{
	struct date d = end_of_days(w);
	size_t i;

	(void)add_step(w, RECKON_LENGTH, d);
	for (i = 0; i < w->in->n_gaps; i++)
		d = after_gap(w, d, &w->in->gaps[i]);
	if (is_governed(w->in))
		d = move_end(w, d);
	else if (w->in->term.is_statutory)
		(void)add_step(w, RECKON_NO_ATW, d);
	return d;
}

static int64_t
measure(const struct work *w, struct instant from, struct instant to)
{
	if (w->in->term.unit == TERM_OFFICE_HOURS)
		return hours_between(w->cal, from, to);
	return to.sec > from.sec ? to.sec - from.sec : 0;
}

static struct instant
later(const struct work *w, struct instant from, int64_t seconds)
{
	if (w->in->term.unit == TERM_OFFICE_HOURS)
		return hours_after(w->cal, from, seconds);
	return (struct instant){ from.sec + seconds };
}

/* Hours by the clock, or of the office. A term in hours is not moved (Atw art.
 * 4 under a; Regulation 1182/71 art. 3 lid 4). */
static struct instant
reckon_hours(struct work *w)
{
	struct instant end =
	    later(w, w->in->from, (int64_t)w->in->term.length * HOUR);
	size_t i;

	(void)add_step(w, RECKON_LENGTH, date_of(end));
	for (i = 0; i < w->in->n_gaps; i++) {
		const struct gap *gap = &w->in->gaps[i];
		int64_t seconds = measure(w, gap->from, gap->to);
		struct reckon_step *step;

		if (gap->from.sec >= end.sec || seconds <= 0)
			continue;
		end = later(w, end, seconds);
		step = add_step(w, RECKON_GAP, date_of(end));
		if (step)
			step->n = (int)((seconds + HOUR / 2) / HOUR);
	}
	if (w->in->term.is_statutory)
		(void)add_step(w, RECKON_NO_ATW, date_of(end));
	return end;
}

int
term_reckon(const struct reckoning *in, struct arena *a, struct reckoned *out,
    struct err *e)
{
	struct work w = {
		.in = in,
		.cal = in->calendar,
		.arena = a,
		.from = date_of(in->from),
	};
	struct reckoned r = { 0 };

	if (term_check(in->term, e) != 0)
		return -1;
	(void)add_step(&w, RECKON_START, w.from);
	r.has_time =
	    in->term.unit == TERM_HOURS || in->term.unit == TERM_OFFICE_HOURS;
	if (r.has_time) {
		r.end = reckon_hours(&w);
		r.last = date_of(r.end);
	} else {
		r.last = reckon_days(&w);
		r.end = date_instant(r.last, 1440);
	}
	if (!calendar_knows_decrees(w.cal, r.last))
		(void)add_step(&w, RECKON_UNKNOWN, r.last);
	(void)add_step(&w, RECKON_LAST, r.last);
	r.n_steps = w.n;
	r.steps = w.steps;
	*out = r;
	return 0;
}
