/* Weak evidence between mails: what it joins, what it never joins, and what
 * we write over and over (D5, D13, E18, G10). */

#include "tests/unit/desk_rig.h"

#define NORA "Nora <nora@deventer.nl>"
#define BOX  "Team <" RIG_K ">"
#define LATE "2026-11-30T10:00:00+01:00"
#define ASKS "Mag een stagiair meetellen voor de BKR op deze groep?"

static struct rig
watched(void)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	return r;
}

static void
file(struct rig *r, const struct rig_mail *mail)
{
	bool is_ours = strstr(mail->from, RIG_K) != NULL;

	(void)rig_file(r, is_ours ? FOLDER_SENT : FOLDER_INBOX, mail, 1, LATE);
}

static size_t
count(struct rig *r)
{
	size_t n = 0;

	(void)rig_questions(r, &n);
	return n;
}

/* Both mails in both orders: how many questions there are, and how the first
 * stands. */
static void
expect(const char *what, const struct rig_mail *mails, size_t n, size_t wanted,
    enum question_state state)
{
	size_t turn, i;

	for (turn = 0; turn < 2; turn++) {
		struct rig r = watched();

		for (i = 0; i < n; i++)
			file(&r, &mails[turn ? n - 1 - i : i]);
		if (count(&r) != wanted)
			fail_msg("%s, turn %zu: %zu questions", what, turn,
			    count(&r));
		if (rig_questions(&r, &i)[0].state != state)
			fail_msg("%s, turn %zu: another state", what, turn);
		rig_done(&r);
	}
}

static void
test_d5_outlook_names_no_message_and_is_found_all_the_same(void **state)
{
	static const struct rig_mail answered[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    ASKS, "2026-11-02T09:00:00+01:00" },
		{ "a@vng.nl", NULL, BOX, "nora@deventer.nl",
		    "RE: Stagiair op de groep", "Dat mag niet.",
		    "2026-11-03T09:00:00+01:00" },
	};
	static const struct rig_mail followed[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    ASKS, "2026-11-02T09:00:00+01:00" },
		{ "q2@deventer.nl", NULL, NORA, RIG_K,
		    "Antw: Stagiair op de groep", "En een zij-instromer?",
		    "2026-11-03T09:00:00+01:00" },
	};

	(void)state;
	/* users.md 6: we answered from another program, perhaps. */
	expect("an answer", answered, 2, 1, STATE_OPEN);
	expect("a follow-up", followed, 2, 1, STATE_OPEN);
}

static void
test_d13_weak_evidence_never_joins_what_machines_write(void **state)
{
	static const struct rig_mail mails[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    ASKS, "2026-11-02T09:00:00+01:00" },
		{ "o@deventer.nl", NULL,
		    NORA "\r\nAuto-Submitted: auto-replied", RIG_K,
		    "RE: Stagiair op de groep", "Ik ben afwezig.",
		    "2026-11-03T09:00:00+01:00" },
	};
	struct rig r = watched();
	int64_t events;

	(void)state;
	file(&r, &mails[0]);
	events = rig_events(&r);
	file(&r, &mails[1]);
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

static void
test_g10_the_same_question_sent_again_is_one(void **state)
{
	static const struct rig_mail again[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    "Goedemorgen,\r\n\r\n" ASKS, "2026-11-02T09:00:00+01:00" },
		{ "q2@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    "Goedemiddag,\r\n\r\n" ASKS, "2026-11-04T09:00:00+01:00" },
	};
	static const struct rig_mail later[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    ASKS, "2026-11-02T09:00:00+01:00" },
		{ "q2@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    ASKS, "2026-11-09T09:00:00+01:00" },
	};
	static const struct rig_mail other[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Vraag", ASKS,
		    "2026-11-02T09:00:00+01:00" },
		{ "q2@deventer.nl", NULL, NORA, RIG_K, "Vraag",
		    "Welke taaleis geldt voor een invalkracht op de bso?",
		    "2026-11-02T10:00:00+01:00" },
	};
	static const struct rig_mail people[] = {
		{ "q@deventer.nl", NULL, NORA, RIG_K, "Stagiair op de groep",
		    ASKS, "2026-11-02T09:00:00+01:00" },
		{ "q2@almere.nl", NULL, "Piet <piet@almere.nl>", RIG_K,
		    "Stagiair op de groep", ASKS, "2026-11-02T10:00:00+01:00" },
	};

	(void)state;
	expect("again", again, 2, 1, STATE_OPEN);
	expect("a week later", later, 2, 2, STATE_OPEN);
	expect("another question", other, 2, 2, STATE_OPEN);
	expect("another asker", people, 2, 2, STATE_OPEN);
}

