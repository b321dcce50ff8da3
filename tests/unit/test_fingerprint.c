/* The same message, wherever it is seen (hard cases C1, C2, C5, E20). */

#include <string.h>

#include "base/arena.h"
#include "mail/fingerprint.h"
#include "mail/message.h"
#include "tests/unit/unit.h"

#define HEAD                            \
	"From: Nora <nora@x.example>\n" \
	"To: box@y.example\n"           \
	"Subject: RE: Vraag over BKR\n" \
	"Date: Tue, 27 Jan 2026 11:15:00 +0100\n"
#define ID "Message-ID: <1@x.example>\n"

static struct fingerprint
of(struct arena *a, const char *mail)
{
	struct facts f;

	message_read(a, mail, strlen(mail), false, &f);
	return fingerprint_of(a, &f);
}

static bool
is_same(const unsigned char *a, const unsigned char *b)
{
	return digest_is_same(a, b, DIGEST_BYTES);
}

static const char first[] =
    HEAD ID "\nMag dit volgens https://a.example/wet\nof niet?\n";

static void
test_copies_of_one_message_have_equal_keys(void **state)
{
	static const char *const rows[] = {
		"Received: by z; Tue, 27 Jan 2026 12:00:00 +0100\n" HEAD ID
		"\nMag dit volgens https://a.example/wet\nof niet?\n",
		HEAD ID "\nMag dit  volgens\nof\nniet?\n",
		HEAD ID "\nMag dit volgens <https://safe.example/?u=1> of "
		        "niet?\n",
		HEAD ID "\nLet op: deze e-mail is afkomstig van buiten de "
		        "organisatie.\n\nMag dit volgens\nof niet?\n",
		HEAD ID "Content-Type: text/html\n\n<p>Mag dit volgens <b>of"
		        "</b> niet?</p>",
		HEAD ID "\nMag dit volgens of niet?\n\nGroet,\nNora\n",
		"From: \"Nora J.\" <NORA@X.example>\nTo: c@y.example\n"
		"Subject: [EXTERN] RE: Vraag over BKR\n"
		"Date: Tue, 27 Jan 2026 11:15:00 +0100\n" ID
		"\nMag dit volgens of niet?\n",
	};
	struct arena *a = arena_new();
	struct fingerprint want = of(a, first);
	size_t i;

	(void)state;
	assert_true(want.has_key1);
	for (i = 0; i < LENGTH(rows); i++) {
		struct fingerprint got = of(a, rows[i]);

		assert_true(is_same(got.key1, want.key1));
		if (!is_same(got.key2, want.key2))
			fail_msg("key2 differs for: %s", rows[i]);
	}
	arena_free(a);
}

static void
test_the_body_does_not_change_the_first_key(void **state)
{
	struct arena *a = arena_new();
	struct fingerprint want = of(a, first);
	struct fingerprint got = of(a, HEAD ID "\nHeel iets anders.\n");

	(void)state;
	assert_true(is_same(got.key1, want.key1));
	assert_false(is_same(got.key2, want.key2));
	arena_free(a);
}

static void
test_another_message_has_other_keys(void **state)
{
	static const char *const rows[] = {
		/* The id again, on another day or from another sender. */
		"From: nora@x.example\nDate: Wed, 28 Jan 2026 11:15:00 +0100\n"
		"Subject: Vraag over BKR\n" ID "\nMag dit volgens of niet?",
		"From: piet@x.example\nDate: Tue, 27 Jan 2026 11:15:00 +0100\n"
		"Subject: Vraag over BKR\n" ID "\nMag dit volgens of niet?",
	};
	struct arena *a = arena_new();
	struct fingerprint want = of(a, first);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct fingerprint got = of(a, rows[i]);

		assert_true(got.has_key1);
		assert_false(is_same(got.key1, want.key1));
		assert_false(is_same(got.key2, want.key2));
	}
	arena_free(a);
}

static void
test_the_first_key_needs_id_sender_and_date(void **state)
{
	static const char *const rows[] = {
		HEAD "\nx",
		HEAD "Message-ID: <>\n\nx",
		"Date: Tue, 27 Jan 2026 11:15:00 +0100\n" ID "\nx",
		"From: n@x.example\n" ID "\nx",
		"From: n@x.example\nDate: gisteren\n" ID "\nx",
		"",
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_false(of(a, rows[i]).has_key1);
	arena_free(a);
}

/* Two mails of one second from one sender under one subject. */
static void
test_c1_c2_without_an_id_the_text_tells_messages_apart(void **state)
{
	static const struct {
		const char *mail;
		bool is_same;
	} rows[] = {
		{ HEAD "\nMag dit volgens of niet?", true },
		{ HEAD "Message-ID: <>\n\nMag dit  volgens\nof niet?", true },
		{ HEAD "\nMag dat volgens of niet?", false },
		{ HEAD "\nMag dit volgens of niet? Graag spoed.", false },
		{ HEAD "\n", false },
	};
	struct arena *a = arena_new();
	struct fingerprint want = of(a, HEAD "\nMag dit volgens\nof niet?\n");
	size_t i;

	(void)state;
	assert_false(want.has_key1);
	for (i = 0; i < LENGTH(rows); i++) {
		struct fingerprint got = of(a, rows[i].mail);

		if (is_same(got.key2, want.key2) != rows[i].is_same)
			fail_msg("row %zu: %s", i, rows[i].mail);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies_of_one_message_have_equal_keys),
		cmocka_unit_test(test_the_body_does_not_change_the_first_key),
		cmocka_unit_test(test_another_message_has_other_keys),
		cmocka_unit_test(test_the_first_key_needs_id_sender_and_date),
		cmocka_unit_test(
		    test_c1_c2_without_an_id_the_text_tells_messages_apart),
	};

	message_init();
	return unit_run(tests);
}
