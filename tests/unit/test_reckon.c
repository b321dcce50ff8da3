/* Terms step by step: what the law does with the end, pauses and hours. */

#include "base/text.h"
#include "notice/term_words.h"
#include "term/hours.h"
#include "term/reckon.h"
#include "tests/unit/shipped.h"

static const struct office_block split_day[] = {
	/* H4: in two blocks, and on Friday only the first. */
	{ 0x1f, 8 * 60 + 30, 12 * 60 + 30 },
	{ 0x0f, 13 * 60, 17 * 60 },
};
static const struct office_block day_and_night[] = { { 0x7f, 0, 1440 } };

static const struct calendar *
calendar_with(struct arena *a, const struct office_block *blocks, size_t n)
{
	struct equated_days equated = shipped_equated(a);

	return calendar_new(a,
	    &(struct calendar_options){ .has_good_friday = true,
	        .liberation_day = LIBERATION_ALWAYS,
	        .has_equated_days = true,
	        .n_blocks = n,
	        .blocks = blocks },
	    &equated);
}

static void
test_h4_office_hours_in_blocks_add_up(void **state)
{
	static const struct {
		const char *from, *to;
		int minutes;
	} rows[] = {
		/* Thursday: over lunch. */
		{ "2026-11-26 12:00", "2026-11-26 13:30", 60 },
		{ "2026-11-26 12:30", "2026-11-26 13:00", 0 },
		{ "2026-11-26 00:00", "2026-11-27 00:00", 480 },
		/* Friday has no afternoon. */
		{ "2026-11-27 09:00", "2026-11-27 17:00", 210 },
		/* H10: outside hours in, outside hours out. */
		{ "2026-11-27 18:00", "2026-11-30 08:00", 0 },
		{ "2026-11-27 12:00", "2026-11-30 09:00", 60 },
		/* Christmas. */
		{ "2026-12-24 16:00", "2026-12-28 09:30", 120 },
		{ "2026-11-26 13:30", "2026-11-26 12:00", 0 },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal =
	    calendar_with(a, split_day, LENGTH(split_day));
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct instant from = moment(rows[i].from);
		struct instant to = moment(rows[i].to);
		int64_t got = hours_between(cal, from, to);

		if (got != rows[i].minutes * 60)
			fail_msg("%s to %s: got %lld minutes, wanted %d",
			    rows[i].from, rows[i].to, (long long)got / 60,
			    rows[i].minutes);
		/* There and back. */
		if (got > 0 &&
		    hours_between(cal, from, hours_after(cal, from, got)) !=
		        got)
			fail_msg("%s: not found back", rows[i].from);
	}
}

/* H1-H3: the nights on which the clock changes have 23 and 25 hours, also
 * when the office never closes; 24:00 is the next midnight. */
