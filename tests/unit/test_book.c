/* Tables: no cell of a stranger becomes a formula, numbers stay numbers. */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/tables.h"
#include "tests/unit/shipped.h"

static void
test_f17_no_cell_becomes_a_formula(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "gemeente Utrecht", "\"gemeente Utrecht\"" },
		{ "=1+1", "\"'=1+1\"" },
		{ "+31 6 12345678", "\"'+31 6 12345678\"" },
		{ "-2", "\"'-2\"" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" },
		{ "\t=1", "\"'\t=1\"" },
		{ "\r=1", "\"'\r=1\"" },
		{ "a \"b\"; c", "\"a \"\"b\"\"; c\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "", "\"\"" },
	};
	static const struct column column = { "Kop", 10 };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct cell cell = cell_text(rows[i].in);
		struct sheet s = { .n_columns = 1,
			.columns = &column,
			.n_rows = 1,
			.cells = &cell };
		SCOPED(text_done) struct text out = { 0 };
		SCOPED(arena_done) struct arena *a = arena_new();

		text_init(&out, 1000);
		sheet_csv(&s, true, &out);
		assert_string_equal(out.data,
		    arena_printf(
		        a, "\xef\xbb\xbf\"Kop\"\r\n%s\r\n", rows[i].out));
	}
}

static void
test_each_language_has_its_decimals(void **state)
{
	const struct cell cells[] = {
		{ .kind = CELL_COUNT, .number = 14 },
		{ .kind = CELL_DAYS, .number = 2.5 },
		{ .kind = CELL_SHARE, .number = 0.846 },
		cell_date(day("2026-11-23")),
		cell_moment(moment("2026-11-23 09:05")),
		{ .kind = CELL_EMPTY },
	};
	static const struct column columns[6] = { { "a", 1 }, { "b", 1 },
		{ "c", 1 }, { "d", 1 }, { "e", 1 }, { "f", 1 } };
	struct sheet s = { .n_columns = 6,
		.columns = columns,
		.n_rows = 1,
		.cells = (struct cell *)cells };
	SCOPED(text_done) struct text nl = { 0 }, en = { 0 };

	(void)state;
	text_init(&nl, 1000);
	text_init(&en, 1000);
	sheet_csv(&s, true, &nl);
	sheet_csv(&s, false, &en);
	assert_non_null(strstr(
	    nl.data, "\r\n14;2,5;0,846;2026-11-23;2026-11-23 09:05;\r\n"));
	assert_non_null(strstr(
	    en.data, "\r\n14,2.5,0.846,2026-11-23,2026-11-23 09:05,\r\n"));
}

/* The cell of a row under a heading. */
static const struct cell *
cell_under(const struct sheet *s, size_t row, const char *heading)
{
	size_t k;

	for (k = 0; k < s->n_columns; k++) {
		if (strcmp(s->columns[k].name, heading) == 0)
			return &s->cells[row * s->n_columns + k];
	}
	fail_msg("there is no column %s", heading);
	return NULL;
}

static void
test_what_is_too_few_is_not_said(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct part parts[] = {
		{ "few",
		    { .due = 19,
		        .in_time = 18,
		        .first_response = { 9, { 480, 960, 500 }, { 0 } } } },
		{ "enough",
		    { .due = 20,
		        .in_time = 18,
		        .first_response = { 10, { 720, 960, 500 },
		            { 1440, 4320, 0 } } } },
		{ "none", { .due = 0 } },
	};
	struct sheet s = table_of_parts(
	    a, true, "Cijfers", "Week", "", parts, LENGTH(parts));

	(void)state;
	assert_int_equal(cell_under(&s, 0, "Op tijd")->kind, CELL_EMPTY);
	assert_int_equal(cell_under(&s, 1, "Op tijd")->kind, CELL_SHARE);
	assert_float_equal(
	    (float)cell_under(&s, 1, "Op tijd")->number, 0.9, 1e-6);
	assert_int_equal(
	    cell_under(&s, 0, "Negen van de tien beantwoord binnen (werkdagen)")
	        ->kind,
	    CELL_EMPTY);
	assert_float_equal(
	    (float)cell_under(
	        &s, 1, "Negen van de tien beantwoord binnen (werkdagen)")
	        ->number,
	    2.0, 1e-6);
	assert_float_equal(
	    (float)cell_under(&s, 1, "Helft beantwoord binnen (werkdagen)")
	        ->number,
	    1.5, 1e-6);
	assert_float_equal(
	    (float)cell_under(&s, 1, "Helft beantwoord binnen (etmalen)")
	        ->number,
	    1.0, 1e-6);
	assert_int_equal(
	    cell_under(&s, 2, "Helft beantwoord binnen (werkdagen)")->kind,
	    CELL_EMPTY);
	assert_int_equal((int)cell_under(&s, 0, "Waarvan te laat")->number, 1);
}

/* One entry of the table of questions, answered (or not) as told. */
static struct entry
entry_of(enum span_ended ended, const char *end, const char *deadline)
{
	struct entry e = {
		.span = { .question = 7,
		    .ended = ended,
		    .start = moment("2026-11-16 09:00"),
		    .asked = moment("2026-11-16 09:00"),
		    .team = "K",
		    .topic = "bkr",
		    .organisation = "GM0344",
		    .kind = "gemeente",
		    .why = "answered",
		    .calendar = "1",
		    .work = 480,
		    .over = SPAN_NONE },
		.team = "Kinderopvang",
		.organisation = "gemeente Utrecht",
		.province = "Utrecht",
		.assignee = "Daan",
	};

	if (end)
		e.span.end = moment(end);
	if (deadline) {
		e.span.has_deadline = true;
		e.span.deadline = e.span.norm_deadline = day(deadline);
		if (end && date_of(e.span.end).day > e.span.deadline.day)
			e.span.over = 0;
	}
	return e;
}

static void
test_each_question_has_its_outcome(void **state)
{
	static const struct {
		enum span_ended ended;
		const char *end, *deadline, *outcome;
	} rows[] = {
		{ SPAN_HANDLED, "2026-11-17 09:00", "2026-11-17", "op tijd" },
		{ SPAN_HANDLED, "2026-11-18 00:00", "2026-11-17", "te laat" },
		{ SPAN_OPEN, NULL, "2026-11-20", "te laat" },
		{ SPAN_OPEN, NULL, "2026-11-23", "loopt" },
		{ SPAN_OPEN, NULL, NULL, "telt niet mee" },
		{ SPAN_WAITS, "2026-11-18 09:00", NULL,
		    "wacht op de vraagsteller" },
		/* An answer after the moment of the report. */
		{ SPAN_HANDLED, "2026-11-23 12:00", "2026-11-23", "loopt" },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct ledger l = { .arena = a };
		struct entry e =
		    entry_of(rows[i].ended, rows[i].end, rows[i].deadline);
		struct sheet s;

		ledger_add(&l, &e);
		s = table_of_questions(
		    a, true, &l, moment("2026-11-23 09:00"), 0, i % 2);
		assert_string_equal(
		    cell_under(&s, 0, "Op tijd")->text, rows[i].outcome);
		/* Who dealt with it only where that is switched on. */
		assert_string_equal(s.columns[s.n_columns - 1].name,
		    i % 2 ? "Behandelaar" : "Kalender");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_f17_no_cell_becomes_a_formula),
		cmocka_unit_test(test_each_language_has_its_decimals),
		cmocka_unit_test(test_what_is_too_few_is_not_said),
		cmocka_unit_test(test_each_question_has_its_outcome),
	};

	return unit_run(tests);
}
