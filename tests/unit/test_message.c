/* Messages as they really come (hard cases C1, C4, D6, F1 to F8, F11, F15). */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/message.h"
#include "tests/unit/unit.h"

static struct facts
read_mail(struct arena *a, const char *s)
{
	struct facts f;

	message_read(a, s, strlen(s), false, &f);
	return f;
}

static struct facts
read_cut(struct arena *a, const char *s)
{
	struct facts f;

	message_read(a, s, strlen(s), true, &f);
	return f;
}

static const char plain[] =
    "Return-Path: <nora@x.example>\r\n"
    "Received: from a by b\r\n\tfor <c>; Tue, 27 Jan 2026 11:16:02 +0100\r\n"
    "Received: from z by a; Tue, 27 Jan 2026 11:15:59 +0100\r\n"
    "From: \"Jansen, Nora\" <Nora@X.example>\r\n"
    "To: Box <box@y.example>, Groep: a@y.example, b@y.example;\r\n"
    "Subject: Vraag over\r\n  BKR\r\n"
    "Date: Tue, 27 Jan 2026 11:15:00 +0100\r\n"
    "Message-ID:\r\n <Abc-1@x.example>\r\n"
    "In-Reply-To: Your message <q@y.example> of today\r\n"
    "X-Mailer: a\r\n"
    "\r\n"
    "Mag dit?\r\n";

static void
test_the_header_block_becomes_facts(void **state)
{
	struct arena *a = arena_new();
	struct facts f = read_mail(a, plain);
	char out[INSTANT_TEXT];

	(void)state;
	assert_string_equal(f.message_id, "Abc-1@x.example");
	assert_string_equal(f.in_reply_to, "q@y.example");
	assert_string_equal(f.subject, "Vraag over  BKR");
	assert_string_equal(f.base_subject, "vraag over bkr");
	assert_string_equal(f.folded_subject, "vraag over bkr");
	assert_string_equal(f.from.name, "Jansen, Nora");
	assert_string_equal(f.from.addr, "nora@x.example");
	assert_int_equal(f.to.n, 3);
	assert_string_equal(f.to.at[2].addr, "b@y.example");
	assert_true(f.has_return_path);
	assert_string_equal(f.return_path, "nora@x.example");
	assert_string_equal(
	    instant_print(f.date, out), "2026-01-27T11:15:00+01:00");
	assert_string_equal(
	    instant_print(f.received, out), "2026-01-27T11:16:02+01:00");
	assert_string_equal(f.content_type, "text/plain");
	assert_string_equal(f.text_new, "Mag dit?");
	assert_string_equal(f.folded_new, "mag dit?");
	assert_int_equal(f.has_attachment, KNOWN_NO);
	assert_int_equal(f.n_headers, 10);
	assert_string_equal(f.headers[0].name, "Return-Path");
	assert_string_equal(message_header(&f, "x-mailer"), "a");
	assert_null(message_header(&f, "x-other"));
	assert_int_equal(f.flaws, 0);
	arena_free(a);
}

