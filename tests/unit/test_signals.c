/* What cannot wait for the morning (users.md 19, 20): who is told, of what, by
 * which words, and that it is once. */

#include "desk/remind.h"
#include "edge/studio.h"
#include "tests/unit/desk_rig.h"
#include "triage/deed.h"

#define START "2026-11-16T08:00:00+01:00"

/* The signals that are due, by key, each with its reasons; the keys are kept
 * when `made` says so. */
static const char *
due(struct rig *r, const char *now)
{
	const char *list = "";
	struct plan plan;
	struct err e = { 0 };
	size_t i, k;

	if (remind_plan(
	        r->store, r->office, r->arena, moment(now), &plan, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < plan.n; i++) {
		const struct planned *p = &plan.at[i];
		int done;

		if (p->kind != NOTICE_SIGNAL)
			continue;
		done = remind_is_done(r->store, p, &e);
		assert_int_not_equal(done, -1);
		if (done)
			continue;
		list = arena_printf(r->arena, "%s%s", list, p->key);
		for (k = 0; k < p->n_items; k++)
			list = arena_printf(
			    r->arena, "%s [%s]", list, p->items[k].signal->why);
		list = arena_printf(r->arena, "%s\n", list);
	}
	return list;
}

static void
tell(struct rig *r, const char *now)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct err e = { 0 };
	size_t made = 0;

	if (remind(r->store, r->office, studio, moment(now), &made, &e) != 0)
		fail_msg("%s", e.text);
}

static void
expect(const char *got, const char *want, const char *what)
{
	if (strcmp(got, want) != 0)
		fail_msg("%s: got\n%swanted\n%s", what, got, want);
}

