/* Questions that people join and split: what becomes of their mails, numbers
 * and acts, and that all of it can be undone. */

#include "tests/unit/desk_rig.h"

#define NORA "Nora <nora@deventer.nl>"
#define PIET "Piet <piet@almere.nl>"
#define BOX  "Team <" RIG_K ">"
#define NOW  "2026-11-09T10:00:00+01:00"

static const struct rig_mail first = { "q1@deventer.nl", NULL, NORA, RIG_K,
	"Vraag over de BKR", "Mag een stagiair meetellen voor de BKR?",
	"2026-11-02T09:00:00+01:00" };
static const struct rig_mail second = { "q2@almere.nl", NULL, PIET, RIG_K,
	"Taaleis invalkracht", "Welke taaleis geldt voor een invalkracht?",
	"2026-11-02T11:00:00+01:00" };
static const struct rig_mail more = { "q3@deventer.nl", "q1@deventer.nl", NORA,
	RIG_K, "Re: Vraag over de BKR",
	"En hoe zit het met de wachtlijst? Kunt u dat ook uitleggen?",
	"2026-11-03T09:00:00+01:00" };
static const struct rig_mail answer_first = { "a1@vng.nl", "q1@deventer.nl",
	BOX, "nora@deventer.nl", "Re: Vraag over de BKR", "Dat mag niet.",
	"2026-11-04T10:00:00+01:00" };
static const struct rig_mail answer_more = { "a3@vng.nl", "q3@deventer.nl", BOX,
	"nora@deventer.nl", "Re: Vraag over de BKR",
	"De wachtlijst staat los daarvan.", "2026-11-05T10:00:00+01:00" };
static const struct rig_mail answer_second = { "a2@vng.nl", "q2@almere.nl", BOX,
	"piet@almere.nl", "Re: Taaleis invalkracht", "Niveau 3F.",
	"2026-11-05T10:00:00+01:00" };

static struct rig
with(const struct rig_mail *mails, size_t n)
{
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, mails, n, NOW);
	return r;
}

static struct act_result
tie(struct rig *r, enum deed_kind kind, int64_t question, int64_t other)
{
	const struct deed d = { .kind = kind,
		.question = question,
		.number = kind == DEED_SPLIT ? 0 : other,
		.message = kind == DEED_SPLIT ? other : 0,
		.value = "" };

	return rig_act(r, &d, NOW);
}

static void
sent(struct rig *r, const struct rig_mail *mail)
{
	(void)rig_file(r, FOLDER_SENT, mail, 1, mail->at);
}

static size_t
count(struct rig *r)
{
	size_t n = 0;

	(void)rig_questions(r, &n);
	return n;
}

static void
test_joined_questions_are_one_until_it_is_undone(void **state)
{
	const struct rig_mail mails[] = { first, second };
	struct rig r = with(mails, 2);
	struct act_result joined;

	(void)state;
	joined = tie(&r, DEED_JOIN, 2, 1);
	assert_int_equal(joined.ruling, RULING_DONE);
	assert_string_equal(joined.says, "2 is nu één vraag met 1.");
	assert_int_equal(count(&r), 1);
	assert_int_equal(rig_question(&r, 2).merged_into, 1);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	/* An answer to either of the two ends the wait of both. */
	sent(&r, &answer_second);
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);

	assert_int_equal(
	    tie(&r, DEED_UNDO, 0, joined.event).ruling, RULING_DONE);
	assert_int_equal(count(&r), 2);
	assert_int_equal(rig_question(&r, 2).merged_into, 0);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	assert_int_equal(rig_question(&r, 2).state, STATE_HANDLED);
	assert_int_equal(
	    tie(&r, DEED_UNDO, 0, joined.event).ruling, RULING_ALREADY);

	/* And once more, by the other word for it. */
	assert_int_equal(tie(&r, DEED_JOIN, 2, 1).ruling, RULING_DONE);
	assert_int_equal(count(&r), 1);
	assert_int_equal(tie(&r, DEED_SPLIT, 2, 0).ruling, RULING_DONE);
	assert_int_equal(count(&r), 2);
	rig_done(&r);
}

/* Whichever way round it is said, the older number stays (decisions.md 23). */
static void
test_the_older_number_survives_a_joining(void **state)
{
	const struct rig_mail mails[] = { first, second };
	struct rig r = with(mails, 2);

	(void)state;
	assert_int_equal(tie(&r, DEED_JOIN, 1, 2).ruling, RULING_DONE);
	assert_int_equal(count(&r), 1);
	assert_int_equal(rig_question(&r, 2).merged_into, 1);
	assert_int_equal(tie(&r, DEED_JOIN, 1, 2).ruling, RULING_ALREADY);
	assert_int_equal(tie(&r, DEED_JOIN, 1, 99).ruling, RULING_NO_QUESTION);
	rig_done(&r);
}

