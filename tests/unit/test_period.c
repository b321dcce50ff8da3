/* Weeks, months, quarters and years as days. */

#include "base/arena.h"
#include "report/period.h"
#include "tests/unit/shipped.h"

static void
test_periods_are_read_as_they_are_written(void **state)
{
	static const struct {
		enum period_kind kind;
		const char *word, *from, *until; /* NULL: refused */
	} rows[] = {
		{ PERIOD_WEEK, "2026-W47", "2026-11-16", "2026-11-23" },
		{ PERIOD_WEEK, "2026-W53", "2026-12-28", "2027-01-04" },
		{ PERIOD_WEEK, "2025-W01", "2024-12-30", "2025-01-06" },
		{ PERIOD_WEEK, "2027-W53", NULL, NULL }, /* 52 weeks */
		{ PERIOD_WEEK, "2026-W00", NULL, NULL },
		{ PERIOD_WEEK, "2026-W4", NULL, NULL },
		{ PERIOD_WEEK, "2026-w47", NULL, NULL },
		{ PERIOD_WEEK, "W47", NULL, NULL },
		{ PERIOD_MONTH, "2026-11", "2026-11-01", "2026-12-01" },
		{ PERIOD_MONTH, "2028-02", "2028-02-01", "2028-03-01" },
		{ PERIOD_MONTH, "2026-13", NULL, NULL },
		{ PERIOD_MONTH, "2026-11-01", NULL, NULL },
		{ PERIOD_QUARTER, "2026-Q4", "2026-10-01", "2027-01-01" },
		{ PERIOD_QUARTER, "2026-Q5", NULL, NULL },
		{ PERIOD_YEAR, "2026", "2026-01-01", "2027-01-01" },
		{ PERIOD_YEAR, "2026 ", NULL, NULL },
		{ PERIOD_YEAR, "", NULL, NULL },
		{ PERIOD_DAYS, "2026-11-16", NULL, NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct period p = { { 0 }, { 0 } };
		int result = period_parse(rows[i].kind, rows[i].word, &p);

		if ((result == 0) != (rows[i].from != NULL))
			fail_msg("'%s' gives %d", rows[i].word, result);
		if (result == 0 &&
		    (p.from.day != day(rows[i].from).day ||
		        p.until.day != day(rows[i].until).day))
			fail_msg("'%s' is other days", rows[i].word);
	}
}

static void
test_the_one_before_ends_where_it_begins(void **state)
{
	static const struct {
		enum period_kind kind;
		const char *from, *until, *before;
	} rows[] = {
		{ PERIOD_WEEK, "2027-01-04", "2027-01-11", "2026-12-28" },
		{ PERIOD_MONTH, "2026-03-01", "2026-04-01", "2026-02-01" },
		{ PERIOD_QUARTER, "2026-01-01", "2026-04-01", "2025-10-01" },
		{ PERIOD_YEAR, "2026-01-01", "2027-01-01", "2025-01-01" },
		{ PERIOD_DAYS, "2026-11-10", "2026-11-20", "2026-10-31" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct period p = { day(rows[i].from),
			day(rows[i].until) };
		struct period b = period_before(rows[i].kind, p);

		assert_int_equal(b.until.day, p.from.day);
		assert_int_equal(b.from.day, day(rows[i].before).day);
	}
}

static void
test_a_week_lies_in_the_year_of_its_number(void **state)
{
	static const struct {
		enum period_kind kind;
		const char *from, *until, *reach;
	} rows[] = {
		{ PERIOD_WEEK, "2026-11-16", "2026-11-23", "2026-01-01" },
		/* Week 53 of 2026 ends in January, week 1 of 2025 began in
		 * December. */
		{ PERIOD_WEEK, "2026-12-28", "2027-01-04", "2026-01-01" },
		{ PERIOD_WEEK, "2024-12-30", "2025-01-06", "2024-12-30" },
		{ PERIOD_WEEK, "2027-01-04", "2027-01-11", "2027-01-01" },
		{ PERIOD_QUARTER, "2026-10-01", "2027-01-01", "2026-01-01" },
		{ PERIOD_YEAR, "2026-01-01", "2027-01-01", "2026-01-01" },
		{ PERIOD_DAYS, "2024-05-01", "2026-02-01", "2026-01-01" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct period p = { day(rows[i].from),
			day(rows[i].until) };
		struct period reach = period_reach(rows[i].kind, p);

		assert_int_equal(reach.from.day, day(rows[i].reach).day);
		assert_int_equal(reach.until.day, p.until.day);
	}
}

static void
test_parts_follow_on_each_other(void **state)
{
	static const struct {
		enum period_kind of;
		const char *from, *until;
		enum period_kind kind;
		size_t n;
		const char *first;
	} rows[] = {
		{ PERIOD_WEEK, "2026-11-16", "2026-11-23", PERIOD_WEEK, 9,
		    "2026-09-21" },
		{ PERIOD_MONTH, "2026-11-01", "2026-12-01", PERIOD_MONTH, 6,
		    "2026-06-01" },
		{ PERIOD_QUARTER, "2026-10-01", "2027-01-01", PERIOD_QUARTER, 5,
		    "2025-10-01" },
		{ PERIOD_YEAR, "2026-01-01", "2027-01-01", PERIOD_MONTH, 12,
		    "2026-01-01" },
		{ PERIOD_DAYS, "2026-11-18", "2026-12-02", PERIOD_WEEK, 3,
		    "2026-11-18" },
		{ PERIOD_DAYS, "2026-01-15", "2026-06-15", PERIOD_MONTH, 6,
		    "2026-01-15" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const struct period p = { day(rows[i].from),
			day(rows[i].until) };
		enum period_kind kind;
		size_t n = 0;
		struct period *parts =
		    period_parts(a, rows[i].of, p, &kind, &n);

		assert_int_equal(kind, rows[i].kind);
		assert_int_equal(n, rows[i].n);
		assert_int_equal(parts[0].from.day, day(rows[i].first).day);
		assert_int_equal(parts[n - 1].until.day, p.until.day);
		for (k = 1; k < n; k++)
			assert_int_equal(
			    parts[k].from.day, parts[k - 1].until.day);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_periods_are_read_as_they_are_written),
		cmocka_unit_test(test_the_one_before_ends_where_it_begins),
		cmocka_unit_test(test_a_week_lies_in_the_year_of_its_number),
		cmocka_unit_test(test_parts_follow_on_each_other),
	};

	return unit_run(tests);
}
