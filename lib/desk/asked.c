/*
 * A question without a mail becomes a message all the same, so that rules,
 * term, digest and figures treat it as any other.
 */

#include "desk/asked.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/store.h"
#include "mail/fingerprint.h"
#include "mail/message.h"
#include "report/span.h"

#define SUBJECT_BYTES 120 /* of the first line, as a subject */

/* The words as a mail, which the reader of mail takes apart again. */
static const char *
as_mail(struct arena *a, const struct asked *asked, size_t *n)
{
	size_t line = strcspn(asked->text, "\n");
	const char *mail;

	if (line > SUBJECT_BYTES)
		line = text_utf8_prefix(asked->text, SUBJECT_BYTES);
	mail = arena_printf(a,
	    "Message-ID: <asked.%lld@postwacht.invalid>\r\n"
	    "Subject: %.*s\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
	    (long long)asked->command, (int)line, asked->text, asked->text);
	*n = strlen(mail);
	return mail;
}

int
asked_file(struct store *s, const struct office *o, const struct house *house,
    struct arena *a, const struct asked *asked, int64_t *message, struct err *e)
{
	static const struct organisation told = { .kind = SPAN_TOLD,
		.code = "",
		.name = "",
		.province = "",
		.domain = "" };
	const struct filing filing = {
		.received = asked->at,
		.basis = RECEIPT_DATE,
		.filed_at = asked->now,
		.mailbox = asked->mailbox,
		.role = FOLDER_OTHER,
		.rules_version = o->versions.rules,
		.aside = "",
	};
	struct fingerprint fingerprint;
	struct verdict verdict;
	struct facts facts;
	int64_t conversation;
	size_t n;
	const char *mail = as_mail(a, asked, &n);

	message_read(a, mail, n, false, &facts);
	fingerprint = fingerprint_of(a, &facts);
	classify(a, &facts, asked->at, house, &verdict);
	verdict.organisation = &told;
	if (store_conversation_new(s, &conversation, e) != 0)
		return -1;
	return store_message_add(s, &facts, &fingerprint, &verdict, &filing,
	    NULL, 0, conversation, message, e);
}
