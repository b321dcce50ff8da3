/*
 * Arbitrary bytes as the HTML of a mail, and what comes of it as the text
 * that is split. The first byte says whether it says itself which charset it
 * has. Checks that text comes out, and that splitting loses none of it.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/charset.h"
#include "mail/html.h"
#include "mail/message.h"
#include "mail/quote.h"
#include "mail/utf8.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	message_init();
	return 0;
}

static void
check_text(const char *s)
{
	size_t i, n = strlen(s), step;

	for (i = 0; i < n; i += step) {
		step = utf8_step(s + i, n - i);
		if (step == 0)
			abort();
	}
}

static void
check_split(struct arena *a, const char *text)
{
	struct facts facts = { .message_id = "",
		.in_reply_to = "",
		.subject = "",
		.base_subject = "" };

	quote_split(a, text, &facts);
	check_text(facts.text_new);
	check_text(facts.text_quoted);
	check_text(facts.text_signature);
	check_text(facts.text_disclaimer);
	if (!*facts.text_new &&
	    (*facts.text_quoted || *facts.text_signature ||
	        *facts.text_disclaimer))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct decoded utf8;
	const char *text;

	if (n == 0)
		return 0;
	utf8 = charset_decode(a, data[0] % 2 ? "utf-8" : "windows-1252",
	    (const char *)data + 1, n - 1);
	text = html_to_text(a, utf8.s, utf8.n);
	check_text(text);
	check_split(a, text);
	return 0;
}
