/* Orders as bytes and back, and the studio: what it makes, how it fails and
 * rests, and that it does not draw the same thing twice. */

#include <sys/eventfd.h>

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/draw.h"
#include "edge/studio.h"
#include "edge/studio_wire.h"
#include "tests/unit/unit.h"

static const struct instant noon = { 1795420800 };

static const struct chart_point points[] = {
	{ .label = "45", .value = { 0, 0 } },
	{ .label = "46", .value = { 3, 2 } },
	{ .label = "47 \xc3\xa9", .value = { 1200, 1 }, .is_now = true },
};

static struct chart
chart_of(enum chart_kind kind, size_t n)
{
	return (
	    struct chart){ kind, "week", { "op tijd", "te laat" }, n, points };
}

/* One cell of each kind. */
static struct book
book_of(struct arena *a, struct sheet *s)
{
	static const struct column columns[] = { { "Week", 8 },
		{ "Op tijd", 8.5 } };
	struct cell *row;

	*s = (struct sheet){ .name = "Cijfers",
		.n_columns = 2,
		.columns = columns,
		.chart = { "Op tijd", 0, 1, 1, true } };
	row = sheet_row(a, s);
	row[0] = cell_text("=HYPERLINK(\"x\")");
	row[1] = cell_count(11);
	row = sheet_row(a, s);
	row[0] = cell_date((struct date){ 20000 });
	row[1] = cell_moment(noon);
	row = sheet_row(a, s);
	row[1] = (struct cell){ .kind = CELL_SHARE, .number = 0.5 };
	return (struct book){
		.title = "Vragen", .made = noon, .n = 1, .sheets = s
	};
}

static void
put_order(struct text *out, struct arena *a, enum studio_work work)
{
	struct studio_order order = { .work = work,
		.chart = chart_of(CHART_PAIRS, LENGTH(points)) };
	struct sheet sheet;

	order.book = book_of(a, &sheet);
	text_init(out, STUDIO_ORDER_MAX);
	studio_wire_put(out, &order);
	assert_false(out->is_cut);
}

static void
test_an_order_comes_through_whole(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	enum studio_work work;

	(void)state;
	for (work = STUDIO_PNG; work < STUDIO_WORKS; work++) {
		SCOPED(text_done) struct text there = { 0 };
		SCOPED(text_done) struct text again = { 0 };
		struct studio_order order;
		struct err e = { 0 };

		put_order(&there, a, work);
		assert_int_equal(
		    studio_wire_take(a, there.data, there.len, &order, &e), 0);
		assert_int_equal(order.work, work);
		if (work == STUDIO_BOOK)
			assert_int_equal(
			    order.book.sheets[0].cells[3].moment.sec, noon.sec);
		else
			assert_int_equal(order.chart.at[2].value[0], 1200);
		text_init(&again, STUDIO_ORDER_MAX);
		studio_wire_put(&again, &order);
		assert_int_equal(again.len, there.len);
		assert_memory_equal(again.data, there.data, there.len);
	}
}

/* Cut at every byte, and each byte turned round: refused or taken, never
 * beyond its end. */
static void
test_what_is_no_order_is_refused(void **state)
{
	enum studio_work work;

	(void)state;
	for (work = STUDIO_PNG; work < STUDIO_WORKS; work++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		SCOPED(text_done) struct text t = { 0 };
		struct studio_order order;
		struct err e = { 0 };
		size_t i;

		put_order(&t, a, work);
		for (i = 0; i < t.len; i++) {
			char *cut = arena_copy_n(a, t.data, i);

			assert_int_equal(
			    studio_wire_take(a, cut, i, &order, &e), -1);
			t.data[i] = (char)~t.data[i];
			if (studio_wire_take(a, t.data, t.len, &order, &e) == 0)
				assert_in_range(
				    order.work, 0, STUDIO_WORKS - 1);
			t.data[i] = (char)~t.data[i];
		}
		assert_int_equal(
		    studio_wire_take(a, t.data, t.len + 1, &order, &e), -1);
	}
}

static void
test_every_chart_is_a_picture_in_both_formats(void **state)
{
	static const enum chart_kind kinds[] = { CHART_STACKED, CHART_PAIRS,
		CHART_ROWS };
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(studio_done) struct studio *s = studio_open(STUDIO_PATIENT_MS);
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(kinds); i++) {
		for (k = 0; k <= LENGTH(points); k += LENGTH(points)) {
			const struct chart c = chart_of(kinds[i], k);
			const char *png, *again, *svg;
			size_t n_png, n_again;
			struct err e = { 0 };

			if (studio_png(s, a, &c, noon, &png, &n_png, &e) != 1 ||
			    studio_png(s, a, &c, noon, &again, &n_again, &e) !=
			        1 ||
			    studio_svg_uri(s, a, &c, noon, &svg, &e) != 1)
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
			/* "<?xml ... <svg", in base64. */
			assert_memory_equal(
			    svg, "data:image/svg+xml;base64,PD94bWwg", 34);
		}
	}
}

