/* Folder names in modified UTF-7, both ways. */

#include <string.h>

#include "base/arena.h"
#include "edge/utf7.h"
#include "tests/unit/unit.h"

static void
test_names_survive_both_ways(void **state)
{
	static const struct {
		const char *utf8, *utf7;
	} rows[] = {
		{ "INBOX", "INBOX" },
		{ "", "" },
		{ "Verzonden items", "Verzonden items" },
		{ "Gelöschte", "Gel&APY-schte" },
		{ "R&D", "R&-D" },
		{ "&", "&-" },
		{ "Privé/ëü", "Priv&AOk-/&AOsA,A-" },
		{ "~peter/mail/台北/日本語",
		    "~peter/mail/&U,BTFw-/&ZeVnLIqe-" }, /* RFC 3501, 5.1.3 */
		{ "Inbox 📥", "Inbox &2D3c5Q-" },
		{ "a&é", "a&-&AOk-" },
		{ "tab\there", "tab&AAk-here" },
	};
	struct arena *a SCOPED(arena_done) = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *out;

		assert_int_equal(utf7_encode(a, rows[i].utf8, &out), 0);
		assert_string_equal(out, rows[i].utf7);
		assert_int_equal(utf7_decode(a, rows[i].utf7, &out), 0);
		assert_string_equal(out, rows[i].utf8);
	}
}

static void
test_what_is_not_utf8_is_refused(void **state)
{
	static const char *const rows[] = { "\xff", "a\xc3", "\xc0\x80",
		"\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\x80" };
	struct arena *a SCOPED(arena_done) = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *out = "kept";

		assert_int_equal(utf7_encode(a, rows[i], &out), -1);
		assert_string_equal(out, "kept");
	}
}

static void
test_what_is_not_utf7_is_refused(void **state)
{
	static const char *const rows[] = {
		"&",     /* never closed */
		"&AOk",  /* never closed */
		"&A-",   /* half a unit */
		"&AOl-", /* bits left over */
		"&AEE-", /* "A" need not be shifted */
		"&AAA-", /* NUL */
		"&2D0-", /* first half of a pair alone */
		"&3eU-", /* second half alone */
		"Priv\xc3\xa9",
		"a\tb",
		"&AO/k-",
		"&AOkA-",
	};
	struct arena *a SCOPED(arena_done) = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *out = "kept";

		if (utf7_decode(a, rows[i], &out) == 0)
			fail_msg("%s was read as %s", rows[i], out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_survive_both_ways),
		cmocka_unit_test(test_what_is_not_utf8_is_refused),
		cmocka_unit_test(test_what_is_not_utf7_is_refused),
	};

	return unit_run(tests);
}
