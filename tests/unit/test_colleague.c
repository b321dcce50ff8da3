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
		    test_a_forward_in_a_forged_name_is_a_question_in_doubt),
	};

	return unit_run(tests);
}
