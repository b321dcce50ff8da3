/* What people do by hand: what each act comes to, when it counts, when it is
 * refused, and that done twice it is done once. */

#include "desk/expire.h"
#include "edge/store_act.h"
#include "tests/unit/desk_rig.h"

#define NOW "2026-11-09T10:00:00+01:00"

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
static const struct rig_mail thanks = { "t1@divosa.nl", NULL,
	"Piet <piet@divosa.nl>", RIG_K, "Dank voor gisteren",
	"Bedankt voor de prettige ontmoeting.", "2026-11-03T09:00:00+01:00" };

static struct rig
with_questions(void)
{
	const struct rig_mail mails[] = { question, late_question };
	struct rig r = rig_new();

	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, mails, 2, late_question.at);
	return r;
}

static struct deed
deed_of(enum deed_kind kind, int64_t number, const char *value, const char *on)
{
	struct deed d = { .kind = kind, .question = number, .value = value };

	if (on) {
		d.has_day = true;
		d.day = day(on);
	}
	return d;
}

static enum ruling_kind
act(struct rig *r, enum deed_kind kind, int64_t number, const char *value,
    const char *on, const char *now)
{
	const struct deed d = deed_of(kind, number, value, on);

	return rig_act(r, &d, now).ruling;
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

		assert_int_equal(act(&r, DEED_ANSWER, rows[i].number, "phone",
		                     rows[i].on, rows[i].now),
		    RULING_DONE);
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

/* users.md 3: before the receipt or in the future is refused. */
static void
test_what_cannot_be_is_refused_and_leaves_nothing(void **state)
{
	static const struct {
		const char *what;
		enum deed_kind kind;
		int64_t number;
		const char *value, *on;
		enum ruling_kind wanted;
	} rows[] = {
		{ "in the future", DEED_ANSWER, 2, "phone", "2026-11-10",
		    RULING_IN_FUTURE },
		{ "before the receipt", DEED_ANSWER, 2, "phone", "2026-11-01",
		    RULING_BEFORE_RECEIPT },
		{ "before the reopening", DEED_ANSWER, 1, "phone", "2026-11-05",
		    RULING_BEFORE_RECEIPT },
		{ "no such question", DEED_ANSWER, 99, "phone", NULL,
		    RULING_NO_QUESTION },
		{ "no reason", DEED_CLOSE, 2, "", NULL, RULING_INCOMPLETE },
		{ "another reason", DEED_CLOSE, 2, "moe", NULL,
		    RULING_UNKNOWN },
		{ "a stranger", DEED_ASSIGN, 2, "piet", NULL, RULING_UNKNOWN },
		{ "not later", DEED_EXTEND, 2, "", "2026-11-09",
		    RULING_NOT_LATER },
		{ "another year", DEED_EXTEND, 2, "", "2028-11-09",
		    RULING_TOO_FAR },
		{ "no extension", DEED_EXTEND, 2, "", NULL,
		    RULING_NO_EXTENSION },
		{ "no words", DEED_NOTE, 2, "", NULL, RULING_INCOMPLETE },
		{ "no topic", DEED_TOPIC, 2, "voetbal", NULL, RULING_UNKNOWN },
		{ "no team", DEED_TEAM, 2, "Q", NULL, RULING_UNKNOWN },
		{ "no term", DEED_TERM, 2, "ooit", NULL, RULING_UNKNOWN },
		{ "no priority", DEED_PRIORITY, 2, "heel hoog", NULL,
		    RULING_UNKNOWN },
	};
	struct rig r = with_questions();
	struct err e = { 0 };
	int64_t events;
	size_t i;

	(void)state;
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, answer.at);
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	assert_int_equal(rig_question(&r, 1).n_stretches, 2);
	events = rig_events(&r);
	for (i = 0; i < LENGTH(rows); i++) {
		const struct deed d = deed_of(
		    rows[i].kind, rows[i].number, rows[i].value, rows[i].on);
		struct act_result got = rig_act(&r, &d, NOW);

		if (got.ruling != rows[i].wanted || strlen(got.says) < 10 ||
		    got.event != 0)
			fail_msg("%s: ruling %d, \"%s\"", rows[i].what,
			    (int)got.ruling, got.says);
		assert_int_equal(rig_events(&r), events);
	}
	/* No transaction is left open. */
	assert_int_equal(store_begin(r.store, &e), 0);
	store_rollback(r.store);
	rig_done(&r);
}

