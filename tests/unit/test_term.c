/* Last days against worked examples and against a day-by-day engine. */

#include <stdio.h>

#include "term/term.h"
#include "tests/unit/shipped.h"

/* "woo_4w", "klacht_6w+4w", "avg_3m", "dagen_3", "werkdagen_5". */
static struct term
example_term(const char *type)
{
	const char *mark = strrchr(type, '_') + 1;
	struct term term = { .is_statutory = true };
	char unit = 0, more = 0;
	int n = 0;

	if (strncmp(type, "werkdagen_", 10) == 0)
		return (struct term){ (int)strtol(mark, NULL, 10),
			TERM_WORKDAYS, false };
	for (; *mark; mark++) {
		if (*mark >= '0' && *mark <= '9') {
			n = n * 10 + (*mark - '0');
		} else if (*mark == '+') {
			more = *mark;
		} else {
			assert_true(!unit || (more && unit == *mark));
			unit = *mark;
			term.length += n;
			n = 0;
		}
	}
	term.length += n;
	term.unit = unit == 'w' ? TERM_WEEKS
	    : unit == 'm'       ? TERM_MONTHS
	                        : TERM_DAYS;
	return term;
}

static void
test_every_worked_example_holds(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	struct csv csv = shipped_csv(a, "tests/corpus/termijn_voorbeelden.csv");
	size_t i;

	(void)state;
	assert_int_equal(csv.n, 30);
	for (i = 1; i < csv.n; i++) {
		const struct csv_row *row = &csv.row[i];
		struct date last = { 0 };
		char got[DATE_TEXT];
		struct err e;

		if (term_last_day(example_term(csv_cell(row, 0)),
		        day(csv_cell(row, 1)), cal, &last, &e) != 0)
			fail_msg("%s: %s", csv_cell(row, 0), e.text);
		if (strcmp(date_print(last, got), csv_cell(row, 2)) != 0)
			fail_msg("%s from %s: got %s, wanted %s",
			    csv_cell(row, 0), csv_cell(row, 1), got,
			    csv_cell(row, 2));
	}
}

/* Day by day, in the words of the law, on the table of free days. */
static struct date
naive_last_day(const struct calendar *cal, struct term term, struct date from)
{
	struct date d = from;
	int n, ordinary = 0;

	if (term.unit == TERM_WORKDAYS) {
		for (n = 0; n < term.length;) {
			d.day++;
			n += term.is_statutory
			    ? !calendar_is_statutory_free(cal, d)
			    : calendar_is_workday(cal, d);
		}
		return d;
	}
	if (term.unit == TERM_MONTHS) {
		struct civil c = date_civil(from);
		int month = c.month - 1 + term.length;
		struct civil end = { c.year + month / 12, month % 12 + 1,
			c.day };

		while (!date_is_valid(end))
			end.day--;
		d = date_from_civil(end);
	} else {
		n = term.unit == TERM_WEEKS ? 7 * term.length : term.length;
		for (; n > 0; n--)
			d.day++;
	}
	if (!term.is_statutory ||
	    (term.unit == TERM_DAYS && term.length > 90) ||
	    (term.unit == TERM_WEEKS && term.length > 12) ||
	    (term.unit == TERM_MONTHS && term.length > 3))
		return d;
	for (n = from.day + 1; n <= d.day; n++)
		ordinary +=
		    !calendar_is_statutory_free(cal, (struct date){ n });
	if (term.unit != TERM_DAYS || term.length >= 3) {
		while (ordinary < 2) {
			d.day++;
			ordinary += !calendar_is_statutory_free(cal, d);
		}
	}
	while (calendar_is_statutory_free(cal, d))
		d.day++;
	return d;
}

