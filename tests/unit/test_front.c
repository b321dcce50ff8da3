/* When the front of a cut message is enough, and when more is fetched. */

#include <string.h>

#include "edge/front.h"
#include "edge/source.h"
#include "tests/unit/unit.h"

#define LONG_TEXT \
	"Mag een gastouder zes kinderen tegelijk opvangen, of vijf?\r\n"

static const struct row {
	const char *what;
	const char *bytes;
	bool is_enough;
} rows[] = {
	{ "nothing", "", false },
	{ "header cut", "From: a@example.org\r\nSubject: x\r\n", false },
	{ "single text part cut",
	    "Content-Type: text/plain\r\n\r\n" LONG_TEXT LONG_TEXT, false },
	{ "no type is text", "Subject: x\r\n\r\n" LONG_TEXT, false },
	{ "a lone PDF", "Content-Type: application/pdf\r\n\r\nJVBERi0\r\n",
	    true },
	{ "text part ended",
	    "Content-Type: multipart/mixed; boundary=\"b 1\"\r\n\r\n"
	    "--b 1\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT
	    "--b 1\r\nContent-Type: application/pdf\r\n\r\nJVBE",
	    true },
	{ "text part not ended",
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT,
	    false },
	{ "attachment first",
	    "Content-Type: multipart/mixed;\r\n boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: application/pdf\r\n\r\nJVBE\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\nMa",
	    false },
	{ "attached text first",
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n"
	    "Content-Disposition: attachment; filename=a.txt\r\n\r\n" LONG_TEXT
	    "--b\r\nContent-Type: text/plain\r\n\r\nMa",
	    false },
	{ "plain is a stub, HTML cut",
	    "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n \r\n"
	    "--b\r\nContent-Type: text/html\r\n\r\n<p>Ma",
	    false },
	{ "nested alternative",
	    "Content-Type: multipart/mixed; boundary=outer\r\n\r\n"
	    "--outer\r\nContent-Type: multipart/alternative;\r\n"
	    "\tboundary=inner\r\n\r\n"
	    "--inner\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT
	    "--inner\r\nContent-Type: text/html\r\n\r\n<p>Ma",
	    true },
	{ "an answer to a notice, which may carry rules",
	    "In-Reply-To: <pw.12.0123456789abcdef@vng.nl>\r\n"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT
	    "--b\r\nContent-Type: application/octet-stream\r\n\r\n",
	    false },
	{ "the same by folded References",
	    "References: <x@y>\r\n <pw.12.0123456789abcdef@vng.nl>\r\n"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT "--b\r\n",
	    false },
	{ "the same by the link in its subject",
	    "Subject: help [pw0123]\r\n"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT "--b\r\n",
	    false },
	{ "a notice itself",
	    "Message-ID: <pw.12.0123456789abcdef@vng.nl>\r\n"
	    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT "--b\r\n",
	    true },
	{ "text in a forwarded message",
	    "Content-Type: multipart/mixed; boundary=b\n\n"
	    "--b\nContent-Type: message/rfc822\n\nSubject: y\n\n" LONG_TEXT
	    "--b\nContent-Type: image/png\n\niVBO",
	    true },
	{ "boundary in RFC 2231 pieces",
	    "Content-Type: multipart/mixed; boundary*0=b;\r\n\r\n"
	    "--b\r\nContent-Type: text/plain\r\n\r\n" LONG_TEXT "--b\r\n",
	    false },
};

static void
test_enough_is_a_header_and_a_text_part_that_ended(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		if (front_is_enough(rows[i].bytes, strlen(rows[i].bytes)) !=
		    rows[i].is_enough)
			fail_msg("%s: enough is not %d", rows[i].what,
			    rows[i].is_enough);
}

static void
test_every_cut_of_every_row_is_read_safely(void **state)
{
	size_t i, n;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		for (n = 0; n <= strlen(rows[i].bytes); n++) {
			/* A copy of its own, so that ASan sees its end. */
			char *cut = test_malloc(n + 1);

			memcpy(cut, rows[i].bytes, n);
			(void)front_is_enough(cut, n);
			test_free(cut);
		}
}

static void
test_sizes_grow_and_end(void **state)
{
	(void)state;
	assert_int_equal(front_next(0), FETCH_FIRST);
	assert_int_equal(front_next(FETCH_FIRST), FETCH_SECOND);
	assert_int_equal(front_next(FETCH_SECOND), FETCH_LAST);
	assert_int_equal(front_next(FETCH_LAST), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_enough_is_a_header_and_a_text_part_that_ended),
		cmocka_unit_test(test_every_cut_of_every_row_is_read_safely),
		cmocka_unit_test(test_sizes_grow_and_end),
	};

	return unit_run(tests);
}
