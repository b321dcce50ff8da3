/* Free days of the law and of the office, against tables and a naive count. */

#include "term/calendar.h"
#include "tests/unit/shipped.h"

static const struct equated_days no_decrees = { 0 };

static void
test_every_holiday_of_2020_to_2035_is_known(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	struct csv csv = shipped_csv(a, "tests/corpus/feestdagen.csv");
	size_t i;

	(void)state;
	assert_int_equal(csv.n, 190);
	for (i = 1; i < csv.n; i++) {
		struct date d = day(csv_cell(&csv.row[i], 0));
		const char *name = csv_cell(&csv.row[i], 1);
		const char *got = calendar_holiday(cal, d);
		size_t n = strcspn(name, " (:");

		/* "Eerste Paasdag" is whole; "Bevrijdingsdag (vijfde mei)"
		 * and "Gelijkgesteld: ..." are a name and a remark. */
		if (name[n] == ' ' && name[n + 1] != '(')
			n = strlen(name);
		if (!got || strncmp(got, name, n) != 0)
			fail_msg("%s: got %s, wanted %s",
			    csv_cell(&csv.row[i], 0), got ? got : "none", name);
		if (!calendar_is_statutory_free(cal, d))
			fail_msg("%s is free", csv_cell(&csv.row[i], 0));
	}
}

static void
test_no_other_weekday_of_2020_to_2035_is_free(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	struct csv csv = shipped_csv(a, "tests/corpus/feestdagen.csv");
	struct date d;
	size_t i, next = 1;

	(void)state;
	for (d = day("2020-01-01"); d.day <= day("2035-12-31").day; d.day++) {
		bool is_listed = false;
		bool is_weekend = date_weekday(d) >= SATURDAY;
		char text[DATE_TEXT];

		for (i = next; i < csv.n && i < next + 2; i++) {
			if (day(csv_cell(&csv.row[i], 0)).day == d.day) {
				is_listed = true;
				next = i + 1;
			}
		}
		if (calendar_is_statutory_free(cal, d) !=
		        (is_weekend || is_listed) ||
		    calendar_is_workday(cal, d) == (is_weekend || is_listed))
			fail_msg("%s: listed %d", date_print(d, text),
			    (int)is_listed);
	}
	assert_int_equal(next, csv.n);
}

