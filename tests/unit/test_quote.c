/* What is new, quoted, signature, disclaimer or forwarded (hard cases E1, E2,
 * F12, F13, F14). */

#include <string.h>

#include "base/arena.h"
#include "mail/quote.h"
#include "tests/unit/unit.h"

static struct facts
split(struct arena *a, const char *subject, const char *text)
{
	struct facts f = { .subject = subject, .in_reply_to = "" };

	quote_split(a, text, &f);
	return f;
}

/* Each mark, and the new text above it; "Re:" so that none is a forward. */
static void
test_the_mark_of_each_mail_client_begins_the_quotation(void **state)
{
	static const char *const rows[] = {
		"Op di 27 jan 2026 om 11:15 schreef Nora <n@x.example>:\n> oud",
		"Op di 27 jan 2026 om 11:15 schreef Nora\n<n@x.example>:\n> oud",
		"Op dinsdag 27 januari 2026 om\n11:15 schreef Nora Jansen de "
		"Wit\n<n@x.example>:\n\n> oud",
		"Op 27 jan. 2026, om 11:15 heeft Nora <n@x.example> het "
		"volgende geschreven:\n\noud",
		"Op 27-01-2026 11:15 schreef Nora:\n> oud",
		"Nora schreef op di 27-01-2026 om 11:15 [+0100]:\n> oud",
		"Nora <n@x.example> schreef:\n> oud",
		"On Tue, Jan 27, 2026 at 11:15 AM Nora <n@x.example> "
		"wrote:\n\n> oud",
		"On Tue, Jan 27, 2026 at 11:15 AM Nora\nJansen <n@x.example>\n"
		"wrote:\n> oud",
		"On 27/01/2026 11:15, Nora wrote:\n> oud",
		"2026-01-27 11:15 GMT+01:00 Nora <n@x.example>:\n\n> oud",
		"Van: Nora <n@x.example>\nVerzonden: dinsdag 27 januari 2026 "
		"11:15\nAan: Box <b@y.example>\nOnderwerp: x\n\noud",
		"________________________________\nVan: Nora <n@x.example>\n"
		"Verzonden: x\nAan: y\nCC: z\nOnderwerp: x\n\noud",
		"*Van:* Nora <n@x.example>\n*Verzonden:* x\n*Aan:* y\n"
		"*Onderwerp:* x\n\noud",
		"**From:** Nora <n@x.example>  \n**Sent:** x  \n**To:** y\n\noud",
		"Van:\xC2\xA0Nora <n@x.example>\nVerzonden:\xC2\xA0x\n"
		"Aan:\xC2\xA0y\n\noud",
		"From: Nora [mailto:n@x.example]\nSent: Tuesday, January 27, "
		"2026 11:15 AM\nTo: y\nSubject: x\n\noud",
		"> Van: Nora <n@x.example>\n> Verzonden: x\n> Aan: y\n>\n> oud",
		"-----Oorspronkelijk bericht-----\nVan: n@x.example\n"
		"Verzonden: x\n\noud",
		"-----Original Message-----\nFrom: n@x.example\n\noud",
		"-----Original Message-----\n\noud",
		"> oud\n> oud",
		">>> Nora Jansen <n@x.example> 27-1-2026 11:15 >>>\noud",
		">>> \"Nora\" <n@x.example> 27-1-2026 11:15 >>>\n\noud\n>>oud",
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *text =
		    arena_printf(a, "Dank, dit is nieuw.\n\n%s", rows[i]);
		struct facts f = split(a, "RE: x", text);

		if (strcmp(f.text_new, "Dank, dit is nieuw.") != 0 ||
		    !strstr(f.text_quoted, "oud") || f.forward.is_found)
			fail_msg("%s\ngave new: %s", text, f.text_new);
		arena_clear(a);
	}
	arena_free(a);
}

