/* Text made fit for facts (hard cases F3, F17). */

#include <string.h>

#include "base/arena.h"
#include "mail/utf8.h"
#include "tests/unit/unit.h"

static void
test_only_the_shortest_form_is_a_character(void **state)
{
	static const struct {
		const char *s;
		size_t step;
	} rows[] = {
		{ "a", 1 },
		{ "\xC3\xA9", 2 },
		{ "\xE2\x82\xAC", 3 },
		{ "\xF0\x9F\x98\x80", 4 },
		{ "\xC0\xAF", 0 },
		{ "\xE0\x80\xAF", 0 },
		{ "\xED\xA0\x80", 0 },
		{ "\xF4\x90\x80\x80", 0 },
		{ "\x80", 0 },
		{ "\xC3", 0 },
		{ "\xC3(", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(
		    utf8_step(rows[i].s, strlen(rows[i].s)), rows[i].step);
}

static void
test_the_count_knows_a_cut_character_from_a_bad_one(void **state)
{
	struct utf8_count cut = utf8_count("plain ascii \xC3\xA9 \xE2\x82", 17);
	struct utf8_count bad = utf8_count("\xE2\x82 \xFF", 4);

	(void)state;
	assert_int_equal(cut.many, 1);
	assert_int_equal(cut.bad, 0);
	assert_int_equal(cut.tail, 2);
	assert_int_equal(bad.many, 0);
	assert_int_equal(bad.bad, 4 - 1);
	assert_int_equal(bad.tail, 0);
}

static void
test_text_loses_what_has_no_place_in_it(void **state)
{
	static const struct {
		const char *in, *text, *line;
	} rows[] = {
		{ "a\r\nb\rc", "a\nb\nc", "a b c" },
		{ "a\x01\x7F\x1B[31m", "a[31m", "a[31m" },
		{ " a\xC2\xA0"
		  "b\t",
		    " a b\t", "a b" },
		{ "\xEF\xBB\xBF"
		  "a\xFF",
		    "a\xEF\xBF\xBD", "a\xEF\xBF\xBD" },
		{ "a\xE2\x80\xAE"
		  "b",
		    "a\xE2\x80\xAE"
		    "b",
		    "ab" },
		{ "a\xE2\x80\xA8"
		  "b\xC2\x85",
		    "a\nb", "a b" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		size_t n = strlen(rows[i].in);

		assert_string_equal(
		    utf8_text(a, rows[i].in, n, NULL), rows[i].text);
		assert_string_equal(utf8_line(a, rows[i].in, n), rows[i].line);
	}
	arena_free(a);
}

static void
test_a_cut_never_splits_a_character(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(utf8_cut(a, "a\xC3\xA9", 2), "a");
	assert_string_equal(utf8_cut(a, "a\xC3\xA9", 3), "a\xC3\xA9");
	assert_string_equal(utf8_cut(a, "", 0), "");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_the_shortest_form_is_a_character),
		cmocka_unit_test(
		    test_the_count_knows_a_cut_character_from_a_bad_one),
		cmocka_unit_test(test_text_loses_what_has_no_place_in_it),
		cmocka_unit_test(test_a_cut_never_splits_a_character),
	};

	return unit_run(tests);
}