static void
test_headers_are_decoded_however_they_are_written(void **state)
{
	static const struct {
		const char *raw, *subject;
	} rows[] = {
		{ "=?utf-8?B?Q2/Dtg==?=", "Co\xC3\xB6" },
		{ "=?utf-8?B?w6k=?= =?utf-8?B?w6k=?=", "\xC3\xA9\xC3\xA9" },
		{ "=?utf-8?B?YcM=?=\r\n =?utf-8?B?qWI=?=",
		    "a\xC3\xA9"
		    "b" },
		{ "=?UTF-8?Q?a=C3?= =?UTF-8?Q?=A9b?=",
		    "a\xC3\xA9"
		    "b" },
		/* Padding left out, as some senders do. */
		{ "=?utf-8?B?eHB0bw?=", "xpto" },
		{ "=?utf-8?B?eHB0b3A?= =?utf-8?B?cQ?=", "xptopq" },
		/* No text in any charset: as it was written. */
		{ "=?UTF-8?B?nnDusSNdG92w?=", "=?UTF-8?B?nnDusSNdG92w?=" },
		{ "=?iso-8859-1?Q?=E9=E9n?= x", "\xC3\xA9\xC3\xA9n x" },
		{ "=?x-unknown?Q?=E9=E9n?=", "\xC3\xA9\xC3\xA9n" },
		{ "=?us-ascii?Q?=C3=A9?=", "\xC3\xA9" },
		{ "=?iso-8859-1*nl?q?a_b=5Fc?=", "a b_c" },
		{ "=?gb2312?B?1tA=?=", "\xE4\xB8\xAD" },
		{ "caf\xC3\xA9", "caf\xC3\xA9" },
		{ "caf\xE9", "caf\xC3\xA9" },
		{ "=?utf-8?B?broken", "=?utf-8?B?broken" },
		{ "a\tb", "a b" },
		{ "a =?utf-8?Q?b=0Ac=0D=0ABcc:_x?=", "a b c Bcc: x" },
		{ "", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(
		    a, arena_printf(a, "Subject: %s\r\n\r\nx", rows[i].raw));

		assert_string_equal(f.subject, rows[i].subject);
	}
	arena_free(a);
}

static void
test_a_sender_is_kept_as_he_is(void **state)
{
	static const struct {
		const char *fields, *name, *addr;
		bool is_flawed;
	} rows[] = {
		{ "From: n@x.example\n", "", "n@x.example", false },
		{ "From: N <n@x.example>, b@x.example\n", "N", "n@x.example",
		    false },
		{ "Sender: s@x.example\n", "", "s@x.example", true },
		{ "From: N <geen>\nSender: s@x.example\n", "", "s@x.example",
		    true },
		{ "From: Postbezorging <MAILER-DAEMON>\n", "Postbezorging", "",
		    true },
		{ "From: undisclosed-recipients:;\n",
		    "undisclosed-recipients:;", "", true },
		{ "From: =?utf-8?B?w6k=?= <n@x.example>\n", "\xC3\xA9",
		    "n@x.example", false },
		{ "From: N\xE9 <n@x.example>\n", "N\xC3\xA9", "n@x.example",
		    false },
		{ "From: n@b\xC3\xBC"
		  "ro.example\n",
		    "", "n@xn--bro-hoa.example", false },
		{ "", "", "", true },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(
		    a, arena_printf(a, "%sX-A: b\n\nx", rows[i].fields));

		assert_string_equal(f.from.addr, rows[i].addr);
		assert_string_equal(f.from.name, rows[i].name);
		assert_int_equal((f.flaws & FLAW_FROM) != 0, rows[i].is_flawed);
	}
	arena_free(a);
}

static void
test_c1_c4_ids_are_read_from_what_is_there(void **state)
{
	static const struct {
		const char *raw, *id;
	} rows[] = {
		{ "<A@x>", "A@x" },
		{ "  <A@x>  ", "A@x" },
		{ "\r\n\t<A@x>", "A@x" },
		{ "<a\r\n b@x>", "ab@x" },
		{ "a@x", "a@x" },
		{ "<12345>", "12345" },
		{ "12345", "12345" },
		{ "<>", "" },
		{ "", "" },
		{ "< >", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(
		    a, arena_printf(a, "Message-ID: %s\r\n\r\nx", rows[i].raw));

		assert_string_equal(f.message_id, rows[i].id);
	}
	arena_free(a);
}

static void
test_references_are_bounded_and_keep_the_last(void **state)
{
	SCOPED(text_done) struct text mail = { 0 };
	struct arena *a = arena_new();
	struct facts f =
	    read_mail(a, "References: <a@x>,<b@x>,, <c\n d@x> e@x junk <\n\nx");
	int i;

	(void)state;
	assert_int_equal(f.n_references, 4);
	assert_string_equal(f.references[0], "a@x");
	assert_string_equal(f.references[2], "cd@x");
	assert_string_equal(f.references[3], "e@x");
	text_init(&mail, 1 << 20);
	text_add(&mail, "References:");
	for (i = 0; i < 20000; i++)
		text_addf(&mail, "\n <%d@x.example>", i);
	text_add(&mail, "\n\nx");
	f = read_mail(a, mail.data);
	assert_int_equal(f.n_references, MESSAGE_REFERENCES_MAX);
	assert_true(f.flaws & FLAW_HEADERS);
	arena_free(a);
}

static void
test_a_date_that_cannot_be_trusted_is_a_flaw(void **state)
{
	static const struct {
		const char *raw, *out;
		bool is_flawed;
	} rows[] = {
		{ "Tue, 27 Jan 2026 11:15:00 +0100",
		    "2026-01-27T11:15:00+01:00", false },
		{ "27 Jan 26 10:15 GMT", "2026-01-27T11:15:00+01:00", false },
		{ "di, 27 mei 2026 11:15:00 +0200", "2026-05-27T11:15:00+02:00",
		    true },
		{ "Tue, 7 Apr 2026 10:00:t", NULL, true },
		{ "gisteren", "", true },
		{ "", "", true },
	};
	struct arena *a = arena_new();
	char out[INSTANT_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(
		    a, arena_printf(a, "Date: %s\r\n\r\nx", rows[i].raw));

		assert_int_equal((f.flaws & FLAW_DATE) != 0, rows[i].is_flawed);
		if (rows[i].out)
			assert_string_equal(
			    f.has_date ? instant_print(f.date, out) : "",
			    rows[i].out);
	}
	arena_free(a);
}

static void
test_a_message_may_be_badly_made(void **state)
{
	static const char *const rows[] = {
		"Subject: x\r\n\r\nMag dit?",
		"\r\n\r\nSubject: x\r\n\r\nMag dit?",
		"From n@x.example Tue Jan 1 11:15 2026\nSubject: x\n\nMag dit?",
		"Subject: x\nContent-Type: multipart/mixed\n\nMag dit?",
		"Subject: x\nContent-Type: plain\n\nMag dit?",
		"Subject: x\nContent-Type: text/plain; name=a\n\nMag dit?",
		"\xEF\xBB\xBFSubject: x\n\nMag dit?",
		"Subject: x\r\rMag dit?",
		"SUBJECT : x\n\nMag dit?",
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(a, rows[i]);

		assert_string_equal(f.subject, "x");
		assert_string_equal(f.text_new, "Mag dit?");
	}
	arena_free(a);
}

static void
test_nothing_at_all_is_a_message_too(void **state)
{
	struct arena *a = arena_new();
	struct facts f;

	(void)state;
	message_read(a, "", 0, false, &f);
	assert_string_equal(f.subject, "");
	assert_string_equal(f.text_new, "");
	assert_string_equal(f.from.addr, "");
	assert_string_equal(f.forward.from.name, "");
	assert_true(f.flaws & FLAW_DATE);
	assert_true(f.flaws & FLAW_FROM);
	message_read(a, "\0\0\n", 3, true, &f);
	assert_true(f.flaws & FLAW_NUL);
	assert_true(f.flaws & FLAW_CUT);
	arena_free(a);
}

static void
test_nul_bytes_do_not_end_the_text(void **state)
{
	static const char mail[] = "Subject: a\0b\n\nMag\0 dit?\n";
	struct arena *a = arena_new();
	struct facts f;

	(void)state;
	message_read(a, mail, sizeof(mail) - 1, false, &f);
	assert_string_equal(f.subject, "ab");
	assert_string_equal(f.text_new, "Mag dit?");
	assert_int_equal(f.flaws & FLAW_NUL, FLAW_NUL);
	arena_free(a);
}

static void
test_plain_text_is_read_unless_it_says_nothing(void **state)
{
	static const struct {
		const char *mail, *text;
	} rows[] = {
		{ ("Content-Type: multipart/alternative; boundary=\"b\"\n\n"
		   "--b\nContent-Type: text/plain\n\nplat\n--b\n"
		   "Content-Type: text/html\n\n<p>rijk</p>\n--b--\n"),
		    "plat" },
		{ ("Content-Type: multipart/alternative; boundary=\"b\"\n\n"
		   "--b\nContent-Type: text/html\n\n<p>rijk</p>\n--b\n"
		   "Content-Type: text/plain\n\nplat\n--b--\n"),
		    "plat" },
		{ ("Content-Type: multipart/alternative; boundary=\"b\"\n\n"
		   "--b\nContent-Type: text/plain\n\n\n--b\n"
		   "Content-Type: text/html\n\n<p>rijk</p>\n--b--\n"),
		    "rijk" },
		{ ("Content-Type: multipart/alternative; boundary=\"b\"\n\n"
		   "--b\nContent-Type: text/plain\n\nDit is HTML.\n--b\n"
		   "Content-Type: text/html\n\n"
		   "<p>Mag een houder dit zo maar doen volgens u?</p>\n--b--\n"),
		    "Mag een houder dit zo maar doen volgens u?" },
		{ "Content-Type: text/html\n\n<p>rijk</p>", "rijk" },
		{ ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
		   "Content-Type: text/html\n\n<p>rijk</p>\n--b\n"
		   "Content-Type: text/plain\n\nvoet\n--b--\n"),
		    "rijk\nvoet" },
		{ ("Content-Type: multipart/related; boundary=\"b\"\n\n--b\n"
		   "Content-Type: text/html\n\n<p>rijk</p>\n--b\n"
		   "Content-Type: image/png\nContent-ID: <1>\n\nx\n--b--\n"),
		    "rijk" },
		{ ("Content-Type: multipart/signed; boundary=\"b\"\n\n--b\n"
		   "Content-Type: text/plain\n\nplat\n--b\n"
		   "Content-Type: application/pkcs7-signature\n\nx\n--b--\n"),
		    "plat" },
		{ ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
		   "Content-Type: text/plain\n\ngeen einde"),
		    "geen einde" },
		{ "Content-Type: text/plain; charset=iso-8859-1\n"
		  "Content-Transfer-Encoding: quoted-printable\n\n=E9=E9n=\n"
		  " t=80",
		    "\xC3\xA9\xC3\xA9n t\xE2\x82\xAC" },
		{ "Content-Type: text/plain; charset=utf-8\n"
		  "Content-Transfer-Encoding: base64\n\nTWFnIGRpdD8=\n",
		    "Mag dit?" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(
		    a, arena_printf(a, "From: n@x.example\n%s", rows[i].mail));

		assert_string_equal(f.text_new, rows[i].text);
		assert_int_equal(f.has_attachment, KNOWN_NO);
	}
	arena_free(a);
}

static void
test_attachments_are_named_and_typed(void **state)
{
	static const char mail[] =
	    "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
	    "Content-Type: text/plain\n\nZie bijlage\n--b\n"
	    "Content-Type: Application/PDF\n"
	    "Content-Disposition: attachment;\n"
	    " filename*0*=utf-8''ge%C3%AFn;\n"
	    " filename*1*=tegreerd.pdf\n\nx\n--b\n"
	    "Content-Type: application/pdf;\n"
	    " name=\"=?utf-8?B?w6k=?= =?utf-8?B?w6kucGRm?=\"\n\nx\n"
	    "--b\nContent-Type: image/png; name=logo.png\n"
	    "Content-ID: <1>\nContent-Disposition: inline\n\nx\n--b\n"
	    "Content-Type: text/plain\n"
	    "Content-Disposition: attachment; filename=a.txt\n\n"
	    "niet lezen\n--b--\n";
	struct arena *a = arena_new();
	struct facts f = read_mail(a, mail);

	(void)state;
	assert_int_equal(f.has_attachment, KNOWN_YES);
	assert_int_equal(f.n_attachments, 3);
	assert_string_equal(f.attachments[0].name, "ge\xC3\xAFntegreerd.pdf");
	assert_string_equal(f.attachments[0].type, "application/pdf");
	assert_string_equal(f.attachments[1].name, "\xC3\xA9\xC3\xA9.pdf");
	assert_string_equal(f.attachments[2].name, "a.txt");
	assert_string_equal(f.text_new, "Zie bijlage");
	arena_free(a);
}

static void
test_unseen_attachments_are_unknown(void **state)
{
	static const char mail[] =
	    "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
	    "Content-Type: text/plain\n\nZie bijlage\n";
	struct arena *a = arena_new();

	(void)state;
	assert_int_equal(read_cut(a, mail).has_attachment, KNOWN_NOT);
	assert_int_equal(read_cut(a, plain).has_attachment, KNOWN_NO);
	assert_int_equal(read_mail(a, mail).has_attachment, KNOWN_NO);
	arena_free(a);
}

static void
test_what_hides_the_text_is_named(void **state)
{
	static const struct {
		const char *mail;
		unsigned flaws;
	} rows[] = {
		{ "Content-Type: application/pkcs7-mime; "
		  "smime-type=enveloped-data; name=smime.p7m\n\nx",
		    FLAW_ENCRYPTED },
		{ ("Content-Type: multipart/encrypted; boundary=\"b\"\n\n--b\n"
		   "Content-Type: application/pgp-encrypted\n\nVersion: 1\n"
		   "--b--\n"),
		    FLAW_ENCRYPTED },
		{ "Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nx\n",
		    FLAW_ENCRYPTED },
		{ ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
		   "Content-Type: application/ms-tnef\n\nx\n--b--\n"),
		    FLAW_TNEF },
		{ ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
		   "Content-Type: application/octet-stream; name=winmail.dat\n\n"
		   "x\n--b--\n"),
		    FLAW_TNEF },
		{ "Content-Type: text/plain; charset=us-ascii\n\ncaf\xE9",
		    FLAW_CHARSET },
		{ "Subject: x\nno header\nX-A: b\n\nx", FLAW_HEADERS },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = read_mail(a, rows[i].mail);

		assert_int_equal(f.flaws & ~(unsigned)(FLAW_DATE | FLAW_FROM),
		    rows[i].flaws);
	}
	arena_free(a);
}