/* users.md 22: used twice it is idempotent. */
static void
test_done_twice_is_done_once(void **state)
{
	static const struct {
		enum deed_kind kind;
		const char *value, *on;
		int64_t number;
	} rows[] = {
		{ DEED_ANSWER, "hand", NULL, 0 },
		{ DEED_ANSWER, "phone", "2026-11-05", 0 },
		{ DEED_CLOSE, "referred", NULL, 0 },
		{ DEED_CLOSE, "duplicate", NULL, 0 },
		{ DEED_CLOSE, "withdrawn", NULL, 0 },
		{ DEED_CLOSE, "no-answer-needed", NULL, 0 },
		{ DEED_IGNORE, "", NULL, 0 },
		{ DEED_ASSIGN, "daan", NULL, 0 },
		{ DEED_EXTEND, "", NULL, 3 },
		{ DEED_EXTEND, "", "2026-11-20", 0 },
		{ DEED_PAUSE, "", NULL, 0 },
		{ DEED_TOPIC, "LRK-registratie", NULL, 0 },
		{ DEED_TEAM, "beide", NULL, 0 },
		{ DEED_TERM, "spoed", NULL, 0 },
		{ DEED_PRIORITY, "high", NULL, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r = with_questions();
		struct deed d =
		    deed_of(rows[i].kind, 1, rows[i].value, rows[i].on);
		struct act_result first, second;
		int64_t events;

		d.number = rows[i].number;
		first = rig_act_by(&r, &d, "noor", NOW);
		events = rig_events(&r);
		second =
		    rig_act_by(&r, &d, "noor", "2026-11-09T10:00:05+01:00");
		if (first.ruling != RULING_DONE || first.event == 0 ||
		    second.ruling != RULING_ALREADY || rig_events(&r) != events)
			fail_msg(
			    "row %zu: %s / %s", i, first.says, second.says);
		rig_done(&r);
	}
}

static void
test_what_is_handled_is_not_handled_otherwise(void **state)
{
	struct rig r = with_questions();
	struct question q;

	(void)state;
	assert_int_equal(act(&r, DEED_CLOSE, 1, "referred", "2026-11-03",
	                     "2026-11-03T10:00:00+01:00"),
	    RULING_DONE);
	assert_int_equal(
	    act(&r, DEED_ANSWER, 1, "hand", NULL, NOW), RULING_HANDLED);
	assert_int_equal(
	    act(&r, DEED_EXTEND, 1, "", "2026-12-01", NOW), RULING_HANDLED);
	q = rig_question(&r, 1);
	assert_string_equal(q.handled_why, "referred");
	assert_false(q.stretches[0].needs_no_answer);
	/* What the mailbox showed is said again without harm. */
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, answer.at);
	rig_done(&r);
}

/* A back-dated act stands before messages that were read already: they are
 * judged anew. */
static void
test_a_back_dated_act_is_seen_by_what_came_after(void **state)
{
	struct rig r = with_questions();
	struct question q;

	(void)state;
	(void)rig_file(&r, FOLDER_INBOX, &again, 1, again.at);
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, again.at);
	q = rig_question(&r, 1);
	assert_int_equal(q.n_stretches, 2);
	assert_int_equal(
	    act(&r, DEED_ANSWER, 1, "phone", "2026-11-06", NOW), RULING_DONE);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_HANDLED);
	assert_true(q.stretches[1].is_by_hand);
	rig_done(&r);
}

/* A question that is opened again has a deadline again: the norm, from that
 * day. */