static void
test_h2_both_nights_have_their_own_length(void **state)
{
	static const struct {
		const char *from, *to;
		int hours;
	} rows[] = {
		{ "2026-03-29 00:00", "2026-03-30 00:00", 0 },
		{ "2026-03-27 00:00", "2026-03-28 00:00", 24 },
		{ "2027-10-30 00:00", "2027-11-02 00:00", 24 },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = calendar_with(a, day_and_night, 1);
	struct instant night = { moment("2026-10-25T02:00:00+02:00").sec };
	const struct reckoning in = {
		.term = { 1, TERM_HOURS, false },
		.from = night,
		.calendar = cal,
	};
	struct reckoned out;
	char text[INSTANT_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(hours_between(cal, moment(rows[i].from),
		                     moment(rows[i].to)),
		    rows[i].hours * 3600);
	/* An hour after 02:00 summer time it is 02:00 once more. */
	assert_int_equal(term_reckon(&in, NULL, &out, NULL), 0);
	assert_string_equal(
	    instant_print(out.end, text), "2026-10-25T02:00:00+01:00");
	/* H1: Friday before the change to Monday after it, 09:00 to 17:00. */
	cal = shipped_calendar(a);
	assert_int_equal(hours_between(cal, moment("2026-03-27 16:00"),
	                     moment("2026-03-30 10:00")),
	    2 * 3600);
	assert_int_equal(hours_between(cal, moment("2026-10-23 16:00"),
	                     moment("2026-10-26 10:00")),
	    2 * 3600);
}

/* Minute by minute. */
static int64_t
naive_hours(const struct calendar *cal, struct instant from, struct instant to)
{
	struct office_block blocks[CALENDAR_BLOCKS_MAX];
	int64_t sum = 0;

	for (; from.sec < to.sec; from.sec += 60) {
		size_t i,
		    n = calendar_blocks(
		        cal, date_of(from), blocks, CALENDAR_BLOCKS_MAX);
		int minute = date_minute(from);

		for (i = 0; i < n; i++)
			sum += minute >= blocks[i].from && minute < blocks[i].to
			    ? 60
			    : 0;
	}
	return sum;
}

static void
test_office_hours_are_what_counting_minutes_gives(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal =
	    calendar_with(a, split_day, LENGTH(split_day));
	int64_t first = moment("2026-01-01 00:00").sec;
	unsigned random = 7;
	int i;

	(void)state;
	for (i = 0; i < 150; i++) {
		struct instant from = { first +
			60LL * (next_random(&random) % 525600) };
		struct instant to = { from.sec +
			60LL * (next_random(&random) % 8000) };

		assert_int_equal(
		    hours_between(cal, from, to), naive_hours(cal, from, to));
	}
}

static struct gap
gap(const char *from, const char *to)
{
	return (struct gap){ moment(from), moment(to) };
}

/* H6: a pause counts in the unit of the term, on the same calendar; the law
 * moves the end once, on the final day. */
static void
test_h6_a_pause_counts_in_the_unit_of_the_term(void **state)
{
	const struct {
		const char *what;
		struct term term;
		const char *from;
		size_t n;
		struct gap gaps[2];
		const char *wanted;
	} rows[] = {
		{ "working days over a weekend", { 5, TERM_WORKDAYS, false },
		    "2026-11-02", 1, { gap("2026-11-04", "2026-11-11") },
		    "2026-11-16" },
		{ "a weekend alone is no time", { 5, TERM_WORKDAYS, false },
		    "2026-11-02", 1, { gap("2026-11-06", "2026-11-08") },
		    "2026-11-09" },
		{ "one within a day is none", { 5, TERM_WORKDAYS, false },
		    "2026-11-02", 1,
		    { gap("2026-11-04 09:00", "2026-11-04 16:00") },
		    "2026-11-09" },
		{ "after the end nothing is left", { 1, TERM_WORKDAYS, false },
		    "2026-11-02", 1, { gap("2026-11-04", "2026-11-11") },
		    "2026-11-03" },
		{ "calendar days, and the law once", { 8, TERM_WEEKS, true },
		    "2026-10-30", 1, { gap("2026-11-04", "2026-11-11") },
		    "2027-01-04" },
		{ "two pauses", { 5, TERM_WORKDAYS, false }, "2026-11-02", 2,
		    { gap("2026-11-03", "2026-11-04"),
		        gap("2026-11-09", "2026-11-11") },
		    "2026-11-12" },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct reckoning in = {
			.term = rows[i].term,
			.from = moment(rows[i].from),
			.n_gaps = rows[i].n,
			.gaps = rows[i].gaps,
			.calendar = cal,
		};
		struct reckoned out;
		char got[DATE_TEXT];

		assert_int_equal(term_reckon(&in, NULL, &out, NULL), 0);
		if (strcmp(date_print(out.last, got), rows[i].wanted) != 0)
			fail_msg("%s: got %s, wanted %s", rows[i].what, got,
			    rows[i].wanted);
	}
}

/* A pause leaves as many working days as there were. */
static void
test_what_was_left_is_left(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	unsigned random = 1;
	int i;

	(void)state;
	for (i = 0; i < 3000; i++) {
		struct date from = date_add(
		    day("2026-01-01"), (int)(next_random(&random) % 3600));
		struct date begin =
		    date_add(from, (int)(next_random(&random) % 12));
		struct date end =
		    date_add(begin, (int)(next_random(&random) % 40));
		const struct gap pause = { date_instant(begin, 600),
			date_instant(end, 700) };
		struct reckoning in = { .term = { 10, TERM_WORKDAYS, false },
			.from = date_instant(from, 540),
			.calendar = cal };
		struct reckoned plain, paused;

		assert_int_equal(term_reckon(&in, NULL, &plain, NULL), 0);
		in.n_gaps = 1;
		in.gaps = &pause;
		assert_int_equal(term_reckon(&in, NULL, &paused, NULL), 0);
		if (begin.day >= plain.last.day)
			assert_int_equal(paused.last.day, plain.last.day);
		else
			assert_int_equal(
			    calendar_workdays_between(cal, end, paused.last),
			    calendar_workdays_between(cal, begin, plain.last));
	}
}

/* Article by article: H15 and data in termijn_voorbeelden.csv. */
static void
test_h15_each_step_names_its_article(void **state)
{
	static const struct {
		struct term term;
		bool is_european;
		const char *from, *step, *article;
	} rows[] = {
		{ { 4, TERM_WEEKS, true }, false, "2026-11-27",
		    "Eerste Kerstdag", "Atw art. 1 lid 1, art. 3 lid 1" },
		{ { 4, TERM_WEEKS, true }, false, "2026-03-06", "Goede Vrijdag",
		    "Atw art. 1 lid 1, art. 3 lid 2" },
		{ { 4, TERM_WEEKS, true }, false, "2026-04-17",
		    "Gelijkgestelde dag", "Atw art. 1 lid 1, art. 3 lid 3" },
		{ { 4, TERM_WEEKS, true }, false, "2026-10-31", "zaterdag",
		    "Atw art. 1 lid 1" },
		{ { 3, TERM_DAYS, true }, false, "2026-12-24",
		    "ten minste twee gewone dagen", "Atw art. 2" },
		{ { 13, TERM_WEEKS, true }, false, "2026-10-02",
		    "een termijn van deze lengte", "Atw art. 4 onder a" },
		{ { 1, TERM_MONTHS, true }, true, "2027-01-31", "zondag",
		    "Verord. 1182/71 art. 3 lid 4" },
		{ { 2, TERM_DAYS, true }, true, "2026-12-24",
		    "ten minste twee gewone dagen",
		    "Verord. 1182/71 art. 3 lid 5" },
		{ { 5, TERM_WORKDAYS, false }, false, "2026-12-23",
		    "Eerste Kerstdag: telt niet", "" },
		{ { 4, TERM_WEEKS, true }, false, "2034-11-27",
		    "let op: de gelijkgestelde dagen", "Atw art. 3 lid 3" },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	size_t i, j;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct reckoning in = {
			.term = rows[i].term,
			.is_european = rows[i].is_european,
			.from = moment(rows[i].from),
			.calendar = cal,
		};
		struct reckoned out;
		struct told_step *told;

		assert_int_equal(term_reckon(&in, a, &out, NULL), 0);
		told = term_tell(a, LANGUAGE_NL, &in, &out, NULL, false);
		for (j = 0; j < out.n_steps; j++) {
			if (text_has_prefix(told[j].says, rows[i].step) &&
			    strcmp(told[j].article, rows[i].article) == 0)
				break;
		}
		if (j == out.n_steps)
			fail_msg("from %s: no step \"%s\" [%s]", rows[i].from,
			    rows[i].step, rows[i].article);
		assert_int_equal(told[out.n_steps - 1].day.day, out.last.day);
	}
}

/* Atw art. 1 lid 2: a term that is counted backwards is not extended; the
 * steps before a deadline are counted so (calendar_add_workdays). */
static void
test_h9_a_step_before_the_end_is_working_time_before_it(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);

	(void)state;
	/* Christmas lies in between. */
	assert_int_equal(calendar_add_workdays(cal, day("2026-12-29"), -2).day,
	    day("2026-12-24").day);
	assert_int_equal(calendar_add_workdays(cal, day("2026-12-28"), -2).day,
	    day("2026-12-23").day);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_h4_office_hours_in_blocks_add_up),
		cmocka_unit_test(test_h2_both_nights_have_their_own_length),
		cmocka_unit_test(
		    test_office_hours_are_what_counting_minutes_gives),
		cmocka_unit_test(
		    test_h6_a_pause_counts_in_the_unit_of_the_term),
		cmocka_unit_test(test_what_was_left_is_left),
		cmocka_unit_test(test_h15_each_step_names_its_article),
		cmocka_unit_test(
		    test_h9_a_step_before_the_end_is_working_time_before_it),
	};

	return unit_run(tests);
}
