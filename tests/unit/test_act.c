/* What people report by hand: when it counts, and when it is refused. */

#include "tests/unit/desk_rig.h"

static const struct rig_mail question = { "q1@deventer.nl", NULL,
	"Nora <nora@deventer.nl>", RIG_K, "Vraag over de BKR",
	"Mag een pedagogisch medewerker alleen op de groep staan?",
	"2026-11-02T09:00:00+01:00" };
static const struct rig_mail late_question = { "q2@deventer.nl", NULL,
	"Nora <nora@deventer.nl>", RIG_K, "Vraag over taaleis",
	"Welke taaleis geldt voor een invalkracht?",
	"2026-11-02T18:30:00+01:00" };
static const struct rig_mail answer = { "a1@vng.nl", "q1@deventer.nl",
	"Team <" RIG_K ">", "nora@deventer.nl", "Re: Vraag over de BKR",
	"Dat mag niet.", "2026-11-04T10:00:00+01:00" };
static const struct rig_mail again = { "q3@deventer.nl", "a1@vng.nl",
	"Nora <nora@deventer.nl>", RIG_K, "Re: Vraag over de BKR",
	"En geldt dat ook voor een gastouder? Hoe zit dat?",
	"2026-11-06T11:00:00+01:00" };

static int
act(struct rig *r, int64_t number, enum event_kind kind, const char *value,
    const char *on, const char *now, struct err *e)
{
	*e = (struct err){ 0 };
	return act_on_question(
	    r->store, r->office, number, kind, value, day(on), moment(now), e);
}

static struct rig
with_questions(void)
{
	const struct rig_mail mails[] = { question, late_question };
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, mails, 2, late_question.at);
	return r;
}

static void
test_an_act_counts_at_its_day(void **state)
{
	static const struct {
		const char *what;
		int64_t number;
		const char *on, *now, *wanted;
	} rows[] = {
		{ "today: the moment itself", 1, "2026-11-05",
		    "2026-11-05T14:10:00+01:00", "2026-11-05T14:10:00+01:00" },
		{ "an earlier day: the end of the office", 1, "2026-11-03",
		    "2026-11-05T14:10:00+01:00", "2026-11-03T17:00:00+01:00" },
		{ "never before the receipt", 2, "2026-11-02",
		    "2026-11-05T14:10:00+01:00", "2026-11-02T18:30:01+01:00" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r = with_questions();
		char got[INSTANT_TEXT];
		struct question q;
		struct err e;

		if (act(&r, rows[i].number, EVENT_ANSWERED, "phone", rows[i].on,
		        rows[i].now, &e) != 0)
			fail_msg("%s: %s", rows[i].what, e.text);
		q = rig_question(&r, rows[i].number);
		assert_int_equal(q.state, STATE_HANDLED);
		assert_true(q.stretches[0].is_by_hand);
		if (strcmp(instant_print(q.stretches[0].end, got),
		        rows[i].wanted) != 0)
			fail_msg("%s: got %s, wanted %s", rows[i].what, got,
			    rows[i].wanted);
		rig_done(&r);
	}
}

static void
test_an_act_that_cannot_be_is_refused_and_leaves_nothing(void **state)
{
	static const struct {
		const char *what;
		int64_t number;
		enum event_kind kind;
		const char *on;
	} rows[] = {
		{ "in the future", 2, EVENT_ANSWERED, "2026-11-10" },
		{ "before the receipt", 2, EVENT_ANSWERED, "2026-11-01" },
		{ "before the reopening", 1, EVENT_ANSWERED, "2026-11-05" },
		{ "no such question", 99, EVENT_ANSWERED, "2026-11-09" },
		{ "open already", 2, EVENT_REOPENED, "2026-11-09" },
	};
	struct rig r = with_questions();
	int64_t events;
	struct err e;
	size_t i;

	(void)state;
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, answer.at);
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	assert_int_equal(rig_question(&r, 1).n_stretches, 2);
	events = rig_events(&r);
	for (i = 0; i < LENGTH(rows); i++) {
		if (act(&r, rows[i].number, rows[i].kind, "phone", rows[i].on,
		        "2026-11-09T10:00:00+01:00", &e) == 0)
			fail_msg("%s: not refused", rows[i].what);
		assert_int_equal(e.kind, ERR_ITEM);
		assert_int_equal(rig_events(&r), events);
	}
	/* No transaction is left open. */
	assert_int_equal(store_begin(r.store, &e), 0);
	store_rollback(r.store);
	rig_done(&r);
}

static void
test_what_is_handled_is_not_handled_again(void **state)
{
	struct rig r = with_questions();
	struct question q;
	struct err e;

	(void)state;
	assert_int_equal(act(&r, 1, EVENT_CLOSED, "referred", "2026-11-03",
	                     "2026-11-03T10:00:00+01:00", &e),
	    0);
	assert_int_equal(act(&r, 1, EVENT_ANSWERED, "hand", "2026-11-04",
	                     "2026-11-04T10:00:00+01:00", &e),
	    -1);
	q = rig_question(&r, 1);
	assert_string_equal(q.handled_why, "referred");
	assert_false(q.stretches[0].needs_no_answer);
	rig_done(&r);
}

/* A back-dated act stands before messages that were read already: they are
 * judged anew. */
static void
test_a_back_dated_act_is_seen_by_what_came_after(void **state)
{
	struct rig r = with_questions();
	struct question q;
	struct err e;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, again.at);
	q = rig_question(&r, 1);
	assert_int_equal(q.n_stretches, 2);
	assert_int_equal(act(&r, 1, EVENT_ANSWERED, "phone", "2026-11-06",
	                     "2026-11-09T10:00:00+01:00", &e),
	    0);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_true(q.stretches[1].is_by_hand);
	assert_int_equal(act(&r, 1, EVENT_REOPENED, "", "2026-11-10",
	                     "2026-11-10T10:00:00+01:00", &e),
	    0);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_act_counts_at_its_day),
		cmocka_unit_test(
		    test_an_act_that_cannot_be_is_refused_and_leaves_nothing),
		cmocka_unit_test(test_what_is_handled_is_not_handled_again),
		cmocka_unit_test(
		    test_a_back_dated_act_is_seen_by_what_came_after),
	};

	return unit_run(tests);
}