/* What people did goes along, and comes back. */
static void
test_acts_go_along_with_a_joining_and_come_back(void **state)
{
	const struct rig_mail mails[] = { first, second };
	const struct deed assign = {
		.kind = DEED_ASSIGN, .question = 2, .value = "daan"
	};
	struct rig r = with(mails, 2);
	struct act_result joined;

	(void)state;
	assert_int_equal(rig_act(&r, &assign, NOW).ruling, RULING_DONE);
	joined = tie(&r, DEED_JOIN, 2, 1);
	assert_string_equal(rig_question(&r, 1).assignee, "daan");
	assert_int_equal(
	    tie(&r, DEED_UNDO, 0, joined.event).ruling, RULING_DONE);
	assert_string_equal(rig_question(&r, 1).assignee, "");
	assert_string_equal(rig_question(&r, 2).assignee, "daan");
	rig_done(&r);
}

static void
test_a_follow_up_split_off_has_its_own_answer(void **state)
{
	const struct rig_mail mails[] = { first, more };
	struct rig r = with(mails, 2);
	struct act_result split;

	(void)state;
	assert_int_equal(count(&r), 1);
	split = tie(&r, DEED_SPLIT, 1, 0);
	assert_int_equal(split.ruling, RULING_DONE);
	assert_int_equal(count(&r), 2);
	assert_int_equal(
	    rig_question(&r, 2).deadline.day, day("2026-11-10").day);
	/* The answer names the message that it answers. */
	sent(&r, &answer_first);
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	assert_int_equal(rig_question(&r, 2).state, STATE_OPEN);
	sent(&r, &answer_more);
	assert_int_equal(rig_question(&r, 2).state, STATE_HANDLED);

	assert_int_equal(
	    tie(&r, DEED_UNDO, 0, split.event).ruling, RULING_DONE);
	assert_int_equal(count(&r), 1);
	assert_int_equal(rig_question(&r, 2).merged_into, 1);
	/* Split again, the number is back. */
	assert_int_equal(tie(&r, DEED_SPLIT, 1, 0).ruling, RULING_DONE);
	assert_int_equal(count(&r), 2);
	assert_int_equal(rig_question(&r, 2).merged_into, 0);
	assert_int_equal(rig_question(&r, 2).state, STATE_HANDLED);
	rig_done(&r);
}

static void
test_only_a_later_word_of_the_asker_can_be_split_off(void **state)
{
	const struct rig_mail mails[] = { first, second };
	struct rig r = with(mails, 2);

	(void)state;
	sent(&r, &answer_first);
	assert_int_equal(tie(&r, DEED_SPLIT, 1, 0).ruling, RULING_NOT_ITS_OWN);
	assert_int_equal(tie(&r, DEED_SPLIT, 1, 1).ruling, RULING_NOT_ITS_OWN);
	assert_int_equal(tie(&r, DEED_SPLIT, 1, 3).ruling, RULING_NOT_ITS_OWN);
	assert_int_equal(tie(&r, DEED_SPLIT, 7, 0).ruling, RULING_NO_QUESTION);
	rig_done(&r);
}

/* Joined or split before or after a mail is read: it comes to the same. */
static void
test_a_tie_counts_for_mails_that_come_later(void **state)
{
	const struct rig_mail mails[] = { first, second };
	struct rig before = with(mails, 2), after = with(mails, 2);
	const struct rig_mail again = { "q4@almere.nl", "a2@vng.nl", PIET,
		RIG_K, "Re: Taaleis invalkracht",
		"Geldt dat ook voor een oproepkracht?",
		"2026-11-06T10:00:00+01:00" };
	size_t i;
	struct question q[2];

	(void)state;
	assert_int_equal(tie(&before, DEED_JOIN, 2, 1).ruling, RULING_DONE);
	sent(&before, &answer_second);
	(void)rig_file(&before, FOLDER_INBOX, &again, 1, again.at);
	(void)rig_file(&after, FOLDER_INBOX, &again, 1, again.at);
	sent(&after, &answer_second);
	assert_int_equal(tie(&after, DEED_JOIN, 2, 1).ruling, RULING_DONE);
	q[0] = rig_question(&before, 1);
	q[1] = rig_question(&after, 1);
	for (i = 0; i < 2; i++) {
		assert_int_equal(q[i].state, STATE_OPEN);
		assert_int_equal(q[i].n_stretches, 2);
		assert_int_equal(q[i].deadline.day, day("2026-11-13").day);
	}
	assert_int_equal(count(&before), 1);
	assert_int_equal(count(&after), 1);
	rig_done(&before);
	rig_done(&after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_joined_questions_are_one_until_it_is_undone),
		cmocka_unit_test(test_the_older_number_survives_a_joining),
		cmocka_unit_test(
		    test_acts_go_along_with_a_joining_and_come_back),
		cmocka_unit_test(test_a_follow_up_split_off_has_its_own_answer),
		cmocka_unit_test(
		    test_only_a_later_word_of_the_asker_can_be_split_off),
		cmocka_unit_test(test_a_tie_counts_for_mails_that_come_later),
	};

	return unit_run(tests);
}
