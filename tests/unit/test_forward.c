/* Who asked when a colleague passes a mail on to the mailbox, as the mail
 * programs write that (E1, E2). */

#include <string.h>

#include "base/arena.h"
#include "edge/rulefile.h"
#include "mail/message.h"
#include "tests/unit/unit.h"
#include "triage/asker.h"

#define BOX   "postbus.kinderopvang@vng.nl"
#define NOOR  "From: Noor <noor@vng.nl>\r\n"
#define TO    "To: " BOX "\r\n"
#define PLAIN "Content-Type: text/plain; charset=utf-8\r\n\r\n"
#define HTML  "Content-Type: text/html; charset=utf-8\r\n\r\n"
#define ASKS  "Mag een stagiair meetellen voor de bkr?\r\n"

static const struct {
	const char *name, *mail;
	const char *asker; /* NULL: the sender himself */
} rows[] = {
	{ "E1: Outlook classic, Dutch",
	    NOOR TO
	    "Subject: FW: Vraag\r\n" PLAIN
	    "Graag oppakken.\r\n\r\nVan: Nora Jansen <nora@almere.nl>\r\n"
	    "Verzonden: maandag 2 november 2026 09:00\r\n"
	    "Aan: Noor <noor@vng.nl>\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: Outlook classic, English",
	    NOOR TO
	    "Subject: FW: Vraag\r\n" PLAIN
	    "-----Original Message-----\r\nFrom: Nora Jansen "
	    "[mailto:nora@almere.nl]\r\nSent: Monday, November 2, 2026 9:00 "
	    "AM\r\nTo: Noor\r\nSubject: Vraag\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: Outlook new, Dutch, HTML",
	    NOOR TO
	    "Subject: Fw: Vraag\r\n" HTML
	    "<div>Voor jullie.</div><hr><div><b>Van:</b> Nora &lt;"
	    "nora@almere.nl&gt;<br><b>Verzonden:</b> maandag 2 november 2026 "
	    "09:00<br><b>Aan:</b> Noor &lt;noor@vng.nl&gt;<br><b>Onderwerp:"
	    "</b> Vraag</div><div>" ASKS "</div>",
	    "nora@almere.nl" },
	{ "E1: Outlook new, English, HTML",
	    NOOR TO
	    "Subject: Fw: Vraag\r\n" HTML
	    "<div>FYI</div><hr><div><b>From:</b> Nora &lt;nora@almere.nl&gt;"
	    "<br><b>Sent:</b> Monday, November 2, 2026 9:00 AM<br><b>To:</b> "
	    "Noor<br><b>Subject:</b> Vraag</div><div>" ASKS "</div>",
	    "nora@almere.nl" },
	{ "E1: Outlook on a telephone",
	    NOOR TO
	    "Subject: Fw: Vraag\r\n" PLAIN
	    "Outlook voor iOS downloaden\r\n________________________________"
	    "\r\nVan: Nora <nora@almere.nl>\r\nVerzonden: Monday, November 2, "
	    "2026 9:00:00 AM\r\nAan: Noor\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: Apple Mail, Dutch",
	    NOOR TO
	    "Subject: Fwd: Vraag\r\n" PLAIN
	    "Begin doorgestuurd bericht:\r\n\r\n> Van: Nora <nora@almere.nl>"
	    "\r\n> Onderwerp: Vraag\r\n> Datum: 2 november 2026 om 09:00:00 "
	    "CET\r\n> Aan: noor@vng.nl\r\n> \r\n> " ASKS,
	    "nora@almere.nl" },
	{ "E1: Apple Mail, English",
	    NOOR TO
	    "Subject: Fwd: Vraag\r\n" PLAIN
	    "Begin forwarded message:\r\n\r\nFrom: Nora <nora@almere.nl>\r\n"
	    "Subject: Vraag\r\nDate: 2 November 2026 at 09:00:00 CET\r\nTo: "
	    "noor@vng.nl\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: Gmail, Dutch",
	    NOOR TO
	    "Subject: Fwd: Vraag\r\n" PLAIN
	    "---------- Forwarded message ---------\r\nVan: Nora "
	    "<nora@almere.nl>\r\nDate: ma 2 nov 2026 om 09:00\r\nSubject: "
	    "Vraag\r\nTo: <noor@vng.nl>\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: Gmail, English",
	    NOOR TO "Subject: Fwd: Vraag\r\n" PLAIN
	            "---------- Forwarded message ---------\r\nFrom: Nora "
	            "<nora@almere.nl>\r\nDate: Mon, Nov 2, 2026 at 9:00 AM\r\n"
	            "Subject: Vraag\r\nTo: <noor@vng.nl>\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: Thunderbird, Dutch",
	    NOOR TO
	    "Subject: Fwd: Vraag\r\n" PLAIN
	    "-------- Doorgestuurd bericht --------\r\nOnderwerp: \tVraag\r\n"
	    "Datum: \tMon, 2 Nov 2026 09:00:00 +0100\r\nVan: \tNora "
	    "<nora@almere.nl>\r\nAan: \tnoor@vng.nl\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: an attached message",
	    NOOR TO
	    "Subject: FW: Vraag\r\nContent-Type: multipart/mixed; "
	    "boundary=b\r\n\r\n--b\r\n" PLAIN "Graag afhandelen.\r\n--b\r\n"
	    "Content-Type: message/rfc822\r\n\r\nFrom: Nora "
	    "<nora@almere.nl>\r\nSubject: Vraag\r\nDate: Mon, 2 Nov 2026 "
	    "09:00:00 +0100\r\n" PLAIN ASKS "--b--\r\n",
	    "nora@almere.nl" },
	{ "E1: no mark in the subject",
	    NOOR TO
	    "Subject: Vraag\r\n" PLAIN
	    "Van: Nora <nora@almere.nl>\r\nVerzonden: maandag 2 november 2026 "
	    "09:00\r\nAan: Noor\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: forwarded twice",
	    NOOR TO
	    "Subject: FW: Vraag\r\n" PLAIN
	    "Graag oppakken.\r\n\r\nVan: Daan <daan@vng.nl>\r\nVerzonden: "
	    "maandag 2 november 2026 10:00\r\nAan: Noor\r\nOnderwerp: FW: "
	    "Vraag\r\n\r\nIs dit iets voor jou?\r\n\r\nVan: Nora "
	    "<nora@almere.nl>\r\nVerzonden: maandag 2 november 2026 09:00\r\n"
	    "Aan: Daan\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: forwarded twice, by Gmail and Apple",
	    NOOR TO
	    "Subject: Fwd: Vraag\r\n" PLAIN
	    "---------- Forwarded message ---------\r\nVan: Daan "
	    "<daan@vng.nl>\r\nDate: ma 2 nov 2026 om 10:00\r\nSubject: Fwd: "
	    "Vraag\r\nTo: <noor@vng.nl>\r\n\r\nBegin doorgestuurd bericht:"
	    "\r\n\r\nVan: Nora <nora@almere.nl>\r\nOnderwerp: Vraag\r\nDatum: "
	    "2 november 2026 om 09:00:00 CET\r\nAan: daan@vng.nl\r\n\r\n" ASKS,
	    "nora@almere.nl" },
	{ "E1: what a colleague forwards of a colleague is internal",
	    NOOR TO
	    "Subject: FW: Vraag\r\n" PLAIN
	    "Van: Daan <daan@vng.nl>\r\nVerzonden: maandag 2 november 2026 "
	    "10:00\r\nAan: Noor\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    NULL },
	{ "E2: an address without a header block is nobody's",
	    NOOR TO "Subject: FW: Vraag\r\n" PLAIN
	            "Nora (nora@almere.nl) belde hierover: " ASKS,
	    NULL },
	{ "E2: a block with a name alone is nobody's",
	    NOOR TO
	    "Subject: FW: Vraag\r\n" PLAIN
	    "Van: Nora Jansen\r\nVerzonden: maandag 2 november 2026 09:00\r\n"
	    "Aan: Noor\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    NULL },
	{ "users 9: a reply to the asker that quotes her is no forward",
	    NOOR
	    "To: nora@almere.nl\r\nCc: " BOX "\r\nSubject: RE: Vraag\r\n"
	    "In-Reply-To: <q@almere.nl>\r\n" PLAIN
	    "Dat mag.\r\n\r\nVan: Nora <nora@almere.nl>\r\nVerzonden: maandag "
	    "2 november 2026 09:00\r\nAan: Noor\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    NULL },
	{ "users 9: a gemeente that forwards a citizen asks itself",
	    "From: Nora <nora@almere.nl>\r\n" TO "Subject: FW: Vraag\r\n" PLAIN
	    "Van: Piet <piet@gmail.com>\r\nVerzonden: maandag 2 november 2026 "
	    "09:00\r\nAan: Nora\r\nOnderwerp: Vraag\r\n\r\n" ASKS,
	    NULL },
};

static void
test_e1_the_sender_outside_of_a_forward_asks(void **state)
{
	static const char *const internal[] = { "vng.nl" };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct address box = { "", BOX, "vng.nl" };
	struct house house = { .mailboxes = { 1, &box } };
	struct rulebook book;
	size_t i;

	(void)state;
	message_init();
	assert_int_equal(rulebook_read(a, "rules", NULL, &book, &faults), 0);
	assert_int_equal(organisations_new(a, &book.data, internal, 1, "VNG",
	                     &house.organisations, NULL),
	    0);
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts;
		struct asker asker;
		const char *wanted = rows[i].asker;

		message_read(
		    a, rows[i].mail, strlen(rows[i].mail), false, &facts);
		asker = asker_of(a, &facts, &house);
		if (!wanted)
			wanted = facts.from.addr;
		if (strcmp(asker.address.addr, wanted) != 0 ||
		    asker.is_forwarded != (rows[i].asker != NULL))
			fail_msg(
			    "%s: got %s", rows[i].name, asker.address.addr);
	}
	rulebook_done(&book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_e1_the_sender_outside_of_a_forward_asks),
	};

	return unit_run(tests);
}
