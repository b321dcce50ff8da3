/* Charsets that are right, wrong or unknown (hard cases F1, F2). */

#include <string.h>

#include "base/arena.h"
#include "mail/charset.h"
#include "tests/unit/unit.h"

static void
test_text_is_decoded_whatever_its_label(void **state)
{
	static const struct {
		const char *name, *in, *out;
		bool is_wrong;
	} rows[] = {
		{ "utf-8", "\xC3\xA9\xC3\xA9n", "\xC3\xA9\xC3\xA9n", false },
		{ "UTF-8", "plain", "plain", false },
		{ "iso-8859-1", "\xE9\xE9n", "\xC3\xA9\xC3\xA9n", false },
		{ "iso-8859-1", "\x80", "\xE2\x82\xAC", false },
		{ "windows-1252", "\x93x\x94\x81",
		    "\xE2\x80\x9Cx\xE2\x80\x9D\xEF\xBF\xBD", false },
		{ "iso-8859-15", "\xA4", "\xE2\x82\xAC", false },
		{ "windows-1251", "\xC4\xE0", "\xD0\x94\xD0\xB0", false },
		{ "iso-2022-jp", "\x1B$B$\"\x1B(B", "\xE3\x81\x82", false },
		{ "gb2312", "\xD6\xD0", "\xE4\xB8\xAD", false },
		{ "utf-7", "+AOk-n", "\xC3\xA9n", false },
		/* The label lies. */
		{ "iso-8859-1", "\xC3\xA9\xC3\xA9n", "\xC3\xA9\xC3\xA9n",
		    true },
		{ "us-ascii", "\xC3\xA9\xC3\xA9n", "\xC3\xA9\xC3\xA9n", true },
		{ "us-ascii", "\xE9\xE9n", "\xC3\xA9\xC3\xA9n", true },
		{ "utf-8", "\xE9\xE9n", "\xC3\xA9\xC3\xA9n", true },
		{ "big5", "\xFF\xFF\xFF", "\xC3\xBF\xC3\xBF\xC3\xBF", true },
		/* It is unknown or there is none. */
		{ "default", "\xE9\xE9n", "\xC3\xA9\xC3\xA9n", true },
		{ "x-unknown", "plain", "plain", false },
		{ "../../x", "\xC3\xA9", "\xC3\xA9", true },
		{ NULL, "\xE9\xE9n", "\xC3\xA9\xC3\xA9n", false },
		{ "", "\xC3\xA9", "\xC3\xA9", false },
		{ NULL, "", "", false },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct decoded d = charset_decode(
		    a, rows[i].name, rows[i].in, strlen(rows[i].in));

		assert_string_equal(d.s, rows[i].out);
		assert_int_equal(d.n, strlen(rows[i].out));
		assert_int_equal(d.is_wrong, rows[i].is_wrong);
	}
	arena_free(a);
}

static void
test_damaged_utf8_stays_utf8(void **state)
{
	static const char in[] = "\xC3\xA9\xC3\xA9\xC3\xA9\xFF";
	struct arena *a = arena_new();
	struct decoded d = charset_decode(a, "utf-8", in, strlen(in));

	(void)state;
	assert_string_equal(d.s, in);
	assert_true(d.is_wrong);
	arena_free(a);
}

static void
test_a_character_that_the_end_cuts_is_no_lie(void **state)
{
	struct arena *a = arena_new();
	struct decoded d = charset_decode(a, "utf-8", "\xC3\xA9\xE2\x82", 4);

	(void)state;
	assert_string_equal(d.s, "\xC3\xA9");
	assert_false(d.is_wrong);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_is_decoded_whatever_its_label),
		cmocka_unit_test(test_damaged_utf8_stays_utf8),
		cmocka_unit_test(test_a_character_that_the_end_cuts_is_no_lie),
	};

	charset_init();
	return unit_run(tests);
}