static void
test_a_reopened_question_has_a_deadline(void **state)
{
	struct rig r = with_questions();
	struct question q;

	(void)state;
	assert_int_equal(
	    act(&r, DEED_REOPEN, 1, "", NULL, NOW), RULING_ALREADY);
	assert_int_equal(
	    act(&r, DEED_ANSWER, 1, "hand", NULL, NOW), RULING_DONE);
	assert_int_equal(act(&r, DEED_REOPEN, 1, "", "2026-11-09",
	                     "2026-11-10T10:00:00+01:00"),
	    RULING_DONE);
	q = rig_question(&r, 1);
	assert_int_equal(q.state, STATE_OPEN);
	assert_int_equal(q.n_stretches, 2);
	assert_true(q.has_deadline);
	assert_int_equal(q.deadline.day, day("2026-11-16").day);
	rig_done(&r);
}

/* H8: what was left before a pause is left after it. Five working days from
 * Mon 2 Nov end on the 9th; paused from the 4th to the 11th, five working
 * days more. */
static void
test_h8_what_was_left_is_restored(void **state)
{
	static const struct rig_mail reply = { "r@deventer.nl",
		"q1@deventer.nl", "Nora <nora@deventer.nl>", RIG_K,
		"Re: Vraag over de BKR", "Het gaat om de babygroep.",
		"2026-11-11T09:00:00+01:00" };
	size_t by_mail;

	(void)state;
	for (by_mail = 0; by_mail < 2; by_mail++) {
		struct rig r = with_questions();
		struct question q;

		assert_int_equal(act(&r, DEED_PAUSE, 1, "", NULL,
		                     "2026-11-04T10:00:00+01:00"),
		    RULING_DONE);
		assert_int_equal(rig_question(&r, 1).state, STATE_WAITING);
		if (by_mail)
			(void)rig_file(&r, FOLDER_INBOX, &reply, 1, reply.at);
		else
			assert_int_equal(act(&r, DEED_RESUME, 1, "", NULL,
			                     "2026-11-11T09:00:00+01:00"),
			    RULING_DONE);
		q = rig_question(&r, 1);
		assert_int_equal(q.state, STATE_OPEN);
		assert_int_equal(q.deadline.day, day("2026-11-16").day);
		assert_int_equal(
		    q.stretches[0].norm_deadline.day, day("2026-11-16").day);
		/* H7: another term keeps the pause: ten days and five. */
		assert_int_equal(act(&r, DEED_TERM, 1, "interim", NULL,
		                     "2026-11-12T09:00:00+01:00"),
		    RULING_DONE);
		assert_int_equal(
		    rig_question(&r, 1).deadline.day, day("2026-11-23").day);
		rig_done(&r);
	}
}

/* More time for what is late leaves it late in the figures. */
static void
test_a_breach_stays_a_breach(void **state)
{
	const struct deed three = {
		.kind = DEED_EXTEND, .question = 1, .value = "", .number = 3
	};
	struct rig r = with_questions();
	struct question q;

	(void)state;
	assert_int_equal(
	    rig_question(&r, 1).deadline.day, day("2026-11-09").day);
	(void)rig_act(&r, &three, "2026-11-12T09:00:00+01:00");
	q = rig_question(&r, 1);
	assert_int_equal(q.deadline.day, day("2026-11-17").day);
	assert_true(q.stretches[0].is_broken);
	assert_int_equal(q.stretches[0].broken.day, day("2026-11-09").day);
	/* In time it counts from the deadline. */
	rig_done(&r);
	r = with_questions();
	(void)rig_act(&r, &three, "2026-11-05T09:00:00+01:00");
	q = rig_question(&r, 1);
	assert_int_equal(q.deadline.day, day("2026-11-12").day);
	assert_false(q.stretches[0].is_broken);
	assert_int_equal(q.stretches[0].deadline.day, day("2026-11-12").day);
	assert_int_equal(
	    q.stretches[0].norm_deadline.day, day("2026-11-09").day);
	rig_done(&r);
}

