/* Days, instants and the two nights on which the clock changes. */

#include <string.h>
#include <time.h>

#include "base/date.h"
#include "tests/unit/unit.h"

static void
test_an_instant_has_the_offset_of_its_season(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "2026-01-15T12:00:00Z", "2026-01-15T13:00:00+01:00" },
		{ "2026-07-15T12:00:00Z", "2026-07-15T14:00:00+02:00" },
		{ "2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00" },
		{ "2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00" },
		{ "2026-10-25 09:30", "2026-10-25T09:30:00+01:00" },
		{ "2026-10-24", "2026-10-24T00:00:00+02:00" },
		{ "2026-11-23T09:12:00.25+01:00", "2026-11-23T09:12:00+01:00" },
	};
	char out[INSTANT_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct instant t;

		assert_int_equal(instant_parse(rows[i].in, &t), 0);
		assert_string_equal(instant_print(t, out), rows[i].out);
	}
}

static void
test_two_days_over_a_spring_night_are_an_hour_short(void **state)
{
	struct date d = date_from_civil((struct civil){ 2026, 3, 28 });

	(void)state;
	assert_int_equal(
	    date_instant(date_add(d, 2), 0).sec - date_instant(d, 0).sec,
	    169200);
}

static void
test_nonsense_is_refused(void **state)
{
	static const char *const rows[] = { "", "2026", "2026-02-30",
		"2026-13-01", "2026-11-23T", "2026-11-23T25:00", "26-11-23",
		"2026-11-23T09:00:00+1:00", "2026-11-23x", "2026-11-23 09" };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct instant t;

		if (instant_parse(rows[i], &t) == 0)
			fail_msg("%s was accepted", rows[i]);
	}
}

static void
test_iso_weeks_follow_the_thursday(void **state)
{
	static const struct {
		const char *day;
		int year, week;
	} rows[] = { { "2026-01-01", 2026, 1 }, { "2027-01-01", 2026, 53 },
		{ "2024-12-30", 2025, 1 }, { "2026-11-22", 2026, 47 },
		{ "2026-11-23", 2026, 48 } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct date d;
		struct iso_week w;

		assert_int_equal(date_parse(rows[i].day, &d), 0);
		w = date_week(d);
		assert_int_equal(w.year, rows[i].year);
		assert_int_equal(w.week, rows[i].week);
		assert_true(date_week_monday(w).day <= d.day &&
		    d.day < date_week_monday(w).day + 7);
	}
}

static void
test_civil_days_survive_the_round_trip(void **state)
{
	int32_t day;

	(void)state;
	for (day = -200000; day < 200000; day += 37) {
		struct civil c = date_civil((struct date){ day });

		assert_true(date_is_valid(c));
		assert_int_equal(date_from_civil(c).day, day);
	}
}

static void
test_months_end_on_the_last_day_that_exists(void **state)
{
	char out[DATE_TEXT];
	struct date d;

	(void)state;
	assert_int_equal(date_parse("2027-01-31", &d), 0);
	assert_string_equal(
	    date_print(date_add_months(d, 1), out), "2027-02-28");
	assert_string_equal(
	    date_print(date_add_months(d, 12), out), "2028-01-31");
}

/* date_of has a short way for most moments. */
static void
test_the_day_of_a_moment_is_that_of_the_zone(void **state)
{
	int64_t sec;

	(void)state;
	/* 1970 to 2060, 37 minutes and 7 seconds apart. */
	for (sec = 0; sec < 2840140800; sec += 2227) {
		time_t t = (time_t)sec;
		struct tm tm;
		struct civil c = date_civil(date_of((struct instant){ sec }));

		assert_non_null(localtime_r(&t, &tm));
		if (c.year != tm.tm_year + 1900 || c.month != tm.tm_mon + 1 ||
		    c.day != tm.tm_mday)
			fail_msg("%lld: %d-%d-%d", (long long)sec, c.year,
			    c.month, c.day);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_day_of_a_moment_is_that_of_the_zone),
		cmocka_unit_test(test_an_instant_has_the_offset_of_its_season),
		cmocka_unit_test(
		    test_two_days_over_a_spring_night_are_an_hour_short),
		cmocka_unit_test(test_nonsense_is_refused),
		cmocka_unit_test(test_iso_weeks_follow_the_thursday),
		cmocka_unit_test(test_civil_days_survive_the_round_trip),
		cmocka_unit_test(test_months_end_on_the_last_day_that_exists),
	};

	return unit_run(tests);
}
