/*
 * Arbitrary bytes as a reader's answer. What is taken must be what facts may
 * be, and must come out the same when it is put back; half of the runs begin
 * with a true answer whose bytes the input changes.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "edge/facts_wire.h"
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
	return 0;
}

/* A true answer, for the input to spoil. */
static void
put_example(struct arena *a, struct text *out)
{
	static const char mail[] =
	    "From: N <n@x.example>\nTo: a@b.example, c@d.example\n"
	    "Subject: Vraag\nMessage-ID: <1@x.example>\n"
	    "References: <0@x.example>\n"
	    "Date: Tue, 27 Jan 2026 11:15:00 +0100\n"
	    "Content-Type: multipart/mixed; boundary=b\n\n"
	    "--b\n\nMag dit?\n--b\nContent-Type: application/pdf; name=a.pdf\n"
	    "Content-Disposition: attachment\n\nx\n--b--\n";
	struct fingerprint print;
	struct facts facts;

	message_read(a, mail, sizeof(mail) - 1, false, &facts);
	print = fingerprint_of(a, &facts);
	facts_wire_put(out, &facts, &print);
}

/* Three bytes of input are a place and a value. */
static void
spoil(struct text *t, const uint8_t *data, size_t n)
{
	size_t i;

	for (i = 0; i + 2 < n; i += 3) {
		size_t place = (size_t)(data[i] << 8 | data[i + 1]);

		t->data[place % t->len] = (char)data[i + 2];
	}
}

static void
check_line(const char *s)
{
	size_t n = strlen(s), i, step;

	for (i = 0; i < n; i += step) {
		step = utf8_step(s + i, n - i);
		if (step == 0 || (unsigned char)s[i] < ' ' || s[i] == 0x7F)
			abort();
	}
}

static void
check_facts(const struct facts *f)
{
	size_t i;

	check_line(f->subject);
	check_line(f->from.addr);
	if (f->to.n > MESSAGE_ADDRESSES_MAX ||
	    f->n_headers > MESSAGE_HEADERS_MAX ||
	    f->n_references > MESSAGE_REFERENCES_MAX ||
	    f->n_attachments > MESSAGE_ATTACHMENTS_MAX ||
	    strlen(f->text_new) > MESSAGE_TEXT_MAX)
		abort();
	for (i = 0; i < f->to.n; i++)
		check_line(f->to.at[i].addr);
	for (i = 0; i < f->n_headers; i++)
		check_line(f->headers[i].value);
}

/* One way to say each thing: what was taken is put the same. */
static void
check_same(const struct text *in, const struct facts *f,
    const struct fingerprint *print)
{
	SCOPED(text_done) struct text again = { 0 };

	text_init(&again, FACTS_WIRE_MAX);
	facts_wire_put(&again, f, print);
	if (again.len != in->len || memcmp(again.data, in->data, in->len) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text t = { 0 };
	struct fingerprint print;
	struct facts facts;
	struct err e = { 0 };

	if (n == 0)
		return 0;
	text_init(&t, FACTS_WIRE_MAX);
	if (data[0] % 2 == 0) {
		put_example(a, &t);
		spoil(&t, data + 1, n - 1);
	} else
		text_add_n(&t, (const char *)data + 1, n - 1);
	/* In a block of its own size, so that a step beyond it is seen. */
	if (facts_wire_take(a, arena_copy_n(a, t.data, t.len), t.len, &facts,
	        &print, &e) == 0) {
		check_facts(&facts);
		check_same(&t, &facts, &print);
	}
	return 0;
}