/* decisions.md 37: any act can be undone by its number, whole. */
static void
test_an_act_is_undone_whole(void **state)
{
	struct rig r = with_questions();
	struct deed d = deed_of(DEED_ANSWER, 1, "hand", NULL);
	struct act_result answered, reopened, undone;

	(void)state;
	answered = rig_act(&r, &d, NOW);
	d = deed_of(DEED_REOPEN, 1, "", NULL);
	reopened = rig_act(&r, &d, "2026-11-10T10:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	d = (struct deed){
		.kind = DEED_UNDO, .value = "", .number = reopened.event + 1
	};
	undone = rig_act(&r, &d, "2026-11-10T11:00:00+01:00");
	assert_int_equal(undone.ruling, RULING_DONE);
	assert_int_equal(undone.question, 1);
	assert_int_equal(rig_question(&r, 1).state, STATE_HANDLED);
	assert_int_equal(rig_question(&r, 1).n_stretches, 1);
	assert_int_equal(rig_act(&r, &d, "2026-11-10T11:00:01+01:00").ruling,
	    RULING_ALREADY);
	d.number = answered.event;
	assert_int_equal(rig_act(&r, &d, NOW).ruling, RULING_DONE);
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	assert_int_equal(
	    rig_question(&r, 1).deadline.day, day("2026-11-09").day);
	d.number = 1; /* what a mail said */
	assert_int_equal(rig_act(&r, &d, NOW).ruling, RULING_NOT_BY_HAND);
	d.number = 9999;
	assert_int_equal(rig_act(&r, &d, NOW).ruling, RULING_NO_EVENT);
	rig_done(&r);
}

/* users.md 5: waiting ends by itself after 20 working days, at the same moment
 * whenever it is noticed, and the digest says so; a mail that was read late
 * counts before it. */
static void
test_waiting_for_the_asker_ends_by_itself(void **state)
{
	static const struct rig_mail reply = { "r@deventer.nl",
		"q1@deventer.nl", "Nora <nora@deventer.nl>", RIG_K,
		"Re: Vraag over de BKR", "Het gaat om de babygroep.",
		"2026-11-30T09:00:00+01:00" };
	struct rig r = with_questions();
	struct err e = { 0 };
	struct event *acts = NULL;
	struct question q;
	size_t closed, n = 0;

	(void)state;
	assert_int_equal(
	    act(&r, DEED_PAUSE, 1, "", NULL, "2026-11-04T10:00:00+01:00"),
	    RULING_DONE);
	/* Twenty working days end with Wednesday 2 December. */
	assert_int_equal(expire_waits(r.store, r.office,
	                     moment("2026-12-02 23:59"), &closed, &e),
	    0);
	assert_int_equal(closed, 0);
	assert_int_equal(expire_waits(r.store, r.office,
	                     moment("2026-12-04 08:30"), &closed, &e),
	    0);
	assert_int_equal(closed, 1);
	assert_int_equal(expire_waits(r.store, r.office,
	                     moment("2026-12-04 08:31"), &closed, &e),
	    0);
	assert_int_equal(closed, 0);
	q = rig_question(&r, 1);
	assert_string_equal(q.handled_why, "expired");
	assert_int_equal(
	    q.stretches[0].end.sec, moment("2026-12-03 00:00").sec);
	assert_int_equal(
	    store_acts(r.store, r.arena, moment("2026-12-03 08:30"),
	        moment("2026-12-04 08:30"), &acts, &n, &e),
	    0);
	assert_int_equal(n, 1);
	assert_int_equal(acts[0].by, ACTOR_TICK);
	assert_string_equal(acts[0].value, "expired");
	(void)rig_file(
	    &r, FOLDER_INBOX, &reply, 1, "2026-12-04T09:00:00+01:00");
	assert_int_equal(rig_question(&r, 1).state, STATE_OPEN);
	rig_done(&r);
}

