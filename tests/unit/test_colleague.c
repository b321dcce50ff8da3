/* Who counts as one of us, from the mail to the state of the question. */

#include "tests/unit/desk_rig.h"

/* A sender, and what our own server wrote below him. */
#define DAAN   "Daan <daan@vng.nl>"
#define FAILS  DAAN "\r\nAuthentication-Results: mx.vng.nl; dmarc=fail"
#define PASSES DAAN "\r\nAuthentication-Results: mx.vng.nl; dmarc=pass"

static const struct rig_mail question = { "q1@deventer.nl", NULL,
	"Nora <nora@deventer.nl>", RIG_K, "Vraag over de BKR",
	"Mag een pedagogisch medewerker alleen op de groep staan?",
	"2026-11-02T09:00:00+01:00" };

/* A colleague answers, with the mailbox in Cc. */
static const struct rig_mail answer = { "a1@vng.nl", "q1@deventer.nl", DAAN,
	"nora@deventer.nl, " RIG_K, "Re: Vraag over de BKR",
	"Beste Nora, dat mag niet; zie artikel 7.",
	"2026-11-04T10:00:00+01:00" };

static struct rig
asked(void)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	return r;
}

static void
test_e5_a_colleague_with_the_mailbox_in_cc_answers(void **state)
{
	static const char *const senders[] = { DAAN, PASSES };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(senders); i++) {
		struct rig r = asked();
		struct rig_mail mail = answer;

		mail.from = senders[i];
		(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
		assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
		rig_done(&r);
	}
}

