/* How hard mail is read and judged under the shipped rules, a test for each
 * row of F in docs/hard-cases.md. */

#include "edge/reader.h"
#include "tests/unit/desk_rig.h"

#define HEAD                                                 \
	"From: Nora <nora@deventer.nl>\r\nTo: " RIG_K "\r\n" \
	"Date: Mon, 02 Nov 2026 09:00:00 +0100\r\nMessage-ID: <f@x>\r\n"
#define SUBJECT "Subject: Vraag over de bkr\r\n"
#define AT      "2026-11-02T09:00:00+01:00"
#define HTML    "Content-Type: text/html; charset=utf-8\r\n\r\n"

static struct rig rig;

static int
set_up(void **state)
{
	(void)state;
	rig = rig_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	rig_done(&rig);
	return 0;
}

static struct reading
read_n(const char *bytes, size_t n)
{
	struct fetched mail = { .name = "",
		.received = moment(AT),
		.basis = RECEIPT_INTERNALDATE,
		.bytes = bytes,
		.n = n,
		.aside = "" };
	struct reading r;

	reader_read(rig.arena, &mail, &r);
	return r;
}

static struct facts
facts_of(const char *mail)
{
	return read_n(mail, strlen(mail)).facts;
}

static struct verdict
judged(const char *mail)
{
	struct reading r = read_n(mail, strlen(mail));
	struct verdict v;

	classify(rig.arena, &r.facts, r.received, &rig.office->house, &v);
	return v;
}

#define ASSERT_HAS(text, words)                                       \
	do {                                                          \
		if (!strstr((text), (words)))                         \
			fail_msg("\"%s\" lacks \"%s\"", text, words); \
	} while (0)

