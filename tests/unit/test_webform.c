/* Who filled in a web form, in the layouts that forms have in mail. */

#include <string.h>

#include "base/arena.h"
#include "edge/rulefile.h"
#include "mail/message.h"
#include "tests/unit/unit.h"
#include "triage/asker.h"

#define FORM "formulier@vng.nl"
#define BOX  "postbus.kinderopvang@vng.nl"

static const struct {
	const char *name;
	const char *headers; /* Reply-To and the like, each with CRLF */
	const char *type, *body;
	const char *asker, *organisation, *kind;
} rows[] = {
	{ "E13: labels and answers on one line", "", "plain",
	    "Naam: Nora Jansen\r\nE-mailadres: nora@almere.nl\r\n"
	    "Gemeente: Almere\r\nVraag: Mag een stagiair meetellen?\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E13: answers below their labels", "", "plain",
	    "E-mailadres:\r\nnora@almere.nl\r\n\r\nGemeente:\r\nAlmere\r\n\r\n"
	    "Uw vraag:\r\nMag een stagiair meetellen?\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E13: a table in HTML", "", "html",
	    "<table><tr><th>Naam</th><td>Nora</td></tr><tr><th>E-mailadres"
	    "</th><td><a href=\"mailto:nora@almere.nl\">nora@almere.nl</a>"
	    "</td></tr><tr><th>Gemeente</th><td>Almere</td></tr><tr><th>Vraag"
	    "</th><td>Mag een stagiair meetellen?</td></tr></table>",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E13: bold labels and paragraphs in HTML", "", "html",
	    "<p><b>E-mailadres:</b> nora@almere.nl</p><p><b>Gemeente:</b> "
	    "Almere</p><p><b>Vraag:</b><br>Mag een stagiair meetellen?</p>",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E13: bullets and stars, capitals", "", "plain",
	    "* *E-MAILADRES:* nora@almere.nl\r\n* *GEMEENTE:* Gemeente Almere"
	    "\r\n* *VRAAG:* Mag een stagiair meetellen?\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E13: columns with bars", "", "plain",
	    "| E-mailadres | nora@almere.nl |\r\n| Gemeente | Almere |\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E13: only Reply-To", "Reply-To: Nora <nora@almere.nl>\r\n", "plain",
	    "Vraag: Mag een stagiair meetellen?\r\n", "nora@almere.nl",
	    "GM0034", "gemeente" },
	{ "the field goes before Reply-To", "Reply-To: x@ede.nl\r\n", "plain",
	    "E-mailadres: nora@almere.nl\r\n", "nora@almere.nl", "GM0034",
	    "gemeente" },
	{ "E14: Reply-To that nobody reads", "Reply-To: noreply@vng.nl\r\n",
	    "plain", "Vraag: Mag dat?\r\n", FORM, "", "onbekend" },
	{ "E14: Reply-To that is no address", "Reply-To: microsoft@unknown\r\n",
	    "plain", "Vraag: Mag dat?\r\n", FORM, "", "onbekend" },
	{ "a private address, with the gemeente named", "", "plain",
	    "E-mailadres: nora@gmail.com\r\nGemeente: Almere\r\n",
	    "nora@gmail.com", "GM0034", "gemeente" },
	{ "a shared service, for one of its gemeenten", "", "plain",
	    "E-mailadres: nora@werksaamwf.nl\r\nGemeente: Hoorn\r\n",
	    "nora@werksaamwf.nl", "GM0405", "gemeente" },
	{ "the domain of a gemeente goes before what is filled in", "", "plain",
	    "E-mailadres: nora@almere.nl\r\nGemeente: Ede\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "a gemeente that does not exist", "", "plain",
	    "E-mailadres: nora@gmail.com\r\nGemeente: Rotjeknor\r\n",
	    "nora@gmail.com", "", "particulier" },
	{ "a longer label is another field", "", "plain",
	    "E-mailadres van uw leidinggevende: baas@ede.nl\r\n"
	    "E-mailadres: nora@almere.nl\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
	{ "E2: an address elsewhere in the text is nobody", "", "plain",
	    "Vraag: mijn collega piet@ede.nl weet het ook niet.\r\n", FORM, "",
	    "onbekend" },
	{ "a colleague fills it in", "", "plain",
	    "E-mailadres: noor@vng.nl\r\n", "noor@vng.nl", "VNG", "intern" },
	/* The machine that mails a form says that it is one. */
	{ "a form marked as automatic", "Auto-Submitted: auto-generated\r\n",
	    "plain", "E-mailadres: nora@almere.nl\r\nVraag: Mag dat?\r\n",
	    "nora@almere.nl", "GM0034", "gemeente" },
};

struct world {
	struct arena *a;
	struct rulebook book;
	struct address box;
	struct webform form;
	struct house house;
};

static void
make_world(struct world *w)
{
	static const char *const internal[] = { "vng.nl" };
	struct faults faults = { 0 };

	w->a = arena_new();
	faults.arena = w->a;
	assert_int_equal(
	    rulebook_read(w->a, "rules", NULL, &w->book, &faults), 0);
	assert_int_equal(organisations_new(w->a, &w->book.data, internal, 1,
	                     "VNG", &w->house.organisations, NULL),
	    0);
	w->box = (struct address){ "", BOX, "vng.nl" };
	w->form = (struct webform){ FORM, "E-mailadres: *", "Gemeente: *" };
	w->house.rules = w->book.rules;
	w->house.default_team = "K";
	w->house.mailboxes = (struct address_list){ 1, &w->box };
	w->house.forms = (struct webform_list){ 1, &w->form };
}

static struct verdict
read_form(struct world *w, size_t i, bool is_configured)
{
	struct facts facts;
	struct verdict v;
	const char *bytes = arena_printf(w->a,
	    "From: Vragenformulier <" FORM ">\r\nTo: " BOX "\r\n%s"
	    "Subject: Ingevuld formulier\r\nMessage-ID: <f@vng.nl>\r\n"
	    "Content-Type: text/%s; charset=utf-8\r\n\r\n%s",
	    rows[i].headers, rows[i].type, rows[i].body);

	w->house.forms.n = is_configured;
	message_read(w->a, bytes, strlen(bytes), false, &facts);
	classify(w->a, &facts, (struct instant){ 1700000000 }, &w->house, &v);
	return v;
}

static void
test_e13_whoever_filled_in_a_configured_form_asks(void **state)
{
	struct world w = { 0 };
	size_t i;

	(void)state;
	message_init();
	make_world(&w);
	for (i = 0; i < LENGTH(rows); i++) {
		struct verdict v = read_form(&w, i, true);

		if (strcmp(v.asker.addr, rows[i].asker) != 0 ||
		    strcmp(v.organisation->code, rows[i].organisation) != 0 ||
		    strcmp(v.organisation->kind, rows[i].kind) != 0)
			fail_msg("%s: got %s, %s, %s", rows[i].name,
			    v.asker.addr, v.organisation->code,
			    v.organisation->kind);
		assert_false(v.is_from_us);
		assert_int_equal(v.kind, KIND_HUMAN);
		assert_int_equal(
		    v.is_internal, strcmp(rows[i].kind, "intern") == 0);
	}
	rulebook_done(&w.book);
	arena_free(w.a);
}

static void
test_e13_a_sender_that_is_not_configured_is_the_asker(void **state)
{
	struct world w = { 0 };
	size_t i;

	(void)state;
	make_world(&w);
	for (i = 0; i < LENGTH(rows); i++)
		assert_string_equal(read_form(&w, i, false).asker.addr, FORM);
	rulebook_done(&w.book);
	arena_free(w.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_e13_whoever_filled_in_a_configured_form_asks),
		cmocka_unit_test(
		    test_e13_a_sender_that_is_not_configured_is_the_asker),
	};

	return unit_run(tests);
}
