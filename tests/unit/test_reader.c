/* The one door to reading: what was fetched goes in, nothing is lost. */

#include <string.h>

#include "base/arena.h"
#include "edge/reader.h"
#include "tests/unit/unit.h"

static void
test_the_moment_of_receipt_is_that_of_the_source(void **state)
{
	static const char mail[] =
	    "Received: by a; Tue, 27 Jan 2026 11:16:02 +0100\n"
	    "From: n@x.example\nDate: Tue, 27 Jan 2026 11:15:00 +0100\n"
	    "Message-ID: <1@x.example>\n\nMag dit?\n";
	const struct fetched fetched = {
		.received = { 1769509000 },
		.basis = RECEIPT_INTERNALDATE,
		.bytes = mail,
		.n = sizeof(mail) - 1,
		.aside = "",
	};
	struct arena *a = arena_new();
	struct reading r;

	(void)state;
	reader_read(a, &fetched, &r);
	assert_int_equal(r.received.sec, 1769509000);
	assert_int_equal(r.basis, RECEIPT_INTERNALDATE);
	assert_string_equal(r.facts.text_new, "Mag dit?");
	assert_true(r.fingerprint.has_key1);
	assert_string_equal(r.aside, "");
	arena_free(a);
}

static void
test_a_message_that_could_not_be_had_is_read_as_empty(void **state)
{
	const struct fetched fetched = {
		.received = { 5 },
		.bytes = NULL,
		.n = 7,
		.aside = "no answer",
	};
	struct arena *a = arena_new();
	struct reading r;

	(void)state;
	reader_read(a, &fetched, &r);
	assert_string_equal(r.aside, "no answer");
	assert_string_equal(r.facts.subject, "");
	assert_false(r.fingerprint.has_key1);
	arena_free(a);
}

static void
test_a_message_that_was_cut_says_so(void **state)
{
	const struct fetched fetched = {
		.bytes = "Subject: x\n\nMag",
		.n = 15,
		.is_cut = true,
		.aside = "",
	};
	struct arena *a = arena_new();
	struct reading r;

	(void)state;
	reader_read(a, &fetched, &r);
	assert_true(r.facts.flaws & FLAW_CUT);
	assert_string_equal(r.facts.text_new, "Mag");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_moment_of_receipt_is_that_of_the_source),
		cmocka_unit_test(
		    test_a_message_that_could_not_be_had_is_read_as_empty),
		cmocka_unit_test(test_a_message_that_was_cut_says_so),
	};

	message_init();
	return unit_run(tests);
}
