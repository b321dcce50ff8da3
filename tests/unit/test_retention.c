/* Retention (users.md 28): what goes, when, and what stays. */

#include "desk/retain.h"
#include "tests/unit/kept.h"

/* A question, its answer by way of a colleague, and a mail that asks
 * nothing. */
static const struct rig_mail asks = { "vraag1@zeist.nl", NULL,
	"Petra Zonderland <petra.zonderland@zeist.nl>", RIG_K,
	"Kwijtschelding voor Zonderland",
	"Mag een gastouder zes kinderen opvangen? Bel mij op, Petra.",
	"2025-03-03 09:00" };
static const struct rig_mail answers = { "antwoord1@vng.nl", "vraag1@zeist.nl",
	"Daan <" RIG_K ">", "Petra Zonderland <petra.zonderland@zeist.nl>",
	"Re: Kwijtschelding voor Zonderland", "Ja, dat mag, Petra.",
	"2025-03-05 10:00" };

static void
file_story(struct rig *r)
{
	const struct deed assign = {
		.kind = DEED_ASSIGN, .question = 1, .value = "daan"
	};

	rig_activate(r, "2025-03-01 08:00");
	(void)rig_file(r, FOLDER_INBOX, &asks, 1, "2025-03-03 09:01");
	(void)rig_act_by(r, &assign, "noor", "2025-03-03 11:00");
	(void)rig_file(r, FOLDER_SENT, &answers, 1, "2025-03-05 10:01");
}

static void
go(struct rig *r, const char *now)
{
	struct err e = { 0 };
	int more;

	do
		more = retain(r->store, r->office, moment(now), &e);
	while (more > 0);
	if (more < 0)
		fail_msg("%s", e.text);
}

static void
test_each_thing_goes_at_its_time(void **state)
{
	static const struct {
		const char *now;
		int texts, subjects, questions;
		bool holds_name;
	} rows[] = {
		{ "2025-04-03 12:00", 2, 2, 1, true }, /* 29 days */
		{ "2025-04-05 12:00", 0, 2, 1, true }, /* 31 days */
		{ "2026-03-04 12:00", 0, 2, 1, true }, /* not yet 12 months */
		{ "2026-03-07 12:00", 0, 0, 1, false },
		{ "2032-03-01 12:00", 0, 0, 1, false }, /* not yet 7 years */
		{ "2032-03-08 12:00", 0, 0, 0, false },
	};
	struct rig r = rig_new();
	const char *before;
	size_t i;

	(void)state;
	file_story(&r);
	before = kept_figures(&r);
	assert_true(*before);
	for (i = 0; i < LENGTH(rows); i++) {
		go(&r, rows[i].now);
		if (kept_count(&r, "SELECT count(*) FROM content") !=
		        rows[i].texts ||
		    kept_count(&r, "SELECT count(subject) FROM message") !=
		        rows[i].subjects ||
		    kept_count(&r, "SELECT count(*) FROM question") !=
		        rows[i].questions ||
		    kept_holds(&r, "zonderland") != rows[i].holds_name)
			fail_msg("at %s", rows[i].now);
		if (rows[i].questions > 0)
			assert_string_equal(kept_figures(&r), before);
		kept_rebuilds(&r);
	}
	assert_int_equal(kept_count(&r, "SELECT count(key2) FROM message"), 2);
	assert_false(kept_holds(&r, "petra"));
	rig_done(&r);
}

/* An event keeps what happened; who did it is a role from then on. */
static void
test_a_colleague_becomes_a_role(void **state)
{
	struct rig r = rig_new();

	(void)state;
	file_story(&r);
	assert_string_equal(rig_question(&r, 1).assignee, "daan");
	go(&r, "2026-03-07 12:00");
	assert_string_equal(rig_question(&r, 1).assignee, "adviser");
	assert_int_equal(
	    kept_count(
	        &r, "SELECT count(*) FROM event WHERE who = 'coordinator'"),
	    1);
	assert_int_equal(
	    kept_count(&r, "SELECT count(*) FROM event WHERE who = 'noor'"), 0);
	rig_done(&r);
}