static void
test_a_workbook_is_a_zip_and_always_the_same(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(studio_done) struct studio *s = studio_open(STUDIO_PATIENT_MS);
	struct sheet sheet;
	const struct book book = book_of(a, &sheet);
	const char *one, *two;
	size_t n_one, n_two;
	struct err e = { 0 };

	(void)state;
	if (studio_book(s, a, &book, noon, &one, &n_one, &e) != 1 ||
	    studio_book(s, a, &book, noon, &two, &n_two, &e) != 1)
		fail_msg("%s", e.text);
	assert_memory_equal(one, "PK\x03\x04", 4);
	assert_int_equal(n_one, n_two);
	assert_memory_equal(one, two, n_one);
}

/* A label that is no order any more, so that drawing fails. */
static struct chart
impossible(struct arena *a)
{
	struct chart c = chart_of(CHART_STACKED, LENGTH(points));
	char *long_axis = arena_alloc(a, 1 << 20);

	memset(long_axis, 'x', (1 << 20) - 1);
	c.axis = long_axis;
	return c;
}

static void
test_what_failed_rests_for_an_hour(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(studio_done) struct studio *s = studio_open(STUDIO_PATIENT_MS);
	const struct chart bad = impossible(a);
	const struct chart good = chart_of(CHART_STACKED, LENGTH(points));
	const struct {
		const struct chart *chart;
		int minutes; /* since noon */
		int made;
	} rows[] = {
		{ &good, 0, 1 }, { &bad, 1, -1 }, { &bad, 2, 0 },
		{ &good, 60, 1 }, /* was drawn before it failed */
		{ &bad, 61, -1 }, { &bad, 62, 0 },
		{ &bad, -60, -1 }, /* a clock that was put back */
	};
	const char *png, *uri;
	struct err e = { 0 };
	size_t i, n;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct instant at = { noon.sec + rows[i].minutes * 60 };

		assert_int_equal(
		    studio_svg_uri(s, a, rows[i].chart, at, &uri, &e),
		    rows[i].made);
	}
	assert_string_equal(e.text, "it could not be made (65)");
	/* The mail's pictures are another kind of work. */
	assert_int_equal(studio_png(s, a, &good, noon, &png, &n, &e), 1);
}

/* Two milliseconds do not start a program and draw. */
static void
test_nobody_waits_long_nor_after_a_stop(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(studio_done) struct studio *s = studio_open(2);
	const struct chart c = chart_of(CHART_ROWS, LENGTH(points));
	int stop = eventfd(1, EFD_CLOEXEC);
	struct sheet sheet;
	const struct book book = book_of(a, &sheet);
	const char *bytes;
	struct err e = { 0 };
	size_t n;

	(void)state;
	assert_int_equal(studio_png(s, a, &c, noon, &bytes, &n, &e), -1);
	assert_string_equal(e.text, "it took more than 0 s");
	assert_int_equal(e.kind, ERR_ITEM);
	assert_false(studio_is_stopped(s));
	studio_set_stop(s, stop);
	assert_true(studio_is_stopped(s));
	assert_int_equal(studio_book(s, a, &book, noon, &bytes, &n, &e), -1);
	assert_string_equal(e.text, "stopped");
	assert_int_equal(e.kind, ERR_AGAIN);
	(void)close(stop);
}

static void
test_the_same_chart_is_not_drawn_again(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(studio_done) struct studio *s = studio_open(STUDIO_PATIENT_MS);
	struct chart c = chart_of(CHART_ROWS, LENGTH(points));
	const struct chart bad = impossible(a);
	const char *first, *second;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(studio_svg_uri(s, a, &c, noon, &first, &e), 1);
	assert_int_equal(studio_svg_uri(s, a, &bad, noon, &second, &e), -1);
	/* The studio rests now: only what is remembered can be had. */
	assert_int_equal(studio_svg_uri(s, a, &c, noon, &second, &e), 1);
	assert_string_equal(first, second);
	c.n--;
	assert_int_equal(studio_svg_uri(s, a, &c, noon, &second, &e), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_order_comes_through_whole),
		cmocka_unit_test(test_what_is_no_order_is_refused),
		cmocka_unit_test(test_every_chart_is_a_picture_in_both_formats),
		cmocka_unit_test(test_a_workbook_is_a_zip_and_always_the_same),
		cmocka_unit_test(test_what_failed_rests_for_an_hour),
		cmocka_unit_test(test_nobody_waits_long_nor_after_a_stop),
		cmocka_unit_test(test_the_same_chart_is_not_drawn_again),
	};

	return unit_run(tests);
}
