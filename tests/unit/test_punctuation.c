/* What is right is left alone, however it is written; what is wrong is told of
 * once, where it is. The sentences are held by faults.inc. */

#include <string.h>

#include "base/arena.h"
#include "edge/punctuation.h"
#include "tests/unit/unit.h"

static const struct {
	const char *text;
	size_t n; /* faults */
	int line; /* of the first */
	enum fault_kind kind;
} rows[] = {
	{ "", 0, 0, FAULT_FILE },
	{ "# a \"quote\n// and (one\n/* [ over\ntwo { lines */\n", 0, 0,
	    FAULT_FILE },
	{ "@include \"other.conf\"\ntopics = ( );\n", 0, 0, FAULT_FILE },
	{ "a = 1\nb : 2, c = 0x10; d = -3.5e+2; e = 10L; f = TRUE;\n", 0, 0,
	    FAULT_FILE },
	{ "t = ( { n = \"a\" \"b\"; w = [ \"x\", \"y\" ] }, { n = \"c\" } )\n",
	    0, 0, FAULT_FILE },
	{ "t = \"a\\\\b \\\"c\\\" \\n\\t\\x41\";\n", 0, 0, FAULT_FILE },
	{ "t = \"over\ntwo lines\";\n", 0, 0, FAULT_FILE },
	{ "t = ( { n = 1; }, { n = 2; } ); u = { n = 3; };\n", 0, 0,
	    FAULT_FILE },
	{ "t = [ \"a\" ];\n\nu = [ \"b\"\n\"c\" ];\n", 1, 4, FAULT_NO_COMMA },
	{ "t = \"open;\nu = 1;\n", 1, 1, FAULT_NO_END_QUOTE },
	{ "t = \"open", 1, 1, FAULT_NO_END_QUOTE },
	{ "t = ( {\nn = \"open;\nw = [ \"x\" ];\n} );\n", 1, 2,
	    FAULT_NO_END_QUOTE },
	{ "t = ( a, b, c );\n", 3, 1, FAULT_NO_QUOTES },
	{ "t = [ \"\\d\", \"\\\\d\", \"\\s\" ];\n", 2, 1, FAULT_BACKSLASH },
	{ "}\n", 1, 1, FAULT_NOT_OPEN },
	{ "t = [ \"a\", ,\"b\" ];\n", 1, 1, FAULT_COMMA_EXTRA },
	{ "t = [ \"caf\xC3\", \"\xFF\" ] \xFF;\n", 0, 0, FAULT_FILE },
};

static void
test_slips_are_found_and_nothing_else(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct faults f = { .arena = a };
		int result = punctuation_check(&f, "f", rows[i].text);

		bool goes_on = rows[i].n == 0 ||
		    rows[i].kind == FAULT_NO_COMMA ||
		    rows[i].kind == FAULT_BACKSLASH;

		if (f.n != rows[i].n || (result == 0) != goes_on)
			fail_msg("%s: %zu faults, wanted %zu", rows[i].text,
			    f.n, rows[i].n);
		if (f.n > 0 &&
		    (f.at[0].line != rows[i].line ||
		        f.at[0].kind != rows[i].kind))
			fail_msg("%s: kind %d at line %d", rows[i].text,
			    (int)f.at[0].kind, f.at[0].line);
	}
}

/* Brackets without end, and slips without end, come to an end. */
static void
test_hostile_files_come_to_an_end(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults f = { .arena = a };
	size_t n = 1u << 20;
	char *text = arena_alloc(a, n + 1);

	(void)state;
	memset(text, '(', n);
	assert_int_equal(punctuation_check(&f, "f", text), 0);
	memset(text, ',', n);
	text[0] = '=';
	text[1] = '[';
	assert_int_equal(punctuation_check(&f, "f", text), -1);
	assert_true(f.n < 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slips_are_found_and_nothing_else),
		cmocka_unit_test(test_hostile_files_come_to_an_end),
	};

	return unit_run(tests);
}
