#ifndef POSTWACHT_TEST_MAILS_H
#define POSTWACHT_TEST_MAILS_H

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "mail/message.h"

/* Facts of a mail that says `text` under `subject`, from `from`. */
static inline struct facts
mail_facts(
    struct arena *a, const char *from, const char *subject, const char *text)
{
	struct facts f = {
		.message_id = "m1@example.nl",
		.in_reply_to = "",
		.subject = subject,
		.base_subject = "",
		.return_path = "",
		.content_type = "text/plain",
		.report_type = "",
		.calendar_method = "",
		.text_new = text,
		.text_quoted = "",
		.text_signature = "",
		.text_disclaimer = "",
	};
	const char *at = strrchr(from, '@');

	f.from = (struct address){ "", from, at ? at + 1 : "" };
	f.forward.from = f.quoted_from = (struct address){ "", "", "" };
	f.forward.subject = f.forward.date_text = "";
	f.folded_subject = fold(a, subject, strlen(subject), NULL);
	f.folded_new = fold(a, text, strlen(text), NULL);
	return f;
}

/* The same with one header. */
static inline struct facts
mail_with_header(
    struct arena *a, struct facts f, const char *name, const char *value)
{
	f.headers = arena_grow(
	    a, f.headers, f.n_headers, f.n_headers + 1, sizeof(*f.headers));
	f.headers[f.n_headers++] = (struct header){ name, value };
	return f;
}

#endif