/* When in doubt all is new. */
static void
test_what_only_resembles_a_mark_stays_new(void **state)
{
	static const char *const rows[] = {
		"Op 3 maart schreef u het volgende:\nde termijn is verlopen.",
		"Van: 1 januari\nTot: 1 maart\nOnderwerp: verlof",
		"Van: Jan\nOnderwerp: formulier\nBericht: dag",
		">50 kinderen mag dat?",
		"Onderwerp: x\nDatum: 3 maart\nTelefoon: 1",
		"Aan de balie vroeg iemand: mag dit?",
		"Op 1 januari gaat de wet in. Wie schreef dit?",
		"Is dit bericht voor jullie bestemd?",
		"Groeten doen wij niet, maar onze vraag is of u ons kunt "
		"helpen met de uitvoering hiervan.",
		"Met vriendelijke woorden alleen komen wij er niet, dus onze "
		"vraag luidt als volgt.",
		"Mag een gemeente om vertrouwelijke informatie vragen?",
		"a\n\n----------\n\nb",
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = split(a, "Vraag", rows[i]);

		assert_string_equal(f.text_new, rows[i]);
		assert_string_equal(f.text_quoted, "");
		assert_string_equal(f.text_signature, "");
		assert_string_equal(f.text_disclaimer, "");
		assert_false(f.forward.is_found);
	}
	arena_free(a);
}

static void
test_answers_between_quoted_lines_are_new(void **state)
{
	struct arena *a = arena_new();
	struct facts f = split(a, "RE: x",
	    "Zie onder.\n\nGroet, Nora\n\n"
	    "Op 27-01-2026 11:15 schreef Box <b@y.example>:\n"
	    "> Mag dit?\n\nJa.\n\n> En dat?\n\nNee.\n");

	(void)state;
	assert_string_equal(f.text_new, "Zie onder.\n\nJa.\n\nNee.");
	assert_string_equal(f.text_signature, "Groet, Nora");
	assert_non_null(strstr(f.text_quoted, "> En dat?"));
	arena_free(a);
}

static void
test_a_signature_runs_from_its_formula_to_the_end(void **state)
{
	static const char *const rows[] = { "Met vriendelijke groet,",
		"Met vriendelijke groeten", "MET VRIENDELIJKE GROET,",
		"Vriendelijke groeten,", "Hartelijke groet,", "Groet,",
		"Groeten,", "Groetjes, Nora", "Mvg", "mvg Nora", "M.v.g.,",
		"Gr. Nora", "Hoogachtend,", "Kind regards,", "Best regards",
		"-- ", "--", "Verstuurd vanaf mijn iPhone",
		"Verzonden vanaf Outlook voor Android",
		"Outlook voor iOS downloaden<https://aka.example/o0>" };
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = split(a, "Vraag",
		    arena_printf(
		        a, "Mag dit?\n\n%s\n\nNora\nT 088\n", rows[i]));

		assert_string_equal(f.text_new, "Mag dit?");
		if (!strstr(f.text_signature, "T 088"))
			fail_msg("%s began no signature", rows[i]);
	}
	arena_free(a);
}