/* Who acts on a question whose persons are gone becomes a role in his turn. */
static void
test_a_late_act_goes_in_its_turn(void **state)
{
	static const char *const query =
	    "SELECT count(*) FROM event WHERE who = 'noor'";
	const struct deed reopen = {
		.kind = DEED_REOPEN, .question = 1, .value = ""
	};
	const struct deed answer = {
		.kind = DEED_ANSWER, .question = 1, .value = "phone"
	};
	struct rig r = rig_new();

	(void)state;
	file_story(&r);
	go(&r, "2026-03-07 12:00");
	(void)rig_act_by(&r, &reopen, "noor", "2026-04-01 12:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	go(&r, "2027-06-01 12:00");
	assert_true(kept_count(&r, query) > 0); /* it is open */
	(void)rig_act_by(&r, &answer, "noor", "2027-06-02 12:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	go(&r, "2028-05-31 12:00");
	assert_true(kept_count(&r, query) > 0);
	go(&r, "2028-06-03 12:00");
	assert_int_equal(kept_count(&r, query), 0);
	kept_rebuilds(&r);
	rig_done(&r);
}

/* Fingerprints stay: a copy is known, and judging changes nothing. */
static void
test_nothing_is_filed_twice(void **state)
{
	struct rig r = rig_new();
	struct filed_counts counts;
	int64_t events;

	(void)state;
	file_story(&r);
	go(&r, "2026-03-07 12:00");
	events = rig_events(&r);
	counts = rig_file(&r, FOLDER_INBOX, &asks, 1, "2026-03-08 09:00");
	assert_int_equal(counts.filed, 0);
	assert_int_equal(counts.known, 1);
	assert_int_equal(rig_events(&r), events);
	rig_done(&r);
}

/* A late reply to what is gone is a question of its own, and not lost. */
static void
test_a_late_reply_is_a_new_question(void **state)
{
	static const struct rig_mail late = { "vraag2@zeist.nl",
		"vraag1@zeist.nl",
		"Petra Zonderland <petra.zonderland@zeist.nl>", RIG_K,
		"Re: Kwijtschelding voor Zonderland",
		"Mag een gastouder ook zeven kinderen opvangen?",
		"2026-03-09 09:00" };
	struct rig r = rig_new();

	(void)state;
	file_story(&r);
	go(&r, "2026-03-07 12:00");
	(void)rig_file(&r, FOLDER_INBOX, &late, 1, "2026-03-09 09:01");
	assert_int_equal(kept_count(&r, "SELECT count(*) FROM question"), 2);
	assert_int_equal(rig_question(&r, 2).state, STATE_OPEN);
	kept_rebuilds(&r);
	rig_done(&r);
}

/* One look is a whole round where there is little: --once has no other. */
static void
test_a_small_round_takes_one_look(void **state)
{
	struct rig r = rig_new();
	struct err e = { 0 };

	(void)state;
	file_story(&r);
	assert_int_equal(
	    retain(r.store, r.office, moment("2026-03-07 12:00"), &e), 0);
	assert_false(kept_holds(&r, "petra.zonderland"));
	rig_done(&r);
}

/* What is open stays whole, however old. */
static void
test_an_open_question_keeps_everything(void **state)
{
	struct rig r = rig_new();

	(void)state;
	rig_activate(&r, "2025-03-01 08:00");
	(void)rig_file(&r, FOLDER_INBOX, &asks, 1, "2025-03-03 09:01");
	go(&r, "2034-01-01 12:00");
	assert_int_equal(kept_count(&r, "SELECT count(*) FROM content"), 1);
	assert_true(kept_holds(&r, "petra.zonderland"));
	rig_done(&r);
}

/* The texts of notices go; what was not sent yet is kept. */
static void
test_the_outbox_is_emptied(void **state)
{
	static const char *const notices[] = { "sent", "refused", "planned" };
	struct rig r = rig_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(notices); i++) {
		const char *script = arena_printf(r.arena,
		    "INSERT INTO notice (key, kind, recipient, address, day, "
		    "team, state, planned_at, changed_at, attempts, subject) "
		    "VALUES ('k%zu', 'digest', 'noor', 'noor@vng.nl', 1, '', "
		    "'%s', %lld, %lld, 1, 's'); "
		    "INSERT INTO notice_mail SELECT max(id), x'74' FROM notice",
		    i, notices[i], (long long)moment("2025-03-03 09:00").sec,
		    (long long)moment("2025-03-03 09:00").sec);

		assert_int_equal(
		    sqlite3_exec(r.store->db, script, NULL, NULL, NULL),
		    SQLITE_OK);
	}
	go(&r, "2025-04-01 09:00");
	assert_int_equal(kept_count(&r, "SELECT count(*) FROM notice_mail"), 3);
	go(&r, "2025-04-03 09:00");
	assert_int_equal(kept_count(&r, "SELECT count(*) FROM notice_mail"), 1);
	go(&r, "2026-03-05 09:00");
	assert_int_equal(
	    kept_count(&r, "SELECT count(address) FROM notice"), 1);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_thing_goes_at_its_time),
		cmocka_unit_test(test_a_colleague_becomes_a_role),
		cmocka_unit_test(test_a_late_act_goes_in_its_turn),
		cmocka_unit_test(test_nothing_is_filed_twice),
		cmocka_unit_test(test_a_late_reply_is_a_new_question),
		cmocka_unit_test(test_a_small_round_takes_one_look),
		cmocka_unit_test(test_an_open_question_keeps_everything),
		cmocka_unit_test(test_the_outbox_is_emptied),
	};

	return unit_run(tests);
}
