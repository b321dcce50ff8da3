/* Explanations: every step is there, what nearly matched is named, and both
 * languages say it. */

#include <string.h>

#include "desk/explain.h"
#include "desk/explain_words.h"
#include "tests/unit/desk_rig.h"
#include "tests/unit/mails.h"

struct fixture {
	struct rig rig;
	struct address box;
};

static int
set_up(void **state)
{
	static struct fixture f;

	f.rig = rig_new();
	f.box = (struct address){ "", RIG_K, "vng.nl" };
	*state = &f;
	return 0;
}

static int
tear_down(void **state)
{
	rig_done(&((struct fixture *)*state)->rig);
	return 0;
}

static struct explanation
explain(struct fixture *f, const char *from, const char *subject,
    const char *text, enum language language)
{
	struct facts facts = mail_facts(f->rig.arena, from, subject, text);
	struct office *o = f->rig.office;

	facts.to = (struct address_list){ 1, &f->box };
	o->settings.language = language;
	return explain_message(f->rig.arena, o, &o->house, &facts,
	    moment("2026-11-02T09:00:00+01:00"), "test");
}

static const struct reason *
step(const struct explanation *x, const char *key)
{
	size_t i;

	for (i = 0; i < x->n; i++) {
		if (strcmp(x->at[i].key, key) == 0)
			return &x->at[i];
	}
	fail_msg("there is no step %s", key);
	return NULL;
}

static void
expect(const struct explanation *x, const char *key, const char *line)
{
	const struct reason *r = step(x, key);
	size_t i;

	for (i = 0; i < r->n; i++) {
		if (strstr(r->lines[i], line))
			return;
	}
	for (i = 0; i < r->n; i++)
		print_error("%s: %s\n", key, r->lines[i]);
	fail_msg("step %s does not say '%s'", key, line);
}

static void
test_each_step_has_its_outcome_and_its_reason(void **state)
{
	static const char *const keys[] = { "message", "kind", "sender",
		"asker", "organisation", "is_question", "topic", "team", "term",
		"conversation" };
	struct explanation x = explain(*state, "a@utrecht.nl", "BKR",
	    "Mag een stagiair meetellen voor de BKR?", LANGUAGE_NL);
	size_t i;

	assert_int_equal(x.n, LENGTH(keys));
	for (i = 0; i < LENGTH(keys); i++) {
		assert_string_equal(x.at[i].key, keys[i]);
		assert_true(x.at[i].n > 0 || strcmp(keys[i], "team") == 0);
	}
	assert_string_equal(step(&x, "topic")->found, "bkr");
	expect(&x, "kind", "Niet gevonden: Auto-Submitted");
	expect(&x, "organisation", "utrecht.nl hoort bij gemeente Utrecht");
	expect(&x, "is_question", "vanaf +10 is het zeker een vraag");
	expect(&x, "term", "5 werkdagen na ontvangst is maandag 9 november");
}

/* What nearly was, by its name; its sentence and what it lacked hold these. */
static const struct nearly *
expect_near(const struct explanation *x, const char *key, const char *name,
    const char *says)
{
	const struct reason *r = step(x, key);
	size_t i;

	for (i = 0; i < r->n_near; i++) {
		if (strcmp(r->near[i].name, name) == 0 &&
		    strstr(r->near[i].says, says))
			return &r->near[i];
	}
	for (i = 0; i < r->n_near; i++)
		print_error(
		    "%s: %s: %s\n", key, r->near[i].name, r->near[i].says);
	fail_msg("step %s has no '%s' that was near", key, name);
	return NULL;
}

static void
test_what_nearly_matched_is_named(void **state)
{
	struct explanation x = explain(*state, "a@gemeente-utrecht.example",
	    "BKR", "Mag een stagiair meetellen voor de BKR bij een huisbezoek?",
	    LANGUAGE_NL);
	const struct nearly *n;

	assert_string_equal(step(&x, "organisation")->found, "onbekend");
	n = expect_near(&x, "organisation", "utrecht.nl",
	    "Lijkt op utrecht.nl (gemeente Utrecht), maar is dat niet");
	assert_non_null(strstr(n->lacks, "eindigt niet op utrecht.nl"));
	expect(&x, "topic", "Gekozen.");
	n = expect_near(&x, "topic", "huisbezoek", "te weinig");
	assert_true(n->score > 0 && n->needed > n->score);
	assert_non_null(strstr(n->there, "huisbezoek"));
}

