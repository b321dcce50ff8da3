/* Subjects and the prefixes on them (hard cases D8, D9, D10). */

#include "base/arena.h"
#include "mail/subject.h"
#include "tests/unit/unit.h"

static void
test_the_base_stays_the_same_in_a_conversation(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "Vraag over BKR", "vraag over bkr" },
		{ "RE: [EXTERN] Antw: Vraag over BKR", "vraag over bkr" },
		{ "[EXTERN] RE: Vraag over BKR", "vraag over bkr" },
		{ "Re:Re: FW:x", "x" },
		{ "RE[2]: x", "x" },
		{ "Re (3): x", "x" },
		{ "Re^2: x", "x" },
		{ "Antw: Doorst: Betr: AW: SV: x", "x" },
		{ "Re\xEF\xBC\x9Ax", "x" },
		{ "Re : x", "x" },
		{ "x (fwd)", "x" },
		{ "[SPAM?] x", "x" },
		{ "[#12345] Vraag", "vraag" },
		{ "[EXTERN]", "[extern]" },
		{ "Re:", "" },
		{ "", "" },
		{ "Rekening: x", "rekening: x" },
		{ "Regeling kinderopvang", "regeling kinderopvang" },
		{ "Co\xC3\xB6rdinatie", "coordinatie" },
		{ "Vraag: re: iets", "vraag: re: iets" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_string_equal(subject_base(a, rows[i].in), rows[i].out);
	arena_free(a);
}

static void
test_the_outermost_prefix_tells_reply_from_forward(void **state)
{
	static const struct {
		const char *in;
		enum subject_kind kind;
	} rows[] = {
		{ "x", SUBJECT_PLAIN },
		{ "RE: x", SUBJECT_REPLY },
		{ "Antw: FW: x", SUBJECT_REPLY },
		{ "FW: RE: x", SUBJECT_FORWARD },
		{ "[EXTERN] Fwd: x", SUBJECT_FORWARD },
		{ "Doorst: x", SUBJECT_FORWARD },
		{ "x (fwd)", SUBJECT_FORWARD },
		{ "", SUBJECT_PLAIN },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(subject_kind(a, rows[i].in), rows[i].kind);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_base_stays_the_same_in_a_conversation),
		cmocka_unit_test(
		    test_the_outermost_prefix_tells_reply_from_forward),
	};

	return unit_run(tests);
}
