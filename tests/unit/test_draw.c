/* Pictures and workbooks from a child process, and children that fail. */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/child.h"
#include "edge/draw.h"
#include "edge/sheet.h"
#include "tests/unit/unit.h"

static int
say(const void *what, int out)
{
	return child_write(out, what, strlen(what));
}

static int
fail_at_it(const void *what, int out)
{
	(void)say(what, out);
	return -1;
}

static int
be_killed(const void *what, int out)
{
	(void)say(what, out);
	(void)raise(SIGKILL);
	return 0;
}

static void
test_a_child_that_fails_gives_nothing(void **state)
{
	static const struct {
		child_fn *make;
		int result;
		const char *says;
	} rows[] = {
		{ say, 0, "" },
		{ fail_at_it, -1, "thing: it could not be made" },
		{ be_killed, -1, "thing: it was ended by signal 9" },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *bytes = "untouched";
		struct err e = { 0 };
		size_t n = 9;

		assert_int_equal(child_make(a, "thing", rows[i].make, "bytes",
		                     &bytes, &n, &e),
		    rows[i].result);
		assert_string_equal(e.text, rows[i].says);
		assert_int_equal(n, rows[i].result == 0 ? 5 : 9);
		assert_memory_equal(
		    bytes, rows[i].result == 0 ? "bytes" : "untouched", n);
	}
}

static const struct chart_point points[] = {
	{ .label = "45", .value = { 0, 0 } },
	{ .label = "46", .value = { 3, 2 } },
	{ .label = "47", .value = { 1200, 1 }, .is_now = true },
};

static void
test_every_chart_is_a_picture_in_both_formats(void **state)
{
	static const enum chart_kind kinds[] = { CHART_STACKED, CHART_PAIRS,
		CHART_ROWS };
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(kinds); i++) {
		for (k = 0; k <= LENGTH(points); k += LENGTH(points)) {
			const struct chart c = { kinds[i], "week",
				{ "op tijd", "te laat" }, k, points };
			const char *png, *again, *svg;
			size_t n_png, n_again, n_svg;
			struct err e = { 0 };

			if (draw_chart(a, &c, DRAW_PNG, &png, &n_png, &e) !=
			        0 ||
			    draw_chart(a, &c, DRAW_PNG, &again, &n_again, &e) !=
			        0 ||
			    draw_chart(a, &c, DRAW_SVG, &svg, &n_svg, &e) != 0)
				fail_msg("%s", e.text);
			assert_memory_equal(png, "\x89PNG\r\n\x1a\n", 8);
			/* Width and height, big-endian (PNG, 11.2.2). */
			assert_int_equal((unsigned char)png[18] * 256 +
			        (unsigned char)png[19],
			    2 * DRAW_WIDTH);
			assert_int_equal((unsigned char)png[22] * 256 +
			        (unsigned char)png[23],
			    2 * draw_height(&c));
			/* The same notice twice is the same bytes. */
			assert_int_equal(n_png, n_again);
			assert_memory_equal(png, again, n_png);
			assert_non_null(strstr(svg, "<svg "));
			assert_non_null(strstr(svg, "</svg>"));
		}
	}
}

static void
test_a_workbook_is_a_zip_and_always_the_same(void **state)
{
	static const struct column columns[] = { { "Week", 8 },
		{ "Op tijd", 8 } };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct sheet s = { .name = "Cijfers",
		.n_columns = 2,
		.columns = columns,
		.chart = { "Op tijd", 0, 1, 1, true } };
	struct cell *row = sheet_row(a, &s);
	const struct book book = {
		.title = "Vragen", .made = { 1795420800 }, .n = 1, .sheets = &s
	};
	const char *one, *two;
	size_t n_one, n_two;
	struct err e = { 0 };

	(void)state;
	row[0] = cell_text("=HYPERLINK(\"x\")");
	row[1] = cell_count(11);
	if (sheet_bytes(a, &book, &one, &n_one, &e) != 0 ||
	    sheet_bytes(a, &book, &two, &n_two, &e) != 0)
		fail_msg("%s", e.text);
	assert_memory_equal(one, "PK\x03\x04", 4);
	assert_int_equal(n_one, n_two);
	assert_memory_equal(one, two, n_one);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_child_that_fails_gives_nothing),
		cmocka_unit_test(test_every_chart_is_a_picture_in_both_formats),
		cmocka_unit_test(test_a_workbook_is_a_zip_and_always_the_same),
	};

	return unit_run(tests);
}