static void
test_a_mistyped_domain_says_how_many_letters_differ(void **state)
{
	struct explanation x = explain(*state, "a@utrcht.nl", "BKR",
	    "Mag een stagiair meetellen voor de BKR?", LANGUAGE_NL);

	expect_near(&x, "organisation", "utrecht.nl",
	    "1 letter anders; alleen een gelijk domein telt");
	x = explain(*state, "a@zqzqzq.example", "BKR", "Mag dat?", LANGUAGE_NL);
	assert_int_equal(step(&x, "organisation")->n_near, 0);
	expect(&x, "organisation", "geen domein in dat erop lijkt");
}

/* Whom somebody calls himself is told, and does not count. */
static void
test_an_unknown_sender_who_calls_himself_a_gemeente(void **state)
{
	struct fixture *f = *state;
	struct facts facts = mail_facts(f->rig.arena, "jan@gmail.com", "BKR",
	    "Mag een stagiair meetellen voor de BKR?");
	struct explanation x;

	f->rig.office->settings.language = LANGUAGE_NL;
	facts.to = (struct address_list){ 1, &f->box };
	facts.text_signature = "Jan\nGemeente Utrecht, team VE";
	x = explain_message(f->rig.arena, f->rig.office, &f->rig.office->house,
	    &facts, moment("2026-11-02T09:00:00+01:00"), "test");
	assert_string_equal(step(&x, "organisation")->found, "particulier");
	expect_near(&x, "organisation", "GM0344",
	    "Noemt zich gemeente Utrecht, in naam of ondertekening");
}

/* Between the certainties, and by a sign of a machine that is weak alone. */
static void
test_how_far_it_was_from_certain_is_told(void **state)
{
	struct explanation x =
	    explain(*state, "a@utrecht.nl", "Afwezig: juf van groep 2",
	        "Stukken over de gastouder.", LANGUAGE_NL);
	const struct nearly *n =
	    expect_near(&x, "is_question", "zeker een vraag", "te weinig");

	assert_int_equal(n->needed, QUESTION_SURE);
	assert_true(n->score < QUESTION_SURE);
	assert_string_equal(step(&x, "kind")->found, "human");
	expect_near(&x, "kind", "", "een tweede teken ontbreekt");
}

/* A term of law whose words are there, and whose phrase is not. */
static void
test_a_term_that_was_near_names_what_lacked(void **state)
{
	struct explanation x = explain(*state, "a@utrecht.nl", "Vraag",
	    "Een ouder heeft een klacht over het kdv. Wie behandelt die?",
	    LANGUAGE_NL);
	size_t i;
	const struct reason *r = step(&x, "term");
	bool is_told = false;

	assert_string_equal(r->found, "servicenorm");
	for (i = 0; i < r->n_near; i++)
		is_told |= strstr(r->near[i].there, "klacht") &&
		    strstr(r->near[i].lacks, "maar niet ");
	assert_true(is_told);
}

/* What a filed message came to: its question, and what it did there. */
static void
test_a_filed_message_has_its_place(void **state)
{
	static const struct {
		struct rig_mail mail;
		enum folder_role role;
		const char *found, *line;
	} rows[] = {
		{ { "p1@utrecht.nl", NULL, "Nora <nora@utrecht.nl>", RIG_K,
		      "BKR", "Mag een stagiair meetellen voor de BKR?",
		      "2026-11-02T09:00:00+01:00" },
		    FOLDER_INBOX, "1", "x stelde de vraag." },
		{ { "p2@vng.nl", "p1@utrecht.nl", "Team <" RIG_K ">",
		      "nora@utrecht.nl", "Re: BKR", "Nee, dat mag niet.",
		      "2026-11-03T09:00:00+01:00" },
		    FOLDER_SENT, "1", "beantwoord door x." },
		{ { "p3@utrecht.nl", "p2@vng.nl", "Nora <nora@utrecht.nl>",
		      RIG_K, "Re: BKR", "Dank voor het snelle antwoord!",
		      "2026-11-03T10:00:00+01:00" },
		    FOLDER_INBOX, "1", "x bedankte." },
		{ { "p4@utrecht.nl", NULL, "Piet <piet@utrecht.nl>", RIG_K,
		      "Nieuws", "Hierbij de gevraagde cijfers.",
		      "2026-11-03T11:00:00+01:00" },
		    FOLDER_INBOX, "", "Hoort bij geen vraag." },
	};
	struct rig r = rig_new();
	struct err e = { 0 };
	size_t i;

	(void)state;
	r.office->settings.language = LANGUAGE_NL;
	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	for (i = 0; i < LENGTH(rows); i++)
		(void)rig_file(
		    &r, rows[i].role, &rows[i].mail, 1, rows[i].mail.at);
	for (i = 0; i < LENGTH(rows); i++) {
		struct explanation x = { 0 };

		assert_int_equal(explain_place(r.arena, r.office, r.store,
		                     (int64_t)i + 1, "x", &x, &e),
		    0);
		assert_int_equal(x.n, 1);
		assert_string_equal(x.at[0].key, "place");
		assert_string_equal(x.at[0].found, rows[i].found);
		expect(&x, "place", rows[i].line);
		if (*rows[i].found)
			expect(&x, "place", "die is nu: afgehandeld");
	}
	rig_done(&r);
}