static void
test_reports_and_invitations_show_what_they_are(void **state)
{
	static const char report[] =
	    "Content-Type: multipart/report; "
	    "report-type=Delivery-Status; boundary=b\n\n--b\n"
	    "Content-Type: text/plain\n\nNiet bezorgd\n--b\n"
	    "Content-Type: message/delivery-status\n\nStatus: 5.1.1\n"
	    "--b\nContent-Type: message/rfc822\n\nFrom: box@y.example\n"
	    "Subject: x\n\ny\n--b--\n";
	static const char invitation[] =
	    "Content-Type: multipart/alternative; boundary=\"b\"\n\n"
	    "--b\nContent-Type: text/plain\n\nKom je?\n--b\n"
	    "Content-Type: text/calendar; charset=utf-8\n\n"
	    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
	    "--b--\n";
	struct arena *a = arena_new();
	struct facts f = read_mail(a, report);

	(void)state;
	assert_string_equal(f.content_type, "multipart/report");
	assert_string_equal(f.report_type, "delivery-status");
	assert_string_equal(f.text_new, "Niet bezorgd");
	assert_false(f.forward.is_found);
	assert_int_equal(f.has_attachment, KNOWN_NO);
	f = read_mail(a, invitation);
	assert_true(f.has_calendar);
	assert_string_equal(f.calendar_method, "request");
	assert_string_equal(f.text_new, "Kom je?");
	arena_free(a);
}