static void
test_easter_is_right_at_its_ends(void **state)
{
	static const struct {
		int year;
		const char *easter;
	} rows[] = {
		{ 1818, "1818-03-22" }, /* the earliest possible */
		{ 1943, "1943-04-25" }, /* the latest possible */
		{ 1954, "1954-04-18" }, /* exceptions of Gauss's rule */
		{ 1981, "1981-04-19" },
		{ 2008, "2008-03-23" },
		{ 2038, "2038-04-25" },
		{ 2049, "2049-04-18" },
		{ 2076, "2076-04-19" },
	};
	char got[DATE_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_string_equal(
		    date_print(calendar_easter(rows[i].year), got),
		    rows[i].easter);
}

static void
test_kingsday_moves_from_sunday_to_saturday(void **state)
{
	static const struct {
		const char *day;
		bool is_kingsday;
	} rows[] = { { "2025-04-26", true }, { "2025-04-27", false },
		{ "2031-04-26", true }, { "2026-04-27", true },
		{ "2026-04-26", false } };
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(
		    calendar_holiday(cal, day(rows[i].day)) != NULL,
		    rows[i].is_kingsday);
}

static const struct calendar *
office(struct arena *a, bool has_good_friday, enum liberation_day liberation,
    bool has_equated)
{
	struct equated_days equated = shipped_equated(a);

	return calendar_new(a,
	    &(struct calendar_options){ .has_good_friday = has_good_friday,
	        .liberation_day = liberation,
	        .has_equated_days = has_equated },
	    &equated);
}

static void
test_the_office_chooses_and_the_law_does_not(void **state)
{
	static const struct {
		bool has_good_friday, has_equated;
		enum liberation_day liberation;
		const char *day;
		bool is_workday;
	} rows[] = {
		{ true, true, LIBERATION_ALWAYS, "2026-04-03", false },
		{ false, true, LIBERATION_ALWAYS, "2026-04-03", true },
		{ true, true, LIBERATION_ALWAYS, "2026-05-05", false },
		{ true, true, LIBERATION_LUSTRUM, "2026-05-05", true },
		{ true, true, LIBERATION_LUSTRUM, "2025-05-05", false },
		{ true, true, LIBERATION_LUSTRUM, "2030-05-05", false },
		{ true, true, LIBERATION_NEVER, "2025-05-05", true },
		{ true, true, LIBERATION_ALWAYS, "2026-01-02", false },
		{ true, false, LIBERATION_ALWAYS, "2026-01-02", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const struct calendar *cal = office(a, rows[i].has_good_friday,
		    rows[i].liberation, rows[i].has_equated);

		if (calendar_is_workday(cal, day(rows[i].day)) !=
		    rows[i].is_workday)
			fail_msg("row %zu, %s", i, rows[i].day);
		assert_true(calendar_is_statutory_free(cal, day(rows[i].day)));
	}
}

static void
test_ascension_on_liberation_day_stays_free(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = office(a, true, LIBERATION_NEVER, true);
	struct date d = day("2016-05-05");

	(void)state;
	assert_int_equal(date_add(calendar_easter(2016), 39).day, d.day);
	assert_false(calendar_is_workday(cal, d));
	assert_int_equal(calendar_workdays_between(
	                     cal, day("2016-05-01"), day("2016-05-08")),
	    4);
}

static void
test_the_version_follows_the_free_days_alone(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct date plain[] = { day("2026-12-24") };
	const struct date idle[] = { day("2026-12-25"), day("2026-12-24"),
		day("2026-12-27"), day("2026-12-24") };
	struct calendar_options none = { .has_good_friday = true };
	struct calendar_options once = none, twice = none, friday = none;
	const char *version;

	(void)state;
	once.n_closed = LENGTH(plain);
	once.closed = plain;
	twice.n_closed = LENGTH(idle);
	twice.closed = idle;
	friday.has_good_friday = false;
	version = calendar_version(calendar_new(a, &once, &no_decrees));
	assert_int_equal(strlen(version), 12);
	assert_string_equal(
	    version, calendar_version(calendar_new(a, &twice, &no_decrees)));
	assert_string_not_equal(
	    version, calendar_version(calendar_new(a, &none, &no_decrees)));
	assert_string_not_equal(
	    calendar_version(calendar_new(a, &friday, &no_decrees)),
	    calendar_version(calendar_new(a, &none, &no_decrees)));
	assert_string_not_equal(calendar_version(shipped_calendar(a)),
	    calendar_version(office(a, true, LIBERATION_ALWAYS, false)));
}

static void
test_workdays_are_counted_as_one_by_one(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct date closed[] = { day("2026-12-24"), day("2026-12-31"),
		day("2027-02-08") };
	struct equated_days equated = shipped_equated(a);
	struct calendar_options options = { .liberation_day =
		                                LIBERATION_LUSTRUM,
		.has_equated_days = true,
		.n_closed = LENGTH(closed),
		.closed = closed };
	const struct calendar *cal = calendar_new(a, &options, &equated);
	unsigned seed = 47;
	int i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		struct date from = date_add(
		    day("2015-12-20"), (int)(next_random(&seed) % 7000));
		struct date to =
		    date_add(from, (int)(next_random(&seed) % 900));
		struct date d;
		int n = 0;

		for (d = date_add(from, 1); d.day <= to.day; d.day++)
			n += calendar_is_workday(cal, d);
		assert_int_equal(calendar_workdays_between(cal, from, to), n);
		assert_int_equal(calendar_workdays_between(cal, to, from), -n);
		d = calendar_add_workdays(cal, from, n % 40 + 1);
		assert_true(calendar_is_workday(cal, d));
		assert_int_equal(
		    calendar_workdays_between(cal, from, d), n % 40 + 1);
		d = calendar_add_workdays(cal, from, -(n % 40) - 1);
		assert_int_equal(
		    calendar_workdays_between(cal, date_add(d, -1), from),
		    n % 40 + 1 + calendar_is_workday(cal, from));
	}
}

static void
test_a_mail_from_the_year_one_costs_no_time(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		assert_true(calendar_workdays_between(cal, day("0001-01-01"),
		                day("2026-11-23")) > 500000);
}

static void
test_no_workday_at_all_means_the_day_itself_or_the_next(void **state)
{
	static const struct {
		const char *from, *to;
		int n;
	} rows[] = {
		{ "2026-11-23", "2026-11-23", 0 },
		{ "2026-11-21", "2026-11-23", 0 },
		{ "2026-12-25", "2026-12-28", 0 },
		{ "2026-11-20", "2026-11-23", 1 },
		{ "2026-11-23", "2026-11-20", -1 },
		{ "2026-11-22", "2026-11-20", -1 },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		char got[DATE_TEXT];

		assert_string_equal(
		    date_print(calendar_add_workdays(
		                   cal, day(rows[i].from), rows[i].n),
		        got),
		    rows[i].to);
	}
}

static void
test_decrees_are_known_until_their_last_day(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);

	(void)state;
	assert_true(calendar_knows_decrees(cal, day("2028-12-31")));
	assert_false(calendar_knows_decrees(cal, day("2029-01-01")));
}

/* The decrees end with 2028: half a year before that it is said. */
static void
test_a_list_that_ends_is_told_months_ahead(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);

	(void)state;
	assert_int_equal(calendar_known_until(cal).day, day("2028-12-31").day);
	assert_false(calendar_ends_soon(cal, day("2028-06-30")));
	assert_true(calendar_ends_soon(cal, day("2028-07-01")));
	assert_true(calendar_ends_soon(cal, day("2031-01-01")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_list_that_ends_is_told_months_ahead),
		cmocka_unit_test(test_every_holiday_of_2020_to_2035_is_known),
		cmocka_unit_test(test_no_other_weekday_of_2020_to_2035_is_free),
		cmocka_unit_test(test_easter_is_right_at_its_ends),
		cmocka_unit_test(test_kingsday_moves_from_sunday_to_saturday),
		cmocka_unit_test(test_the_office_chooses_and_the_law_does_not),
		cmocka_unit_test(test_ascension_on_liberation_day_stays_free),
		cmocka_unit_test(test_the_version_follows_the_free_days_alone),
		cmocka_unit_test(test_workdays_are_counted_as_one_by_one),
		cmocka_unit_test(test_a_mail_from_the_year_one_costs_no_time),
		cmocka_unit_test(
		    test_no_workday_at_all_means_the_day_itself_or_the_next),
		cmocka_unit_test(test_decrees_are_known_until_their_last_day),
	};

	return unit_run(tests);
}