/* "Thanks," says something, and ends nothing when text follows. */
static void
test_a_parting_begins_a_signature_only_above_a_name(void **state)
{
	static const struct {
		const char *text, *new, *signature;
	} rows[] = {
		{ "Mag dit?\n\nThanks,\n\nNora Jansen\nTeam Toezicht | 088-1",
		    "Mag dit?\n\nThanks,",
		    "Nora Jansen\nTeam Toezicht | 088-1" },
		{ "Mag dit?\nBij voorbaat dank!\nNora\nAdviseur",
		    "Mag dit?\nBij voorbaat dank!", "Nora\nAdviseur" },
		{ "Bedankt!\n\nNora", "Bedankt!", "Nora" },
		{ "Bedankt!\n\nEn mag dit?", "Bedankt!\n\nEn mag dit?", "" },
		{ "Dank,\n\nWij gaan ermee aan de slag en laten het morgen "
		  "weten.",
		    "Dank,\n\nWij gaan ermee aan de slag en laten het morgen "
		    "weten.",
		    "" },
		{ "Alvast bedankt\n1. de bkr\n2. de uren",
		    "Alvast bedankt\n1. de bkr\n2. de uren", "" },
		{ "Mag dit?\n\nAlvast bedankt,\n\nMet vriendelijke groet,\n"
		  "Nora",
		    "Mag dit?\n\nAlvast bedankt,",
		    "Met vriendelijke groet,\nNora" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = split(a, "Vraag", rows[i].text);

		assert_string_equal(f.text_new, rows[i].new);
		assert_string_equal(f.text_signature, rows[i].signature);
	}
	arena_free(a);
}

static void
test_a_letter_pasted_in_does_not_end_the_text(void **state)
{
	struct arena *a = arena_new();
	struct facts f = split(a, "Vraag",
	    "Wij kregen dit:\n\nGraag uw oordeel.\nGroet,\nPiet\n\n"
	    "Wat moeten wij daar nu volgens jullie verder mee doen?\n\n"
	    "Met vriendelijke groet,\nNora\n");

	(void)state;
	assert_non_null(strstr(f.text_new, "Wat moeten wij"));
	assert_string_equal(f.text_signature, "Met vriendelijke groet,\nNora");
	arena_free(a);
}

static void
test_a_ps_below_the_signature_is_new(void **state)
{
	struct arena *a = arena_new();
	struct facts f = split(a, "Vraag",
	    "Mag dit?\n\nGroet,\nNora\n\nPS: kan het vandaag\nnog?\n\n"
	    "T 088 000 00 00\n");

	(void)state;
	assert_string_equal(
	    f.text_new, "Mag dit?\n\nPS: kan het vandaag\nnog?");
	assert_string_equal(
	    f.text_signature, "Groet,\nNora\n\nT 088 000 00 00");
	arena_free(a);
}

static void
test_disclaimers_and_banners_are_not_new(void **state)
{
	static const char *const rows[] = {
		"De informatie verzonden met dit e-mailbericht is uitsluitend "
		"bestemd voor de geadresseerde.",
		"Dit bericht kan informatie bevatten die niet voor u is\n"
		"bestemd. Indien u niet de geadresseerde bent, verwijder het.",
		"Aan deze e-mail kunnen geen rechten worden ontleend.",
		"Denkt u aan het milieu voordat u deze e-mail print?",
		"This e-mail is confidential and intended for the addressee.",
		"Please consider the environment: think before you print.",
		"Let op: deze e-mail is afkomstig van buiten de organisatie.",
		"U ontvangt niet vaak e-mail van n@x.example. Meer informatie",
		"CAUTION: This email originated from outside of the company.",
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts below = split(a, "Vraag",
		    arena_printf(a, "Mag dit?\n\n____________\n%s", rows[i]));
		struct facts above = split(
		    a, "Vraag", arena_printf(a, "%s\n\nMag dit?", rows[i]));

		assert_string_equal(above.text_new, "Mag dit?");
		assert_string_equal(above.text_disclaimer, rows[i]);
		assert_null(strstr(below.text_new, rows[i]));
		assert_string_equal(below.text_signature, "");
	}
	arena_free(a);
}

static void
test_new_text_is_never_empty_while_there_is_text(void **state)
{
	static const struct {
		const char *text, *is_new;
	} rows[] = {
		{ "", "" },
		{ "\n \n", "" },
		{ "Groet,\nNora", "Groet,\nNora" },
		{ "> a\n> b", "> a\n> b" },
		{ "Groet, Nora\n\n> a\n> b", "Groet, Nora" },
		{ "-----Original Message-----\nFrom: n@x.example\n\noud",
		    "-----Original Message-----\nFrom: n@x.example\n\noud" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_string_equal(
		    split(a, "RE: x", rows[i].text).text_new, rows[i].is_new);
	arena_free(a);
}

static const char outlook[] = "Van: Jansen, P. (Piet) <p.jansen@x.example>\n"
                              "Verzonden: dinsdag 27 januari 2026 11:15\n"
                              "Aan: Box <box@y.example>; 'a@b.example'\n"
                              "CC: c@d.example\n"
                              "Onderwerp: Vraag over opvang\n"
                              "\n"
                              "Beste,\n\nMag een houder dit?\n\nGroet,\nPiet\n";

static void
test_a_forward_names_who_asked_and_when(void **state)
{
	struct arena *a = arena_new();
	char out[INSTANT_TEXT];
	struct facts f = split(a, "FW: Vraag over opvang",
	    arena_printf(a, "Ter info.\n\nMvg, Box\n\n%s", outlook));

	(void)state;
	assert_true(f.forward.is_found);
	assert_string_equal(f.forward.from.addr, "p.jansen@x.example");
	assert_string_equal(f.forward.from.name, "Jansen, P. (Piet)");
	assert_string_equal(f.forward.subject, "Vraag over opvang");
	assert_string_equal(
	    f.forward.date_text, "dinsdag 27 januari 2026 11:15");
	assert_true(f.forward.has_date);
	assert_string_equal(
	    instant_print(f.forward.date, out), "2026-01-27T11:15:00+01:00");
	assert_string_equal(
	    f.text_new, "Ter info.\n\nBeste,\n\nMag een houder dit?");
	assert_string_equal(f.text_signature, "Mvg, Box");
	arena_free(a);
}

static void
test_the_prefix_or_the_mark_tells_forward_from_reply(void **state)
{
	static const struct {
		const char *subject, *above;
		bool is_forward;
	} rows[] = {
		{ "FW: x", "", true },
		{ "Fwd: x", "Wat vinden jullie?\n\n", true },
		{ "Doorst: RE: x", "Ter info\n\n", true },
		{ "RE: x", "", false },
		{ "RE: FW: x", "Dank.\n\n", false },
		{ "x", "", true },
		{ "x", "Ter info\n\n", true },
		{ "x",
		    "Wij hebben hier een heel eigen vraag over, namelijk of "
		    "dit zo mag.\n\n",
		    false },
		{ "x", "---------- Forwarded message ---------\n", true },
		{ "RE: x", "---------- Doorgestuurd bericht ---------\n",
		    true },
		{ "RE: x", "Begin doorgestuurd bericht:\n\n", true },
		{ "x", "Zie dit.\n\nBegin forwarded message:\n\n", true },
		{ "RE: x", "-----Oorspronkelijk bericht-----\n", false },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = split(a, rows[i].subject,
		    arena_printf(a, "%s%s", rows[i].above, outlook));

		if (f.forward.is_found != rows[i].is_forward)
			fail_msg("%s | %s", rows[i].subject, rows[i].above);
		if (f.forward.is_found)
			assert_string_equal(
			    f.forward.from.addr, "p.jansen@x.example");
	}
	arena_free(a);
}

static void
test_a_sender_is_found_in_each_form(void **state)
{
	static const struct {
		const char *block, *name, *addr;
	} rows[] = {
		{ "Van: n@x.example\nDatum: x", "", "n@x.example" },
		{ "Van: Nora [mailto:n@x.example]\nDatum: x", "Nora",
		    "n@x.example" },
		{ "Van: \"Nora\" <N@X.example<mailto:N@X.example>>\nDatum: x",
		    "Nora", "n@x.example" },
		{ "*Van: *Nora <n@x.example>\nDatum: x", "Nora",
		    "n@x.example" },
		{ "Van: Nora Jansen\nDatum: x", "Nora Jansen", "" },
		{ "Van:\nNora <n@x.example>\nDatum: x", "Nora", "n@x.example" },
		{ "Onderwerp: x\nDatum: y\nVan: \tNora <n@x.example>\nAan: z",
		    "Nora", "n@x.example" },
		{ "Van: Nora\n<n@x.example>\nDatum: x", "Nora", "n@x.example" },
		{ "Van: Nora <n@x.example> namens Box <b@x.example>\nDatum: x",
		    "Nora", "n@x.example" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts f = split(a, "FW: x",
		    arena_printf(a,
		        "Begin doorgestuurd bericht:\n\n%s\n\nMag dit? Mail "
		        "naar iemand@anders.example\n",
		        rows[i].block));

		assert_true(f.forward.is_found);
		assert_string_equal(f.forward.from.addr, rows[i].addr);
		assert_string_equal(f.forward.from.name, rows[i].name);
	}
	arena_free(a);
}

static void
test_a_quoted_forward_is_taken_out_of_its_marks(void **state)
{
	struct arena *a = arena_new();
	struct facts f = split(a, "Fwd: x",
	    "Pak jij dit op?\n\nBegin doorgestuurd bericht:\n\n"
	    "> Van: Nora <n@x.example>\n> Onderwerp: x\n"
	    "> Datum: 27 januari 2026 om 11:15:00 CET\n> Aan: b@y.example\n"
	    "> \n> Mag dit?\n> > oud\n> > ouder\n");

	(void)state;
	assert_string_equal(f.forward.from.addr, "n@x.example");
	assert_true(f.forward.has_date);
	assert_string_equal(f.text_new, "Pak jij dit op?\n\nMag dit?");
	arena_free(a);
}

static void
test_without_a_header_block_nobody_is_the_asker(void **state)
{
	struct arena *a = arena_new();
	struct facts f = split(a, "FW: x",
	    "Ter info\n\n-----Oorspronkelijk bericht-----\n"
	    "Mail cid:logo@1 of iemand@x.example\n");

	(void)state;
	assert_false(f.forward.is_found);
	assert_string_equal(f.text_new, "Ter info");
	arena_free(a);
}

static void
test_who_asks_something_himself_speaks_alone(void **state)
{
	struct arena *a = arena_new();
	struct facts f = split(a, "FW: Vraag over opvang",
	    arena_printf(a,
	        "Een houder maakt bezwaar tegen ons inspectierapport. "
	        "Moeten wij dat als een bezwaarschrift zien?\n\n%s",
	        outlook));

	(void)state;
	assert_true(f.forward.is_found);
	assert_null(strstr(f.text_new, "Mag een houder dit?"));
	assert_non_null(strstr(f.text_quoted, "Mag een houder dit?"));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_the_mark_of_each_mail_client_begins_the_quotation),
		cmocka_unit_test(test_what_only_resembles_a_mark_stays_new),
		cmocka_unit_test(test_answers_between_quoted_lines_are_new),
		cmocka_unit_test(
		    test_a_signature_runs_from_its_formula_to_the_end),
		cmocka_unit_test(
		    test_a_parting_begins_a_signature_only_above_a_name),
		cmocka_unit_test(test_a_letter_pasted_in_does_not_end_the_text),
		cmocka_unit_test(test_a_ps_below_the_signature_is_new),
		cmocka_unit_test(test_disclaimers_and_banners_are_not_new),
		cmocka_unit_test(
		    test_new_text_is_never_empty_while_there_is_text),
		cmocka_unit_test(test_a_forward_names_who_asked_and_when),
		cmocka_unit_test(
		    test_the_prefix_or_the_mark_tells_forward_from_reply),
		cmocka_unit_test(test_a_sender_is_found_in_each_form),
		cmocka_unit_test(
		    test_a_quoted_forward_is_taken_out_of_its_marks),
		cmocka_unit_test(
		    test_without_a_header_block_nobody_is_the_asker),
		cmocka_unit_test(test_who_asks_something_himself_speaks_alone),
	};

	return unit_run(tests);
}