/* Power Automate confirms from the mailbox itself, some minutes later and
 * without a header that says so. The fourth shows what they are, and then the
 * first three never were answers. */
static void
test_e18_what_we_write_over_and_over_is_no_answer(void **state)
{
	static const char *const askers[] = { "nora@deventer.nl",
		"piet@almere.nl", "jan@ede.nl", "els@tholen.nl" };
	static const char *const subjects[] = { "Eerste vraag", "Tweede vraag",
		"Derde vraag", "Vierde vraag" };
	size_t turn, i;

	(void)state;
	for (turn = 0; turn < 2; turn++) {
		struct rig r = watched();

		for (i = 0; i < 4; i++) {
			size_t k = turn ? 3 - i : i;
			char day[3];
			struct arena *a = r.arena;
			struct rig_mail question, confirmation;

			(void)snprintf(day, sizeof(day), "%02zu", k + 2);
			question =
			    (struct rig_mail){ arena_printf(a, "q%zu@x.nl", k),
				    NULL, askers[k], RIG_K, subjects[k],
				    "Mag een stagiair meetellen voor de BKR?",
				    arena_printf(
				        a, "2026-11-%sT09:00:00+01:00", day) };
			confirmation = (struct rig_mail){ arena_printf(a,
				                              "c%zu@vng.nl", k),
				question.id, BOX, askers[k],
				arena_printf(a, "Re: %s", subjects[k]),
				arena_printf(a,
				    "Beste %.4s,\r\n\r\nBedankt voor uw "
				    "bericht. Wij hebben het goed ontvangen "
				    "en antwoorden zo snel mogelijk. Uw "
				    "nummer is %zu.",
				    askers[k], 100 + k),
				arena_printf(
				    a, "2026-11-%sT09:10:00+01:00", day) };
			file(&r, &question);
			file(&r, &confirmation);
		}
		for (i = 1; i <= 4; i++) {
			if (rig_question(&r, (int64_t)i).state != STATE_OPEN)
				fail_msg("turn %zu: %zu is handled", turn, i);
		}
		rig_done(&r);
	}
}

/* Three of a kind are people's habit; short words are nobody's standard. */
static void
test_e18_a_few_equal_answers_are_answers(void **state)
{
	struct rig r = watched();
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++) {
		struct arena *a = r.arena;
		const char *asker = arena_printf(a, "n%zu@deventer.nl", i);
		const char *id = arena_printf(a, "q%zu@deventer.nl", i);
		const char *subject =
		    arena_printf(a, "Vraag nummer %c", (char)('a' + i));
		struct rig_mail question = { id, NULL, asker, RIG_K, subject,
			"Mag een stagiair meetellen voor de BKR?",
			"2026-11-02T09:00:00+01:00" };
		struct rig_mail answer = { arena_printf(a, "a%zu@vng.nl", i),
			id, BOX, asker, arena_printf(a, "Re: %s", subject),
			i < 3 ? "Een stagiair telt alleen mee als hij "
			        "formatief is ingezet op de groep."
			      : "Dat mag.",
			"2026-11-03T09:00:00+01:00" };

		file(&r, &question);
		file(&r, &answer);
	}
	for (i = 1; i <= 5; i++)
		assert_int_equal(
		    rig_question(&r, (int64_t)i).state, STATE_HANDLED);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_d5_outlook_names_no_message_and_is_found_all_the_same),
		cmocka_unit_test(
		    test_d13_weak_evidence_never_joins_what_machines_write),
		cmocka_unit_test(test_g10_the_same_question_sent_again_is_one),
		cmocka_unit_test(
		    test_e18_what_we_write_over_and_over_is_no_answer),
		cmocka_unit_test(test_e18_a_few_equal_answers_are_answers),
	};

	return unit_run(tests);
}
