/*
 * A notice that is taken apart says what was put into it, and other bytes
 * give nothing.
 */

#include <string.h>

#include "base/arena.h"
#include "mail/message.h"
#include "notice/letter.h"
#include "notice/letter_part.h"
#include "tests/unit/unit.h"

static void
a_built_letter_gives_back_its_words(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct letter_head head = {
		.from_name = "Postwacht",
		.from = "postwacht@vng.nl",
		.to_name = "Zo\u00eb, co\u00f6rdinator",
		.to = "zoe@vng.nl",
		.message_id = "pw.1.0123456789abcdef@vng.nl",
		.date = { 1795419000 },
		.token = "digest:zoe:2026-11-23",
	};
	const struct rendered body = {
		.subject = "Vragen ma 23 november: 2 te laat",
		.text = "E\u00e9n vraag = \u00e9\u00e9n regel.\n",
		.html = "<html lang=\"nl\"><p>\u00b7 vraag</p></html>\n",
	};
	struct letter letter = letter_build(a, &head, &body);
	struct letter_part part;

	(void)state;
	letter_part_read(a, letter.bytes, letter.n, &part);
	assert_string_equal(part.subject, body.subject);
	assert_string_equal(part.to_name, head.to_name);
	assert_string_equal(part.to, head.to);
	assert_int_equal(part.date.sec, head.date.sec);
	assert_string_equal(part.text, body.text);
	assert_string_equal(part.html, body.html);
}

static const struct {
	const char *bytes, *subject, *text, *html;
} others[] = {
	{ "", "", "", "" },
	{ "geen kop", "", "", "" },
	{ "Subject: los\n\ntekst\n", "los", "tekst\n", "" },
	{ "Content-Type: text/html\n\n<p>x</p>", "", "", "<p>x</p>" },
	{ "Content-Type: multipart/alternative; boundary=b\n\n--b\n"
	  "Content-Type: text/html\n\nabc",
	    "", "", "abc" },
	{ "Content-Type: image/png\n\nabc", "", "", "" },
};

static void
other_bytes_give_what_there_is(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct letter_part part;
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(others); i++) {
		letter_part_read(
		    a, others[i].bytes, strlen(others[i].bytes), &part);
		assert_string_equal(part.subject, others[i].subject);
		assert_string_equal(part.html, others[i].html);
		if (*others[i].text)
			assert_string_equal(part.text, others[i].text);
		assert_string_equal(part.to, "");
		assert_int_equal(part.date.sec, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_built_letter_gives_back_its_words),
		cmocka_unit_test(other_bytes_give_what_there_is),
	};

	message_init();
	return unit_run(tests);
}