/* "Geen vraag" and "toch een vraag", of a question and of a mail that opened
 * none. */
static void
test_no_question_and_a_question_after_all(void **state)
{
	struct deed d = { .kind = DEED_ASK, .value = "" };
	struct rig r = with_questions();
	struct act_result got;
	size_t n = 0;

	(void)state;
	assert_int_equal(act(&r, DEED_IGNORE, 2, "", NULL, NOW), RULING_DONE);
	assert_string_equal(rig_question(&r, 2).handled_why, "no-question");
	assert_int_equal(act(&r, DEED_ASK, 2, "", NULL, NOW), RULING_DONE);
	assert_int_equal(rig_question(&r, 2).state, STATE_OPEN);
	assert_int_equal(act(&r, DEED_ASK, 2, "", NULL, NOW), RULING_ALREADY);
	(void)rig_file(&r, FOLDER_INBOX, &thanks, 1, thanks.at);
	(void)rig_file(&r, FOLDER_SENT, &answer, 1, answer.at);
	(void)rig_questions(&r, &n);
	assert_int_equal(n, 2);
	d.message = 3;
	got = rig_act_by(&r, &d, "noor", NOW);
	assert_int_equal(got.ruling, RULING_DONE);
	assert_int_equal(got.question, 3);
	(void)rig_questions(&r, &n);
	assert_int_equal(n, 3);
	assert_int_equal(
	    rig_question(&r, 3).received.sec, moment(thanks.at).sec);
	assert_int_equal(rig_act(&r, &d, NOW).ruling, RULING_ALREADY);
	d.message = 4; /* our own answer */
	assert_int_equal(rig_act(&r, &d, NOW).ruling, RULING_OURS);
	d.message = 99;
	assert_int_equal(rig_act(&r, &d, NOW).ruling, RULING_NO_QUESTION);
	rig_done(&r);
}

/* An event says who did it; the words of a note stand elsewhere (decisions.md
 * 12). */
static void
test_events_say_who_and_notes_stand_apart(void **state)
{
	const struct deed d = deed_of(DEED_NOTE, 1, "Belt morgen terug.", NULL);
	struct rig r = with_questions();
	struct stored_note *notes = NULL;
	struct event *events = NULL;
	struct act_result got = rig_act_by(&r, &d, "daan", NOW);
	struct err e = { 0 };
	size_t n = 0, i, n_notes = 0;

	(void)state;
	assert_int_equal(store_events(r.store, r.arena, 1, &events, &n, &e), 0);
	for (i = 0; i < n && events[i].seq != got.event; i++)
		;
	assert_true(i < n);
	assert_string_equal(events[i].who, "daan");
	assert_int_equal(events[i].cause_command, 77);
	assert_string_equal(events[i].value, "note");
	assert_int_equal(
	    store_notes(r.store, r.arena, 1, &notes, &n_notes, &e), 0);
	assert_int_equal(n_notes, 1);
	assert_int_equal(notes[0].event, got.event);
	assert_string_equal(notes[0].text, "Belt morgen terug.");
	rig_done(&r);
}

/* Only the coordinator says who is away; the last word counts, and the
 * configuration is no exception. */