static void
test_an_attached_message_is_a_forward(void **state)
{
	struct arena *a = arena_new();
	struct facts f = read_mail(a,
	    ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
	     "Content-Type: text/plain\n\nZie bijgevoegd.\n--b\n"
	     "Content-Type: message/rfc822\n\nFrom: Piet <p@z.example>\n"
	     "Subject: Vraag\nDate: Tue, 27 Jan 2026 11:15:00 +0100\n\n"
	     "Mag dit?\n--b--\n"));

	(void)state;
	assert_true(f.forward.is_found);
	assert_string_equal(f.forward.from.addr, "p@z.example");
	assert_string_equal(f.forward.subject, "Vraag");
	assert_true(f.forward.has_date);
	assert_string_equal(f.text_new, "Zie bijgevoegd.\n\nMag dit?");
	assert_int_equal(f.n_attachments, 1);
	f = read_mail(a,
	    ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
	     "Content-Type: text/plain\n\n"
	     "Een houder vraagt ons iets waar wij zelf niet uitkomen, "
	     "welke termijn geldt er?\n--b\n"
	     "Content-Type: message/rfc822\n\nFrom: Piet <p@z.example>\n"
	     "Subject: Vraag\nDate: Tue, 27 Jan 2026 11:15:00 +0100\n\n"
	     "Mag dit?\n--b--\n"));
	assert_true(f.forward.is_found);
	assert_null(strstr(f.text_new, "Mag dit?"));
	f = read_mail(a,
	    ("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n"
	     "Content-Type: message/rfc822\n\nFrom: Piet <p@z.example>\n"
	     "Subject: Vraag\nDate: Tue, 27 Jan 2026 11:15:00 +0100\n\n"
	     "Mag dit?\n--b--\n"));
	assert_string_equal(f.text_new, "Mag dit?");
	arena_free(a);
}