static void
test_every_day_of_2020_to_2035_ends_as_the_law_says(void **state)
{
	static const struct term terms[] = {
		{ 1, TERM_WORKDAYS, false },
		{ 5, TERM_WORKDAYS, false },
		{ 10, TERM_WORKDAYS, false },
		{ 1, TERM_WORKDAYS, true },
		{ 3, TERM_WORKDAYS, true },
		{ 1, TERM_DAYS, true },
		{ 2, TERM_DAYS, true },
		{ 3, TERM_DAYS, true },
		{ 4, TERM_DAYS, true },
		{ 90, TERM_DAYS, true },
		{ 91, TERM_DAYS, true },
		{ 14, TERM_DAYS, false },
		{ 1, TERM_WEEKS, true },
		{ 4, TERM_WEEKS, true },
		{ 12, TERM_WEEKS, true },
		{ 13, TERM_WEEKS, true },
		{ 1, TERM_MONTHS, true },
		{ 3, TERM_MONTHS, true },
		{ 4, TERM_MONTHS, true },
		{ 2, TERM_MONTHS, false },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	struct date from;
	size_t i;

	(void)state;
	for (from = day("2020-01-01"); from.day <= day("2035-12-31").day;
	     from.day++) {
		for (i = 0; i < LENGTH(terms); i++) {
			struct date wanted =
			    naive_last_day(cal, terms[i], from);
			struct date got = { 0 };
			struct err e;

			if (term_last_day(terms[i], from, cal, &got, &e) != 0 ||
			    got.day != wanted.day) {
				char start[DATE_TEXT], end[DATE_TEXT];

				fail_msg("row %zu from %s: got %s", i,
				    date_print(from, start),
				    date_print(got, end));
			}
		}
	}
}

static void
test_the_choices_of_the_office_do_not_move_the_law(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct date closed[] = { day("2026-12-22") };
	struct equated_days equated = shipped_equated(a);
	struct calendar_options options = { .liberation_day = LIBERATION_NEVER,
		.n_closed = 1,
		.closed = closed };
	const struct calendar *cal = calendar_new(a, &options, &equated);
	const struct calendar *shipped = shipped_calendar(a);
	struct date from;

	(void)state;
	for (from = day("2026-01-01"); from.day < day("2027-01-01").day;
	     from.day++) {
		struct date here = { 0 }, there = { 0 };
		struct term term = { 4, TERM_WEEKS, true };

		assert_int_equal(
		    term_last_day(term, from, cal, &here, NULL), 0);
		assert_int_equal(
		    term_last_day(term, from, shipped, &there, NULL), 0);
		assert_int_equal(here.day, there.day);
	}
}

static void
test_nonsense_lengths_leave_the_outcome_alone(void **state)
{
	static const struct term rows[] = { { 0, TERM_DAYS, false },
		{ -5, TERM_WORKDAYS, false }, { 1001, TERM_WEEKS, true },
		{ 5, (enum term_unit)9, false } };
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct date last = { 12345 };
		struct err e = { 0 };

		assert_int_equal(
		    term_last_day(rows[i], day("2026-11-23"), cal, &last, &e),
		    -1);
		assert_int_equal(e.kind, ERR_ITEM);
		assert_int_equal(last.day, 12345);
	}
}

static void
test_terms_are_read_in_dutch_and_english(void **state)
{
	static const struct {
		const char *in, *out;
		enum term_unit unit;
	} rows[] = {
		{ "5 werkdagen", "5 werkdagen", TERM_WORKDAYS },
		{ "1 werkdag", "1 werkdag", TERM_WORKDAYS },
		{ "4 weken", "4 weken", TERM_WEEKS },
		{ "1 week", "1 week", TERM_WEEKS },
		{ "3 dagen", "3 dagen", TERM_DAYS },
		{ "  3dagen", "3 dagen", TERM_DAYS },
		{ "14 kalenderdagen", "14 dagen", TERM_DAYS },
		{ "1 maand", "1 maand", TERM_MONTHS },
		{ "2 Maanden", "2 maanden", TERM_MONTHS },
		{ "10 working days", "10 werkdagen", TERM_WORKDAYS },
		{ "2 business days", "2 werkdagen", TERM_WORKDAYS },
		{ "1 workday", "1 werkdag", TERM_WORKDAYS },
		{ "6 weeks", "6 weken", TERM_WEEKS },
		{ "3 months", "3 maanden", TERM_MONTHS },
		{ "1000 days", "1000 dagen", TERM_DAYS },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct term term = { 0 };

		if (term_parse(rows[i].in, &term, NULL) != 0)
			fail_msg("%s was refused", rows[i].in);
		assert_int_equal(term.unit, rows[i].unit);
		assert_false(term.is_statutory);
		assert_string_equal(term_print(a, term), rows[i].out);
	}
}

