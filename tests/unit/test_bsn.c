/* Which numbers are taken for a citizen service number, and are taken out. */

#include <string.h>

#include "base/arena.h"
#include "mail/bsn.h"
#include "mail/message.h"
#include "tests/unit/unit.h"

/* 111222333 and 123456782 pass the test; they are those of manuals. */
static const struct {
	const char *text, *want; /* want NULL: nothing is taken out */
} rows[] = {
	{ "BSN 123456782.", "BSN *********." },
	{ "bsn: 1234.56.782, geboren in 1980",
	    "bsn: ****.**.***, geboren in 1980" },
	{ "klant 111222333", "klant *********" },
	{ "123 456 782", "*** *** ***" },
	{ "(111222333)", "(*********)" },
	{ "tel. 0612345678, bsn 111222333", "tel. 0612345678, bsn *********" },
	{ "van 111222333 en 123456782", "van ********* en *********" },
	/* The test fails. */
	{ "BSN 123456789", NULL },
	{ "000000000", NULL },
	/* Other numbers that pass it by chance. */
	{ "LRK-nummer 123456782", NULL },
	{ "zaaknummer: 111222333", NULL },
	{ "tel. 111222333", NULL },
	{ "rekening 123456782", NULL },
	{ "https://voorbeeld.nl/123456782", NULL },
	{ "NL12ABCD0123456782", NULL },
	{ "1234567820", NULL },
	{ "123456782-1", NULL },
	{ "030 456 782", NULL },
	{ "12-34-56-78-2", NULL },
	{ "", NULL },
};

static void
test_a_likely_number_is_taken_out(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const char *want = rows[i].want ? rows[i].want : rows[i].text;
		bool found = false;
		const char *got = bsn_mask(a, rows[i].text, &found);

		if (strcmp(got, want) != 0 || found != (rows[i].want != NULL))
			fail_msg("\"%s\": got \"%s\"", rows[i].text, got);
	}
}

/* users.md 19: named, never stored or shown; what follows the reading of a
 * message never sees it. */
static void
test_no_fact_of_a_message_holds_one(void **state)
{
	static const char mail[] = "From: a@utrecht.nl\r\n"
	                           "Subject: Bsn 123456782\r\n"
	                           "\r\n"
	                           "Klant 111222333 meldde zich.\r\n"
	                           "\r\n"
	                           "Op 3 maart schreef B:\r\n"
	                           "> bsn 123456782\r\n";
	SCOPED(arena_done) struct arena *a = arena_new();
	struct facts facts;
	size_t i;

	(void)state;
	message_init();
	message_read(a, mail, sizeof(mail) - 1, false, &facts);
	assert_true(facts.flaws & FLAW_BSN);
	assert_string_equal(facts.subject, "Bsn *********");
	assert_null(strstr(facts.base_subject, "123456782"));
	assert_null(strstr(facts.folded_subject, "123456782"));
	assert_null(strstr(facts.text_new, "111222333"));
	assert_null(strstr(facts.folded_new, "111222333"));
	assert_null(strstr(facts.text_quoted, "123456782"));
	for (i = 0; i < facts.n_headers; i++)
		assert_null(strstr(facts.headers[i].value, "123456782"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_likely_number_is_taken_out),
		cmocka_unit_test(test_no_fact_of_a_message_holds_one),
	};

	return unit_run(tests);
}