static void
test_what_a_mail_says_is_told_at_once(void **state)
{
	static const struct {
		const char *from, *subject, *text, *want;
	} rows[] = {
		{ "nora@deventer.nl", "Lijst met namen",
		    "Gisteren is een lijst met namen naar een verkeerd adres "
		    "gestuurd. Wat moeten wij doen?",
		    "signal:1:datalek:noor [Meldt of vermoedt een datalek (72 "
		    "uur, AVG art. 33) (naar een verkeerd adres)]\n" },
		/* It asks nothing, and is told all the same. */
		{ "nora@deventer.nl", "Ter informatie",
		    "Ter informatie: de gegevens zijn gelekt.",
		    "signal:1:datalek:noor [Meldt of vermoedt een datalek (72 "
		    "uur, AVG art. 33) (gegevens zijn gelekt)]\n" },
		{ "bas@minszw.nl", "Kamervragen boetes",
		    "Heeft u cijfers? Dit heeft spoed.",
		    "signal:1:kamervragen+spoed:noor [Vraag uit de Tweede "
		    "Kamer of over Kamervragen (kamervragen)] [De afzender "
		    "noemt spoed (heeft spoed)]\n" },
		{ "redactie@gmail.com", "Artikel", "Mag ik u iets vragen?",
		    "signal:1:pers:noor [Schrijft namens een redactie "
		    "(redactie)]\n" },
		{ "piet@zwolle.nl", "Toeslag",
		    "Klopt de BKR voor het kind met BSN 111222333?",
		    "signal:1:bsn:noor [Negen cijfers die aan de elfproef "
		    "voldoen.]\n" },
		{ "piet@zwolle.nl", "Klacht",
		    "Hierbij dien ik een klacht in over de afhandeling.",
		    "signal:1:klacht:noor [Lijkt op een klacht (klacht, dien ik een "
		    "klacht)]\n" },
		/* Quotation, signature, or a colleague: nothing new. */
		{ "nora@deventer.nl", "BKR",
		    "Klopt de BKR hier?\r\n\r\nOp 3 november schreef Piet:\r\n> "
		    "Er was een datalek, dit heeft spoed.",
		    "" },
		{ "nora@deventer.nl", "BKR",
		    "Klopt de BKR hier?\r\n\r\n-- \r\nNora\r\nMeldpunt datalek: "
		    "bel ons.",
		    "" },
		{ "daan@vng.nl", "Datalek",
		    "Er was een datalek. Weet jij meer?", "" },
		{ "nora@deventer.nl", "BKR",
		    "Graag z.s.m. antwoord: klopt dit?", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r = rig_new();
		const struct rig_mail mail = { "q1@x", NULL, rows[i].from,
			RIG_K, rows[i].subject, rows[i].text,
			"2026-11-16T10:00:00+01:00" };

		rig_activate(&r, START);
		(void)rig_file(
		    &r, FOLDER_INBOX, &mail, 1, "2026-11-16T10:01:00+01:00");
		expect(due(&r, "2026-11-16T10:02:00+01:00"), rows[i].want,
		    rows[i].text);
		tell(&r, "2026-11-16T10:02:00+01:00");
		expect(due(&r, "2026-11-16T10:03:00+01:00"), "", "once");
		rig_done(&r);
	}
}

/* The subject of a reply is what was written before. */
static void
test_the_subject_of_a_reply_is_no_news(void **state)
{
	static const struct rig_mail mails[] = {
		{ "q1@x", NULL, "nora@deventer.nl", RIG_K, "SPOED: BKR",
		    "Klopt de BKR hier?", "2026-11-16T10:00:00+01:00" },
		{ "q2@x", "old@vng.nl", "ilse@almere.nl", RIG_K,
		    "RE: Spoedvraag: datalek", "Welke norm geldt voor de BKR?",
		    "2026-11-16T10:00:00+01:00" },
	};
	struct rig r = rig_new();

	(void)state;
	rig_activate(&r, START);
	(void)rig_file(&r, FOLDER_INBOX, mails, LENGTH(mails),
	    "2026-11-16T10:01:00+01:00");
	expect(due(&r, "2026-11-16T10:02:00+01:00"),
	    "signal:1:spoed:noor [De afzender noemt spoed (spoed)]\n",
	    "a reply");
	rig_done(&r);
}

static void
test_what_a_later_mail_says_is_told_too(void **state)
{
	static const struct rig_mail first = { "q1@x", NULL, "nora@deventer.nl",
		RIG_K, "SPOED: BKR", "Klopt de BKR hier?",
		"2026-11-16T10:00:00+01:00" };
	static const struct rig_mail second = { "q2@x", "q1@x",
		"nora@deventer.nl", RIG_K, "RE: SPOED: BKR",
		"Er blijkt ook een datalek te zijn.",
		"2026-11-24T10:00:00+01:00" };
	struct rig r = rig_new();

	(void)state;
	rig_activate(&r, START);
	(void)rig_file(
	    &r, FOLDER_INBOX, &first, 1, "2026-11-16T10:01:00+01:00");
	tell(&r, "2026-11-16T10:02:00+01:00");
	(void)rig_file(
	    &r, FOLDER_INBOX, &second, 1, "2026-11-24T10:01:00+01:00");
	expect(due(&r, "2026-11-24T10:02:00+01:00"),
	    "signal:1:datalek:noor [Meldt of vermoedt een datalek (72 uur, AVG "
	    "art. 33) (datalek)]\n",
	    "a follow-up");
	rig_done(&r);
}

/* Answered in the evening, told the next morning: the 72 hours run on, haste
 * does not. */
static void
test_an_answer_ends_haste_and_no_law(void **state)
{
	static const struct rig_mail asked[] = {
		{ "q1@x", NULL, "nora@deventer.nl", RIG_K, "Datalek",
		    "Is dit een datalek? Dit heeft spoed.",
		    "2026-11-16T20:00:00+01:00" },
		{ "q2@x", NULL, "ilse@almere.nl", RIG_K, "SPOED: BKR",
		    "Klopt de BKR hier?", "2026-11-16T20:00:00+01:00" },
		{ "q3@x", NULL, "kim@breda.nl", RIG_K, "Datalek",
		    "Is dit een datalek?", "2026-11-16T20:00:00+01:00" },
	};
	static const struct rig_mail sent[] = {
		{ "a1@vng.nl", "q1@x", RIG_K, "nora@deventer.nl", "RE: Datalek",
		    "Ja, dat is er een.", "2026-11-16T20:30:00+01:00" },
		{ "a2@vng.nl", "q2@x", RIG_K, "ilse@almere.nl",
		    "RE: SPOED: BKR", "Ja, dat klopt zo.",
		    "2026-11-16T20:30:00+01:00" },
	};
	static const struct deed none = {
		.kind = DEED_IGNORE, .question = 3, .value = ""
	};
	struct rig r = rig_new();

	(void)state;
	rig_activate(&r, START);
	(void)rig_file(&r, FOLDER_INBOX, asked, LENGTH(asked),
	    "2026-11-16T20:01:00+01:00");
	(void)rig_file(
	    &r, FOLDER_SENT, sent, LENGTH(sent), "2026-11-16T20:31:00+01:00");
	(void)rig_act(&r, &none, "2026-11-16T20:40:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	expect(due(&r, "2026-11-16T20:41:00+01:00"), "", "in the evening");
	expect(due(&r, "2026-11-17T09:00:00+01:00"),
	    "signal:1:datalek:noor [Meldt of vermoedt een datalek (72 uur, AVG "
	    "art. 33) (datalek)]\n",
	    "the next morning");
	rig_done(&r);
}

/* To whom is configured, and a topic may be a signal too. */
static void
test_the_configuration_says_who_hears_of_it(void **state)
{
	static const char conf[] =
	    "signals = ( { name = \"datalek\"; to = \"daan\"; },"
	    " { name = \"spoed\"; to = \"-\"; },"
	    " { name = \"bkr\"; to = \"leader\"; } );\n";
	static const struct rig_mail mail = { "q1@x", NULL, "nora@deventer.nl",
		RIG_K, "SPOED: datalek",
		"Is dit een datalek? En klopt de bkr, de beroepskracht-kindratio?",
		"2026-11-16T10:00:00+01:00" };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct rig r = rig_with(arena_printf(a, "%s%s", rig_people, conf), "");
	const char *got;

	(void)state;
	rig_activate(&r, START);
	(void)rig_file(&r, FOLDER_INBOX, &mail, 1, "2026-11-16T10:01:00+01:00");
	got = due(&r, "2026-11-16T10:02:00+01:00");
	assert_non_null(strstr(got, "signal:1:datalek:daan ["));
	assert_non_null(strstr(got, "signal:1:bkr:hanna ["));
	assert_null(strstr(got, "spoed"));
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_mail_says_is_told_at_once),
		cmocka_unit_test(test_the_subject_of_a_reply_is_no_news),
		cmocka_unit_test(test_what_a_later_mail_says_is_told_too),
		cmocka_unit_test(test_an_answer_ends_haste_and_no_law),
		cmocka_unit_test(test_the_configuration_says_who_hears_of_it),
	};

	return unit_run(tests);
}