/* A pair has its hole in both halves, and no English half is Dutch. */
static void
test_every_fixed_reason_has_its_english(void **state)
{
	struct fixture *f = *state;
	const char *dutch, *english;
	size_t i;

	for (i = 0; explain_pair(i, &dutch, &english); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const char *hole = strstr(dutch, "%s"), *said = dutch;

		assert_int_equal(hole != NULL, strstr(english, "%s") != NULL);
		if (hole)
			said = arena_printf(
			    a, "%.*sX%s", (int)(hole - dutch), dutch, hole + 2);
		assert_string_equal(explain_sentence(a, said, false), said);
		assert_string_not_equal(explain_sentence(a, said, true), said);
	}
	assert_string_equal(
	    explain_sentence(f->rig.arena, "Alleen dank: dank u.", true),
	    "Thanks alone: dank u.");
}

/* What triage gives as a fixed reason is in the dictionary: an explanation in
 * English has none of the words that only its Dutch has. */
static void
test_an_english_explanation_is_english(void **state)
{
	static const struct {
		const char *from, *subject, *text;
	} mails[] = {
		{ "a@utrecht.nl", "BKR", "Mag dat? Graag voor 9 november." },
		{ "a@utrecht.nl", "Re: BKR", "Dank voor de snelle reactie!" },
		{ "a@xyz.example", "", "Tja." },
		{ "noor@vng.nl", "Zaal 3", "De kabel ligt klaar." },
		{ "noreply@utrecht.nl", "Automatisch antwoord: x",
		    "Ik ben weg" },
	};
	static const char *const dutch[] = { " van ", " het ", " een ",
		" niet ", " geen ", " wordt", "Geen ", "De ", "Het " };
	static const char *const skipped[] = { "is_question", "topic" };
	size_t i, k, m;

	for (i = 0; i < LENGTH(mails); i++) {
		struct explanation x = explain(*state, mails[i].from,
		    mails[i].subject, mails[i].text, LANGUAGE_EN);

		for (k = 0; k < x.n; k++) {
			const struct reason *r = &x.at[k];

			/* The rules speak their team's language. */
			if (strcmp(r->key, skipped[0]) == 0 ||
			    strcmp(r->key, skipped[1]) == 0 ||
			    strcmp(r->key, "term") == 0)
				continue;
			for (m = 0; m < r->n; m++) {
				if (text_has_any(
				        r->lines[m], dutch, LENGTH(dutch)))
					fail_msg("%s: %s", r->key, r->lines[m]);
			}
			for (m = 0; m < r->n_near; m++) {
				/* The rule's own sentence is the team's. */
				if (!*r->near[m].name &&
				    text_has_any(
				        r->near[m].says, dutch, LENGTH(dutch)))
					fail_msg(
					    "%s: %s", r->key, r->near[m].says);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_step_has_its_outcome_and_its_reason),
		cmocka_unit_test(test_what_nearly_matched_is_named),
		cmocka_unit_test(
		    test_a_mistyped_domain_says_how_many_letters_differ),
		cmocka_unit_test(
		    test_an_unknown_sender_who_calls_himself_a_gemeente),
		cmocka_unit_test(test_how_far_it_was_from_certain_is_told),
		cmocka_unit_test(test_a_term_that_was_near_names_what_lacked),
		cmocka_unit_test(test_a_filed_message_has_its_place),
		cmocka_unit_test(test_every_fixed_reason_has_its_english),
		cmocka_unit_test(test_an_english_explanation_is_english),
	};

	if (date_init(&(struct err){ ERR_NONE, "" }) != 0)
		return EXIT_FAILURE;
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