static void
test_f1_a_charset_that_lies_is_read_all_the_same(void **state)
{
	static const struct {
		const char *label, *bytes, *out;
	} rows[] = {
		{ "us-ascii", "Be\xEBindiging?", "Be\xC3\xABindiging?" },
		{ "default", "Be\xEBindiging?", "Be\xC3\xABindiging?" },
		{ "utf-8", "Be\xEBindiging?", "Be\xC3\xABindiging?" },
		{ "iso-8859-1", "Be\xC3\xABindiging?", "Be\xC3\xABindiging?" },
		{ "us-ascii", "Be\xC3\xABindiging?", "Be\xC3\xABindiging?" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = facts_of(arena_printf(rig.arena,
		    HEAD SUBJECT "Content-Type: text/plain; charset=\"%s\"\r\n"
		                 "\r\n%s\r\n",
		    rows[i].label, rows[i].bytes));

		assert_string_equal(f.text_new, rows[i].out);
		assert_true(f.flaws & FLAW_CHARSET);
	}
}

static void
test_f2_rare_charsets_and_encodings_are_read(void **state)
{
	static const struct {
		const char *head, *body, *out;
	} rows[] = {
		{ "charset=iso-2022-jp", "\x1B$B$\"\x1B(B", "\xE3\x81\x82" },
		{ "charset=gb2312", "\xD6\xD0", "\xE4\xB8\xAD" },
		{ "charset=windows-1258", "\xD0\xE0", "\xC4\x90\xC3\xA0" },
		{ "charset=utf-8\r\nContent-Transfer-Encoding: binary",
		    "caf\xC3\xA9", "caf\xC3\xA9" },
		{ "charset=utf-8\r\nContent-Transfer-Encoding: x-onbekend",
		    "gewoon", "gewoon" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_string_equal(
		    facts_of(
		        arena_printf(rig.arena,
		            HEAD SUBJECT "Content-Type: text/plain; %s\r\n\r\n"
		                         "%s\r\n",
		            rows[i].head, rows[i].body))
		        .text_new,
		    rows[i].out);
}

static void
test_f3_nul_bytes_are_taken_out(void **state)
{
	static const char mail[] = HEAD SUBJECT "\r\nMag\0 dit\0?\r\n";
	struct facts f = read_n(mail, sizeof(mail) - 1).facts;

	(void)state;
	assert_string_equal(f.text_new, "Mag dit?");
	assert_true(f.flaws & FLAW_NUL);
}

static void
test_f4_html_without_end_is_read_within_limits(void **state)
{
	SCOPED(text_done) struct text mail = { 0 };
	struct facts f;
	int i;

	(void)state;
	text_init(&mail, 4 << 20);
	text_add(&mail, HEAD SUBJECT HTML "<p>Mag dit?</p>");
	for (i = 0; i < 20000; i++)
		text_add(&mail, "<div>");
	text_add(&mail, "<img src=\"data:image/png;base64,");
	for (i = 0; i < 200000; i++)
		text_add(&mail, "AAAA");
	text_add(&mail, "\">");
	f = facts_of(mail.data);
	ASSERT_HAS(f.text_new, "Mag dit?");
	assert_null(strstr(f.text_new, "AAAA"));
}

/* What is in it is not guessed; the headers make the question. */
static void
test_f5_f6_what_hides_the_text_is_named_and_judged_by_its_headers(void **state)
{
	static const struct {
		const char *type, *name;
		unsigned flaw;
	} rows[] = {
		{ "application/pkcs7-mime; smime-type=enveloped-data",
		    "smime.p7m", FLAW_ENCRYPTED },
		{ "application/ms-tnef", "winmail.dat", FLAW_TNEF },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *mail = arena_printf(rig.arena,
		    HEAD "Subject: Hoe zit het met de bkr in de BSO?\r\n"
		         "Content-Type: %s; name=%s\r\n"
		         "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n",
		    rows[i].type, rows[i].name);
		struct facts f = facts_of(mail);
		struct verdict v = judged(mail);

		assert_true(f.flaws & rows[i].flaw);
		assert_int_equal(f.n_attachments, 1);
		assert_string_equal(f.attachments[0].name, rows[i].name);
		assert_int_not_equal(v.is_question, QUESTION_NO);
		assert_string_equal(v.topic, "bkr");
	}
}

static void
test_f7_odd_senders_are_kept_and_filed(void **state)
{
	static const struct {
		const char *from, *name, *addr;
	} rows[] = {
		{ "J\xC3\xB6rg <j\xC3\xB6rg@m\xC3\xA4rkte.example>",
		    "J\xC3\xB6rg", "j\xC3\xB6rg@xn--mrkte-gra.example" },
		{ "undisclosed-recipients:;", "undisclosed-recipients:;", "" },
		{ "Balie", "Balie", "" },
		{ "\"a@b.example\" <c@d.example>", "a@b.example",
		    "c@d.example" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = facts_of(arena_printf(rig.arena,
		    "From: %s\r\nSubject: x\r\n\r\nMag dit?\r\n",
		    rows[i].from));

		assert_string_equal(f.from.name, rows[i].name);
		assert_string_equal(f.from.addr, rows[i].addr);
	}
	assert_string_equal(
	    facts_of("Subject: x\r\n\r\nMag dit?").from.addr, "");
}

static void
test_f8_f9_the_receipt_is_the_clock_and_date_is_only_shown(void **state)
{
	static const struct {
		const char *date;
		unsigned flaws;
	} rows[] = {
		{ "Date: Mon, 02 Nov 2026 08:59:00 +0100\r\n", 0 },
		{ "Date: Sun, 01 Nov 2026 10:00:00 +0100\r\n", 0 },
		{ "Date: Thu, 01 Nov 2096 10:00:00 +0100\r\n", FLAW_CLOCK },
		{ "Date: Thu, 01 Nov 2018 10:00:00 +0100\r\n", FLAW_CLOCK },
		{ "Date: ma, 02 nov 2026 09:00:00 +0100\r\n", 0 },
		{ "Date: ooit\r\n", FLAW_DATE },
		{ "", FLAW_DATE },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *mail = arena_printf(rig.arena,
		    "From: nora@deventer.nl\r\n%sSubject: x\r\n\r\nMag dit?",
		    rows[i].date);
		struct reading r = read_n(mail, strlen(mail));

		assert_int_equal(r.received.sec, moment(AT).sec);
		assert_int_equal(
		    r.facts.flaws & (FLAW_CLOCK | FLAW_DATE), rows[i].flaws);
	}
}

static void
test_f10_a_header_that_is_none_costs_nothing_else(void **state)
{
	struct facts f = facts_of(
	    "From: nora@deventer.nl\r\n"
	    "X-\xE9\xE9n: \xFF\xFE\r\ngeen kop\r\n"
	    "Content-Type: ;;;=\"\r\n" SUBJECT "X-Leeg:\r\n\r\nMag dit?\r\n");

	(void)state;
	assert_string_equal(f.from.addr, "nora@deventer.nl");
	ASSERT_HAS(f.text_new, "Mag dit?");
}

static void
test_f11_a_subject_may_be_empty_or_broken(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "", "" },
		{ "\xF0\x9F\x91\x8D", "\xF0\x9F\x91\x8D" },
		{ "=?utf-8?B?4oKs?= =?utf-8?B?w6k",
		    "\xE2\x82\xAC =?utf-8?B?w6k" },
		{ "=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "caf\xC3\xA9" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_string_equal(
		    facts_of(arena_printf(rig.arena,
		                 "From: a@b.example\r\nSubject: %s\r\n\r\nx",
		                 rows[i].in))
		        .subject,
		    rows[i].out);
	assert_int_not_equal(
	    judged(HEAD "Subject:\r\n\r\nMag een houder dit?\r\n").is_question,
	    QUESTION_NO);
}

static void
test_f12_the_question_may_stand_in_the_subject_alone(void **state)
{
	struct verdict v = judged(
	    HEAD "Subject: Mag een gastouder zes kinderen opvangen?\r\n\r\n"
	         "Met vriendelijke groet,\r\nNora\r\nGemeente Deventer\r\n");

	(void)state;
	assert_int_not_equal(v.is_question, QUESTION_NO);
}

static void
test_f13_rules_see_the_new_text_and_not_what_is_below(void **state)
{
	struct verdict v = judged(
	    HEAD "Subject: RE: Afspraak\r\nIn-Reply-To: <1@vng.nl>\r\n\r\n"
	         "Dank voor de snelle reactie!\r\n\r\nGroet,\r\nNora\r\n"
	         "Team Handhaving en dwangsommen\r\n\r\n"
	         "Dit bericht is vertrouwelijk en alleen bestemd voor de "
	         "geadresseerde. Een klacht? Bezwaar? Dat kan vandaag nog.\r\n"
	         "\r\nOp ma 2 nov. 2026 om 08:00 schreef Box <" RIG_K ">:\r\n"
	         "> Kunt u vandaag nog laten weten of u bezwaar maakt?\r\n");

	(void)state;
	assert_int_equal(v.is_question, QUESTION_NO);
	assert_string_equal(v.term, "");
}

static void
test_f14_what_is_new_is_never_lost(void **state)
{
	struct facts nested = facts_of(HEAD SUBJECT HTML
	    "<html><body><p>Nieuw: mag dit?</p><html><body><blockquote "
	    "type=\"cite\"><p>oud</p></blockquote></body></html></body></html>");
	struct facts all = facts_of(HEAD SUBJECT "\r\n> Mag dit?\r\n");

	(void)state;
	ASSERT_HAS(nested.text_new, "mag dit?");
	assert_true(*all.text_new);
}

static void
test_f15_a_meeting_request_is_an_invitation(void **state)
{
	struct verdict v = judged(HEAD
	    "Subject: Overleg bkr\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/calendar; method=REQUEST; charset=utf-8"
	    "\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n");

	(void)state;
	assert_int_equal(v.kind, KIND_INVITATION);
	assert_int_equal(v.is_question, QUESTION_NO);
}

static void
test_f16_a_reaction_asks_nothing(void **state)
{
	static const char *const mails[] = {
		HEAD
		"Subject: Re: Vraag over de bkr\r\n"
		"In-Reply-To: <1@vng.nl>\r\nMIME-Version: 1.0\r\n"
		"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
		"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
		"\xF0\x9F\x91\x8D Nora heeft gereageerd via Gmail\r\n--b\r\n"
		"Content-Type: text/vnd.google.email-reaction+json\r\n\r\n"
		"{\"emoji\":\"x\",\"version\":1}\r\n--b\r\n"
		"Content-Type: text/html; charset=utf-8\r\n\r\n"
		"<div>\xF0\x9F\x91\x8D</div>\r\n--b--\r\n",
		HEAD
		"Subject: Vraag over de bkr\r\nIn-Reply-To: <1@vng.nl>\r\n\r\n"
		"Nora heeft gereageerd op uw bericht: \xF0\x9F\x91\x8D\r\n",
		HEAD
		"Subject: Vraag over de bkr\r\nIn-Reply-To: <1@vng.nl>\r\n\r\n"
		"\xF0\x9F\x91\x8D Nora reacted to your message:\r\n",
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(mails); i++)
		if (judged(mails[i]).is_question != QUESTION_NO)
			fail_msg("reaction %zu is a question", i);
}

int
main(void)
{
#define ROW(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		ROW(test_f1_a_charset_that_lies_is_read_all_the_same),
		ROW(test_f2_rare_charsets_and_encodings_are_read),
		ROW(test_f3_nul_bytes_are_taken_out),
		ROW(test_f4_html_without_end_is_read_within_limits),
		ROW(test_f5_f6_what_hides_the_text_is_named_and_judged_by_its_headers),
		ROW(test_f7_odd_senders_are_kept_and_filed),
		ROW(test_f8_f9_the_receipt_is_the_clock_and_date_is_only_shown),
		ROW(test_f10_a_header_that_is_none_costs_nothing_else),
		ROW(test_f11_a_subject_may_be_empty_or_broken),
		ROW(test_f12_the_question_may_stand_in_the_subject_alone),
		ROW(test_f13_rules_see_the_new_text_and_not_what_is_below),
		ROW(test_f14_what_is_new_is_never_lost),
		ROW(test_f15_a_meeting_request_is_an_invitation),
		ROW(test_f16_a_reaction_asks_nothing),
	};
#undef ROW

	return unit_run(tests);
}