static void
test_users_12_a_forged_colleague_ends_no_wait(void **state)
{
	struct rig r = asked();
	struct rig_mail mail = answer;

	(void)state;
	mail.from = FAILS;
	(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	rig_done(&r);
}

/* The copy that came round by another server fails; the one in Sent shows
 * that it was ours. */
static void
test_a_copy_in_sent_clears_what_another_server_thought(void **state)
{
	struct rig r = asked();
	struct rig_mail mail = answer;
	int64_t events;

	(void)state;
	mail.from = FAILS;
	(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
	mail.from = DAAN;
	(void)rig_file(&r, FOLDER_SENT, &mail, 1, mail.at);
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	events = rig_events(&r);
	(void)rig_file(&r, FOLDER_SENT, &mail, 1, mail.at);
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

/* It is not lost: a person is asked. */
static void
test_a_forward_in_a_forged_name_is_a_question_in_doubt(void **state)
{
	struct rig r = rig_new();
	struct rig_mail mail = { "f1@vng.nl", NULL, FAILS, RIG_K,
		"FW: Vraag over de BKR",
		"Van: Nora <nora@deventer.nl>\r\n"
		"Verzonden: maandag 2 november 2026 09:00\r\n"
		"Aan: Daan <daan@vng.nl>\r\nOnderwerp: Vraag over de BKR\r\n"
		"\r\nMag een pedagogisch medewerker alleen op de groep staan?",
		"2026-11-02T10:00:00+01:00" };

	(void)state;
	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
	assert_true(rig_question(&r, 1).is_doubtful);
	assert_string_equal(rig_question(&r, 1).organisation, "GM0150");
	rig_done(&r);
}

/* users.md 6: to be confirmed by a person, whether or not it says "Re:". */
static void
test_users_6_a_mail_under_the_same_subject_is_perhaps_the_answer(void **state)
{
	static const char *const subjects[] = { "RE: Vraag over de BKR",
		"Vraag over de BKR" };
	size_t i, turn;

	(void)state;
	for (i = 0; i < 2 * LENGTH(subjects); i++) {
		struct rig r = rig_new();
		struct rig_mail mail = answer;
		struct question q;

		mail.reply = NULL;
		mail.subject = subjects[i / 2];
		rig_activate(&r, "2026-11-01T12:00:00+01:00");
		for (turn = 0; turn < 2; turn++)
			(void)rig_file(&r, FOLDER_INBOX,
			    turn == i % 2 ? &question : &mail, 1, answer.at);
		q = rig_question(&r, 1);
		assert_int_equal(q.state, STATE_OPEN);
		assert_string_equal(q.probably, "subject");
		rig_done(&r);
	}
}

/* users.md 4: from the mails to what the digest asks. */
static void
test_users_4_a_second_interim_is_asked_about(void **state)
{
	struct rig r = asked();
	struct rig_mail mail = answer;
	struct question q;
	char day[DATE_TEXT];

	(void)state;
	mail.text = "Beste Nora, u ontvangt uiterlijk 11 november antwoord.";
	(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
	q = rig_question(&r, 1);
	assert_string_equal(date_print(q.deadline, day), "2026-11-11");
	assert_false(q.further.is_asked);
	mail.id = "a2@vng.nl";
	mail.text = "Beste Nora, het lukt niet eerder; u ontvangt uiterlijk 20 "
	            "november antwoord.";
	mail.at = "2026-11-10T10:00:00+01:00";
	(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_OPEN);
	assert_string_equal(date_print(q.deadline, day), "2026-11-11");
	assert_true(q.further.is_asked);
	assert_string_equal(date_print(q.further.day, day), "2026-11-20");
	rig_done(&r);
}

/* E7: the answer lies in a Sent folder of somebody's own; only what the asker
 * quotes of it shows that there was one. */
static void
test_e7_an_answer_that_only_the_asker_quotes(void **state)
{
	static const struct {
		const char *text, *probably;
	} rows[] = {
		{ "Dank voor het antwoord!\r\n\r\nVan: Daan <daan@vng.nl>\r\n"
		  "Verzonden: dinsdag 3 november 2026 10:00\r\nAan: Nora\r\n"
		  "Onderwerp: RE: Vraag over de BKR\r\n\r\nDat mag niet.",
		    "quoted" },
		{ "Dank voor het antwoord!\r\n\r\nOp 3 november 2026 om 10:00 "
		  "schreef Daan <daan@vng.nl>:\r\n> Dat mag niet.",
		    "quoted" },
		/* What she quotes of a third party is no answer of ours. */
		{ "Dank!\r\n\r\nVan: Loket <loket@ggdtwente.nl>\r\nVerzonden: "
		  "dinsdag 3 november 2026 10:00\r\nAan: Nora\r\nOnderwerp: "
		  "RE: Vraag over de BKR\r\n\r\nDat mag niet.",
		    "" },
		/* She asks on: it is open anyhow. */
		{ "En geldt dat ook voor een gastouder?\r\n\r\nVan: Daan "
		  "<daan@vng.nl>\r\nVerzonden: dinsdag 3 november 2026 10:00"
		  "\r\nAan: Nora\r\nOnderwerp: RE: Vraag over de BKR\r\n\r\n"
		  "Dat mag niet.",
		    "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r = asked();
		struct rig_mail mail = { "t1@deventer.nl",
			"unseen@vng.nl>\r\nReferences: <q1@deventer.nl",
			"Nora <nora@deventer.nl>", RIG_K,
			"RE: Vraag over de BKR", rows[i].text,
			"2026-11-04T09:00:00+01:00" };
		struct question q;

		(void)rig_file(&r, FOLDER_INBOX, &mail, 1, mail.at);
		q = rig_question(&r, 1);
		assert_int_equal(q.state, STATE_OPEN);
		if (strcmp(q.probably, rows[i].probably) != 0)
			fail_msg("row %zu: got '%s'", i, q.probably);
		rig_done(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_e5_a_colleague_with_the_mailbox_in_cc_answers),
		cmocka_unit_test(test_users_12_a_forged_colleague_ends_no_wait),
		cmocka_unit_test(
		    test_a_copy_in_sent_clears_what_another_server_thought),
		cmocka_unit_test(
		    test_users_6_a_mail_under_the_same_subject_is_perhaps_the_answer),
		cmocka_unit_test(test_users_4_a_second_interim_is_asked_about),
		cmocka_unit_test(test_e7_an_answer_that_only_the_asker_quotes),
		cmocka_unit_test(
		    test_a_forward_in_a_forged_name_is_a_question_in_doubt),
	};

	return unit_run(tests);
}
