/* Facts as bytes: what goes in comes out, and nothing else is taken. */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/facts_wire.h"
#include "mail/fingerprint.h"
#include "mail/message.h"
#include "tests/unit/unit.h"

static const char example[] =
    "Received: by a; Tue, 27 Jan 2026 11:16:02 +0100\n"
    "From: =?utf-8?Q?N=C3=A9?= <n@x.example>\n"
    "To: a@b.example, C <c@d.example>\nCc: e@f.example\n"
    "Subject: =?utf-8?Q?F=C3=B6?= vraag\nMessage-ID: <1@x.example>\n"
    "References: <0@x.example> <a@x.example>\n"
    "Date: Tue, 27 Jan 2026 11:15:00 +0100\n"
    "Content-Type: multipart/mixed; boundary=b\n\n"
    "--b\n\nMag dit?\nTwee regels.\n-- \nN.\n"
    "--b\nContent-Type: application/pdf\n"
    "Content-Disposition: attachment; filename=a.pdf\n\nx\n--b--\n";

static void
put_example(struct arena *a, struct text *out, struct facts *facts)
{
	struct fingerprint print;

	message_read(a, example, sizeof(example) - 1, false, facts);
	print = fingerprint_of(a, facts);
	facts_wire_put(out, facts, &print);
}

static int
take(struct arena *a, const struct text *t, size_t n, struct facts *facts)
{
	struct fingerprint print;
	struct err e;

	return facts_wire_take(
	    a, arena_copy_n(a, t->data, n), n, facts, &print, &e);
}

static void
test_facts_come_out_as_they_went_in(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out = { 0 };
	struct facts in, back;

	(void)state;
	text_init(&out, FACTS_WIRE_MAX);
	put_example(a, &out, &in);
	assert_int_equal(take(a, &out, out.len, &back), 0);
	assert_string_equal(back.subject, "F\xC3\xB6 vraag");
	assert_string_equal(back.text_new, in.text_new);
	assert_string_equal(back.text_signature, in.text_signature);
	assert_int_equal(back.to.n, 2);
	assert_string_equal(back.to.at[1].addr, "c@d.example");
	assert_int_equal(back.cc.n, 1);
	assert_int_equal(back.n_references, 2);
	assert_int_equal(back.n_attachments, 1);
	assert_string_equal(back.attachments[0].name, "a.pdf");
	assert_int_equal(back.n_headers, in.n_headers);
	assert_int_equal(back.date.sec, in.date.sec);
	assert_int_equal(back.received.sec, in.received.sec);
	assert_int_equal(back.has_attachment, KNOWN_YES);
	assert_int_equal(back.flaws, in.flaws);
}

static void
test_a_part_of_an_answer_is_none(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out = { 0 };
	struct facts facts;
	size_t n;

	(void)state;
	text_init(&out, FACTS_WIRE_MAX);
	put_example(a, &out, &facts);
	for (n = 0; n < out.len; n++)
		assert_int_equal(take(a, &out, n, &facts), -1);
	text_add_char(&out, '\0');
	assert_int_equal(take(a, &out, out.len, &facts), -1);
}

static void
spoil_subject(struct facts *f)
{
	f->subject = "twee\nregels";
}

static void
spoil_utf8(struct facts *f)
{
	f->text_new = "\xC3";
}

static void
spoil_control(struct facts *f)
{
	f->text_new = "\x1B[2J";
}

static void
spoil_c1(struct facts *f)
{
	f->from.name = "\xC2\x9B";
}

static void
spoil_long(struct facts *f)
{
	static char text[MESSAGE_TEXT_MAX + 2];

	memset(text, 'x', sizeof(text) - 1);
	f->text_quoted = text;
}

static void
spoil_known(struct facts *f)
{
	f->has_attachment = (enum known)(KNOWN_NOT + 1);
}

static void
spoil_flaws(struct facts *f)
{
	f->flaws = 1u << 11;
}

static void
spoil_date(struct facts *f)
{
	f->date.sec = INT64_MAX;
}

static void
spoil_count(struct facts *f)
{
	static const char *many[MESSAGE_REFERENCES_MAX + 1];
	size_t i;

	for (i = 0; i < LENGTH(many); i++)
		many[i] = "a@b";
	f->references = many;
	f->n_references = LENGTH(many);
}

static void
test_what_no_fact_can_be_is_refused(void **state)
{
	static const struct {
		const char *name;
		void (*spoil)(struct facts *f);
	} rows[] = {
		{ "a subject of two lines", spoil_subject },
		{ "half a character", spoil_utf8 },
		{ "an escape", spoil_control },
		{ "a C1 control", spoil_c1 },
		{ "a text over its limit", spoil_long },
		{ "an enumeration beyond its end", spoil_known },
		{ "a flaw that is none", spoil_flaws },
		{ "a date that nobody can reckon with", spoil_date },
		{ "too many references", spoil_count },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		SCOPED(text_done) struct text out = { 0 };
		struct fingerprint print = { 0 };
		struct facts facts, back;

		message_read(a, example, sizeof(example) - 1, false, &facts);
		rows[i].spoil(&facts);
		text_init(&out, FACTS_WIRE_MAX);
		facts_wire_put(&out, &facts, &print);
		if (take(a, &out, out.len, &back) != -1)
			fail_msg("%s was taken", rows[i].name);
	}
}

static void
test_an_answer_over_its_ceiling_says_so(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text out = { 0 };
	struct facts facts;

	(void)state;
	text_init(&out, 100);
	put_example(a, &out, &facts);
	assert_true(out.is_cut);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts_come_out_as_they_went_in),
		cmocka_unit_test(test_a_part_of_an_answer_is_none),
		cmocka_unit_test(test_what_no_fact_can_be_is_refused),
		cmocka_unit_test(test_an_answer_over_its_ceiling_says_so),
	};

	message_init();
	return unit_run(tests);
}