static void
test_what_is_no_term_is_refused_by_name(void **state)
{
	static const char *const rows[] = { "", "werkdagen", "5", "0 dagen",
		"-1 dag", "1001 dagen", "99999999999 dagen", "5 jaar",
		"5 werkdagen!", "vijf dagen", "5.5 dagen", "+5 dagen" };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct term term = { 7, TERM_WEEKS, true };
		struct err e = { 0 };

		if (term_parse(rows[i], &term, &e) == 0)
			fail_msg("%s was accepted", rows[i]);
		assert_int_equal(e.kind, ERR_ITEM);
		assert_int_equal(term.length, 7);
	}
}

static void
test_an_extension_is_reckoned_from_the_day_of_receipt(void **state)
{
	static const struct named_term named[] = {
		{ .name = "woo",
		    .term = { 4, TERM_WEEKS, true },
		    .extension = { 2, TERM_WEEKS, true } },
		{ .name = "avg",
		    .term = { 1, TERM_MONTHS, true },
		    .extension = { 2, TERM_MONTHS, true } },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	const struct term_list list = { LENGTH(named), named };
	struct date last = { 0 };
	struct term whole;
	char got[DATE_TEXT];

	(void)state;
	/* Four weeks end on Good Friday and move to 7 April; two weeks more
	 * are counted from 6 March and not from there. */
	assert_int_equal(
	    term_extended(term_find(&list, "WOO"), &whole, NULL), 0);
	assert_int_equal(
	    term_last_day(whole, day("2026-03-06"), cal, &last, NULL), 0);
	assert_string_equal(date_print(last, got), "2026-04-17");
	assert_int_equal(
	    term_extended(term_find(&list, "avg"), &whole, NULL), 0);
	assert_int_equal(
	    term_last_day(whole, day("2026-11-30"), cal, &last, NULL), 0);
	assert_string_equal(date_print(last, got), "2027-03-01");
	assert_null(term_find(&list, "wob"));
}

static void
test_a_term_without_extension_cannot_be_extended(void **state)
{
	static const struct named_term rows[] = {
		{ .name = "norm",
		    .term = { 5, TERM_WORKDAYS, false },
		    .extension = { 0, TERM_DAYS, false } },
		{ .name = "mixed",
		    .term = { 4, TERM_WEEKS, true },
		    .extension = { 1, TERM_MONTHS, true } },
		{ .name = "endless",
		    .term = { 900, TERM_WEEKS, true },
		    .extension = { 101, TERM_WEEKS, true } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct term out = { 1, TERM_DAYS, false };

		assert_int_equal(term_extended(&rows[i], &out, NULL), -1);
		assert_int_equal(out.length, 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_worked_example_holds),
		cmocka_unit_test(
		    test_every_day_of_2020_to_2035_ends_as_the_law_says),
		cmocka_unit_test(
		    test_the_choices_of_the_office_do_not_move_the_law),
		cmocka_unit_test(test_nonsense_lengths_leave_the_outcome_alone),
		cmocka_unit_test(test_terms_are_read_in_dutch_and_english),
		cmocka_unit_test(test_what_is_no_term_is_refused_by_name),
		cmocka_unit_test(
		    test_an_extension_is_reckoned_from_the_day_of_receipt),
		cmocka_unit_test(
		    test_a_term_without_extension_cannot_be_extended),
	};

	return unit_run(tests);
}