static void
test_who_is_away_is_said_by_the_coordinator(void **state)
{
	struct rig r = with_questions();
	struct deed d = deed_of(DEED_ABSENT, 0, "daan", "2026-11-13");
	struct roster roster;
	const struct colleague *daan;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(
	    rig_act_by(&r, &d, "daan", NOW).ruling, RULING_NOT_ALLOWED);
	assert_string_equal(rig_act_by(&r, &d, "noor", NOW).says,
	    "Daan is afwezig tot en met vr 13 november.");
	d.day = day("2026-11-06");
	assert_int_equal(
	    rig_act_by(&r, &d, "noor", NOW).ruling, RULING_NOT_LATER);
	d = deed_of(DEED_BACK, 0, "daan", NULL);
	assert_int_equal(
	    rig_act_by(&r, &d, "noor", "2026-11-11T09:00:00+01:00").ruling,
	    RULING_DONE);
	assert_int_equal(
	    store_roster(r.store, r.arena, &r.office->settings.roster,
	        moment("2026-11-10T09:00:00+01:00"), &roster, &e),
	    0);
	daan = roster_by_id(&roster, "daan");
	assert_true(roster_is_absent(daan, day("2026-11-13")));
	assert_false(roster_is_absent(daan, day("2026-11-14")));
	assert_int_equal(
	    store_roster(r.store, r.arena, &r.office->settings.roster,
	        moment("2026-11-12T09:00:00+01:00"), &roster, &e),
	    0);
	daan = roster_by_id(&roster, "daan");
	assert_true(roster_is_absent(daan, day("2026-11-10")));
	assert_false(roster_is_absent(daan, day("2026-11-11")));
	d = deed_of(DEED_ABSENT, 0, "daan", NULL);
	(void)rig_act(&r, &d, "2026-11-12T09:00:00+01:00");
	assert_int_equal(
	    store_roster(r.store, r.arena, &r.office->settings.roster,
	        moment("2026-11-13T09:00:00+01:00"), &roster, &e),
	    0);
	assert_true(
	    roster_is_absent(roster_by_id(&roster, "daan"), day("2029-01-01")));
	rig_done(&r);
}

/* A question that went into another one is an alias of that one. */
static void
test_an_alias_is_followed(void **state)
{
	const struct rig_mail second = { "q4@deventer.nl", "x@deventer.nl",
		"Nora <nora@deventer.nl>", RIG_K, "Re: Vraag over de BKR",
		"En voor stagiairs, geldt dat ook?",
		"2026-11-03T09:00:00+01:00" };
	const struct rig_mail between = { "x@deventer.nl", "q1@deventer.nl",
		"Nora <nora@deventer.nl>", RIG_K, "Re: Vraag over de BKR",
		"En hoe zit het met stagiairs? Mag dat?",
		"2026-11-02T15:00:00+01:00" };
	const struct deed d = deed_of(DEED_ASSIGN, 2, "daan", NULL);
	struct rig r = rig_new();
	struct act_result got;

	(void)state;
	rig_activate(&r, "2026-11-01T12:00:00+01:00");
	(void)rig_file(&r, FOLDER_INBOX, &question, 1, question.at);
	(void)rig_file(&r, FOLDER_INBOX, &second, 1, second.at);
	(void)rig_file(&r, FOLDER_INBOX, &between, 1, second.at);
	assert_int_equal(rig_question(&r, 2).merged_into, 1);
	got = rig_act(&r, &d, NOW);
	assert_int_equal(got.ruling, RULING_DONE);
	assert_int_equal(got.question, 1);
	assert_string_equal(got.says, "1 ligt bij Daan.");
	assert_string_equal(rig_question(&r, 1).assignee, "daan");
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_act_counts_at_its_day),
		cmocka_unit_test(
		    test_what_cannot_be_is_refused_and_leaves_nothing),
		cmocka_unit_test(test_done_twice_is_done_once),
		cmocka_unit_test(test_what_is_handled_is_not_handled_otherwise),
		cmocka_unit_test(
		    test_a_back_dated_act_is_seen_by_what_came_after),
		cmocka_unit_test(test_a_reopened_question_has_a_deadline),
		cmocka_unit_test(test_h8_what_was_left_is_restored),
		cmocka_unit_test(test_a_breach_stays_a_breach),
		cmocka_unit_test(test_an_act_is_undone_whole),
		cmocka_unit_test(test_waiting_for_the_asker_ends_by_itself),
		cmocka_unit_test(test_no_question_and_a_question_after_all),
		cmocka_unit_test(test_events_say_who_and_notes_stand_apart),
		cmocka_unit_test(test_who_is_away_is_said_by_the_coordinator),
		cmocka_unit_test(test_an_alias_is_followed),
	};

	return unit_run(tests);
}