/* A field or structure repeated to a megabyte. */
static void
test_endless_repetition_ends(void **state)
{
	static const struct {
		const char *head, *repeated;
	} rows[] = {
		{ "From: ", "a:" },
		{ "To: ", "a@x.example," },
		{ "From: ", "(" },
		{ "Content-Type: text/plain", ";a*1=b" },
		{ "Content-Type: multipart/mixed; boundary=a\n\n", "--a\n\n" },
		{ "", "a:\n" },
		{ "", "Content-Type: message/rfc822\n\n" },
		{ "Subject: ", "=?utf-8?B?w6k=?= " },
		{ "Subject: x\n\n", "> Van: a@x.example\n> Aan: b\n" },
		{ "Subject: x\n\n", "op schreef\n" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(text_done) struct text mail = { 0 };
		struct facts f;

		text_init(&mail, 1 << 19);
		text_add(&mail, rows[i].head);
		while (!mail.is_cut)
			text_add(&mail, rows[i].repeated);
		f = read_mail(a, mail.data);
		assert_true(f.n_headers <= MESSAGE_HEADERS_MAX);
		assert_true(strlen(f.text_new) <= MESSAGE_TEXT_MAX);
		arena_clear(a);
	}
	arena_free(a);
}

static void
test_deep_nesting_is_a_flaw(void **state)
{
	SCOPED(text_done) struct text mail = { 0 };
	struct arena *a = arena_new();
	int i;

	(void)state;
	text_init(&mail, 1 << 20);
	for (i = 0; i < 200; i++)
		text_addf(&mail,
		    "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
		    i);
	text_add(&mail, "\ntext\n");
	assert_true(read_mail(a, mail.data).flaws & FLAW_DEEP);
	arena_free(a);
}

static void
test_flaws_have_names(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(message_flaws(a, 0), "");
	assert_string_equal(message_flaws(a, FLAW_NUL | FLAW_TNEF), "nul,tnef");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_header_block_becomes_facts),
		cmocka_unit_test(
		    test_headers_are_decoded_however_they_are_written),
		cmocka_unit_test(test_a_sender_is_kept_as_he_is),
		cmocka_unit_test(test_c1_c4_ids_are_read_from_what_is_there),
		cmocka_unit_test(test_references_are_bounded_and_keep_the_last),
		cmocka_unit_test(test_a_date_that_cannot_be_trusted_is_a_flaw),
		cmocka_unit_test(test_a_message_may_be_badly_made),
		cmocka_unit_test(test_nothing_at_all_is_a_message_too),
		cmocka_unit_test(test_nul_bytes_do_not_end_the_text),
		cmocka_unit_test(
		    test_plain_text_is_read_unless_it_says_nothing),
		cmocka_unit_test(test_attachments_are_named_and_typed),
		cmocka_unit_test(test_unseen_attachments_are_unknown),
		cmocka_unit_test(test_what_hides_the_text_is_named),
		cmocka_unit_test(
		    test_reports_and_invitations_show_what_they_are),
		cmocka_unit_test(test_an_attached_message_is_a_forward),
		cmocka_unit_test(test_endless_repetition_ends),
		cmocka_unit_test(test_deep_nesting_is_a_flaw),
		cmocka_unit_test(test_flaws_have_names),
	};

	message_init();
	return unit_run(tests);
}
