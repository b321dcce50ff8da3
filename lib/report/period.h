#ifndef POSTWACHT_PERIOD_H
#define POSTWACHT_PERIOD_H

#include "report/figures.h"

struct arena;

enum period_kind {
	PERIOD_WEEK, /* ISO 8601, from Monday 00:00 in Amsterdam */
	PERIOD_MONTH,
	PERIOD_QUARTER,
	PERIOD_YEAR,
	PERIOD_DAYS, /* any two days */
};

/* A week is compared with the eight before it (users.md 26), another period
 * with the one before. */
#define PERIOD_WEEKS_BEFORE 8

/* Days from which a percentage may be said of fewer than twenty (users.md
 * 26): eight weeks. */
#define PERIOD_LONG_DAYS 56

/* Reads "2026-W47", "2026-11", "2026-Q4" or "2026": 0, or -1 when it is not
 * written so. PERIOD_DAYS is never read. */
int period_parse(
    enum period_kind kind, const char *word, struct period *out) MUST_CHECK;

/* The one of that kind in which a day lies; PERIOD_DAYS: the day. */
struct period period_of(enum period_kind kind, struct date d);

/* The one before: of PERIOD_DAYS as many days. */
struct period period_before(enum period_kind kind, struct period p);

/*
 * The days over which reach is counted (users.md 27, "this year"): from 1
 * January of the year in which the period ends up to its end. A week lies in
 * its ISO year as a whole, also the days of it in December or January.
 */
struct period period_reach(enum period_kind kind, struct period p);

/*
 * What a chart of the period shows, the oldest first: a week with the eight
 * before it, a month with the five before it, a quarter with the four before
 * it, a year or any days by their months or, up to 92 days, their ISO weeks,
 * cut off at both ends.
 *
 * out      *kind  of the parts
 */
struct period *period_parts(struct arena *a, enum period_kind of,
    struct period p, enum period_kind *kind, size_t *n);

#endif
