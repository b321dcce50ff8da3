/*
 * Arbitrary bytes as a message. The first byte says whether the message was
 * cut. Checks what message.h promises: valid UTF-8 without control
 * characters, texts within their limit, new text wherever there is text.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "mail/fingerprint.h"
#include "mail/message.h"
#include "mail/utf8.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err e;

	(void)argc;
	(void)argv;
	if (date_init(&e) != 0)
		abort();
	message_init();
	message_open_charsets();
	return 0;
}

static void
check_string(const char *s, size_t max)
{
	size_t i, n;

	if (!s || strlen(s) > max)
		abort();
	n = strlen(s);
	for (i = 0; i < n;) {
		size_t step = utf8_step(s + i, n - i);

		if (step == 0 ||
		    (step == 1 && (unsigned char)s[i] < ' ' && s[i] != '\n' &&
		        s[i] != '\t'))
			abort();
		i += step;
	}
}

static void
check_address(const struct address *address)
{
	check_string(address->name, SIZE_MAX - 1);
	check_string(address->addr, SIZE_MAX - 1);
	check_string(address->domain, SIZE_MAX - 1);
}

static void
check_list(const struct address_list *list)
{
	size_t i;

	if (list->n > MESSAGE_ADDRESSES_MAX)
		abort();
	for (i = 0; i < list->n; i++)
		check_address(&list->at[i]);
}

static void
check_ids(const struct facts *f)
{
	size_t i;

	check_string(f->message_id, MESSAGE_HEADER_MAX);
	check_string(f->in_reply_to, MESSAGE_HEADER_MAX);
	if (f->n_references > MESSAGE_REFERENCES_MAX)
		abort();
	for (i = 0; i < f->n_references; i++)
		check_string(f->references[i], MESSAGE_HEADER_MAX);
}

static void
check_facts(const struct facts *f)
{
	size_t i;

	check_ids(f);
	check_string(f->subject, MESSAGE_HEADER_MAX);
	check_string(f->base_subject, SIZE_MAX - 1);
	check_string(f->folded_subject, SIZE_MAX - 1);
	check_string(f->folded_new, SIZE_MAX - 1);
	check_string(f->return_path, SIZE_MAX - 1);
	check_string(f->content_type, SIZE_MAX - 1);
	check_string(f->report_type, SIZE_MAX - 1);
	check_string(f->calendar_method, SIZE_MAX - 1);
	check_string(f->text_new, MESSAGE_TEXT_MAX);
	check_string(f->text_quoted, MESSAGE_TEXT_MAX);
	check_string(f->text_signature, MESSAGE_TEXT_MAX);
	check_string(f->text_disclaimer, MESSAGE_TEXT_MAX);
	check_address(&f->from);
	check_list(&f->to);
	check_list(&f->cc);
	check_list(&f->bcc);
	check_list(&f->reply_to);
	check_address(&f->forward.from);
	check_string(f->forward.subject, MESSAGE_HEADER_MAX);
	check_string(f->forward.date_text, SIZE_MAX - 1);
	for (i = 0; i < f->n_headers; i++) {
		check_string(f->headers[i].name, MESSAGE_HEADER_MAX);
		check_string(f->headers[i].value, MESSAGE_HEADER_MAX);
	}
	for (i = 0; i < f->n_attachments; i++) {
		check_string(f->attachments[i].name, MESSAGE_HEADER_MAX);
		check_string(f->attachments[i].type, SIZE_MAX - 1);
	}
	if (!*f->text_new && (*f->text_quoted || *f->text_signature))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct facts facts;

	if (n == 0)
		return 0;
	message_read(
	    a, (const char *)data + 1, n - 1, data[0] % 2 == 1, &facts);
	check_facts(&facts);
	(void)fingerprint_of(a, &facts);
	return 0;
}
