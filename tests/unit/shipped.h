#ifndef POSTWACHT_SHIPPED_H
#define POSTWACHT_SHIPPED_H

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/date.h"
#include "term/calendar.h"
#include "tests/unit/unit.h"

/* Larger than any data file that the tests read. */
#define SHIPPED_BYTES 65536

/* A data file of the source tree; the tests run in its root. */
static inline struct csv
shipped_csv(struct arena *a, const char *path)
{
	char *bytes = arena_alloc(a, SHIPPED_BYTES);
	FILE *f = fopen(path, "r");
	size_t n;

	if (!f)
		fail_msg("cannot open %s", path);
	n = fread(bytes, 1, SHIPPED_BYTES - 1, f);
	(void)fclose(f);
	return csv_read(a, bytes, n, ',');
}

static inline struct equated_days
shipped_equated(struct arena *a)
{
	struct csv csv = shipped_csv(a, "rules/data/gelijkgestelde_dagen.csv");
	struct date *day = arena_array(a, csv.n, sizeof(*day));
	struct equated_days equated = { .day = day };
	size_t i;

	for (i = 1; i < csv.n; i++) {
		struct date d;

		assert_int_equal(date_parse(csv_cell(&csv.row[i], 0), &d), 0);
		if (strcmp(csv_cell(&csv.row[i], 1), "until") == 0)
			equated.known_until = d;
		else
			day[equated.n++] = d;
	}
	return equated;
}

/* The calendar of the shipped example. */
static inline const struct calendar *
shipped_calendar(struct arena *a)
{
	struct equated_days equated = shipped_equated(a);

	return calendar_new(a,
	    &(struct calendar_options){ .has_good_friday = true,
	        .liberation_day = LIBERATION_ALWAYS,
	        .has_equated_days = true },
	    &equated);
}

static inline struct date
day(const char *s)
{
	struct date d = { 0 };

	if (date_parse(s, &d) != 0)
		fail_msg("%s is not a day", s);
	return d;
}

static inline struct instant
moment(const char *s)
{
	struct instant t = { 0 };

	if (instant_parse(s, &t) != 0)
		fail_msg("%s is not a moment", s);
	return t;
}

/* A small generator with a fixed seed, so that a failure comes back. */
static inline unsigned
next_random(unsigned *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 16;
}

#endif
