/* What a conversation says: roles, hand-over, interim, reopening, and that
 * the order of arrival does not matter. */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "tests/unit/unit.h"
#include "triage/conversation.h"

#define ASKER   "nora@purmerend.nl"
#define MAILBOX "postbus.werkeninkomen@vng.nl"
#define ADVISER "noor@vng.nl"
#define THIRD   "loket@ggdtwente.nl"

static const struct team teams[] = { { "W", "Werk & Inkomen", "W&I" } };
static const struct colleague people[] = {
	{ .id = "noor",
	    .name = "Noor",
	    .address = ADVISER,
	    .workdays = 0x1f,
	    .stand_in = "" },
};
static const struct roster roster = { 1, teams, 1, people };
static const struct named_term named_terms[] = {
	{ .name = "servicenorm", .term = { 5, TERM_WORKDAYS, false } },
	{ .name = "woo", .term = { 4, TERM_WEEKS, true } },
	{ .name = "spoed", .term = { 1, TERM_WORKDAYS, false } },
};
static const struct term_list terms = { LENGTH(named_terms), named_terms };

static struct norms
make_norms(struct arena *a)
{
	static const struct calendar_options options = {
		.has_good_friday = true,
	};
	static const struct equated_days none = { 0 };

	return (struct norms){ .calendar = calendar_new(a, &options, &none),
		.roster = &roster,
		.terms = &terms,
		.norm = { 5, TERM_WORKDAYS, false },
		.interim_norm = { 10, TERM_WORKDAYS, false } };
}

enum sort {
	ASKS,        /* the asker asks */
	THANKS,      /* the asker thanks */
	ANSWER,      /* we answer the asker */
	FAST,        /* we answer within two minutes */
	INTERIM,     /* we promise a day */
	HAND_OVER,   /* we forward to a colleague */
	CONSULT,     /* we ask a third party */
	THIRD_SAYS,  /* the third party writes */
	AWAY,        /* an out-of-office of the asker */
	MAILING,     /* we write to many, in reply to nothing */
	INTERNAL,    /* a colleague asks us something */
	NEW_SUBJECT, /* the asker, a new subject, no In-Reply-To */
	FORGED, /* an answer in our name that our server does not believe */
	FORGED_HAND, /* a hand-over of that kind */
};

static const struct party to_asker[] = { { 1, ASKER, "GM0439", false, false } };
static const struct party to_mailbox[] = { { 2, MAILBOX, "VNG", true, true } };
static const struct party to_adviser[] = { { 3, ADVISER, "VNG", true, false } };
static const struct party to_third[] = { { 4, THIRD, "GGD Twente", false,
    false } };
static const struct party to_many[] = {
	{ 1, ASKER, "GM0439", false, false },
	{ 11, "a@almere.nl", "GM0034", false, false },
	{ 12, "b@almere.nl", "GM0034", false, false },
	{ 13, "c@almere.nl", "GM0034", false, false },
	{ 14, "d@almere.nl", "GM0034", false, false },
	{ 15, "e@almere.nl", "GM0034", false, false },
};

static const struct {
	bool is_from_us;
	enum kind kind;
	enum is_question is_question;
	bool is_thanks, is_interim, is_internal, is_reply, is_unproven;
	const char *asker, *organisation, *subject;
	const struct party *parties;
	size_t n_parties;
} sorts[] = {
	[ASKS] = { false, KIND_HUMAN, QUESTION_YES, .asker = ASKER,
	    .organisation = "GM0439", .parties = to_mailbox, .n_parties = 1,
	    .is_reply = true },
	[THANKS] = { false, KIND_HUMAN, QUESTION_NO, .is_thanks = true,
	    .asker = ASKER, .organisation = "GM0439", .is_reply = true,
	    .parties = to_mailbox, .n_parties = 1 },
	[ANSWER] = { true, KIND_HUMAN, QUESTION_NO, .asker = MAILBOX,
	    .organisation = "VNG", .is_reply = true, .parties = to_asker,
	    .n_parties = 1 },
	[FAST] = { true, KIND_HUMAN, QUESTION_NO, .asker = MAILBOX,
	    .organisation = "VNG", .is_reply = true, .parties = to_asker,
	    .n_parties = 1 },
	[INTERIM] = { true, KIND_HUMAN, QUESTION_NO, .is_interim = true,
	    .asker = MAILBOX, .organisation = "VNG", .is_reply = true,
	    .parties = to_asker, .n_parties = 1 },
	[HAND_OVER] = { true, KIND_HUMAN, QUESTION_NO, .asker = MAILBOX,
	    .organisation = "VNG", .is_reply = true, .parties = to_adviser,
	    .n_parties = 1 },
	[CONSULT] = { true, KIND_HUMAN, QUESTION_YES, .asker = MAILBOX,
	    .organisation = "VNG", .is_reply = true, .parties = to_third,
	    .n_parties = 1 },
	[THIRD_SAYS] = { false, KIND_HUMAN, QUESTION_YES, .asker = THIRD,
	    .organisation = "GGD Twente", .is_reply = true,
	    .parties = to_mailbox, .n_parties = 1 },
	[AWAY] = { false, KIND_AUTO_REPLY, QUESTION_NO, .asker = ASKER,
	    .organisation = "GM0439", .is_reply = true, .parties = to_mailbox,
	    .n_parties = 1 },
	[MAILING] = { true, KIND_HUMAN, QUESTION_NO, .asker = MAILBOX,
	    .organisation = "VNG", .parties = to_many, .n_parties = 6 },
	[INTERNAL] = { true, KIND_HUMAN, QUESTION_YES, .is_internal = true,
	    .asker = ADVISER, .organisation = "VNG", .parties = to_mailbox,
	    .n_parties = 1 },
	[NEW_SUBJECT] = { false, KIND_HUMAN, QUESTION_YES, .asker = ASKER,
	    .organisation = "GM0439", .subject = "iets heel anders",
	    .parties = to_mailbox, .n_parties = 1 },
	[FORGED] = { true, KIND_HUMAN, QUESTION_NO, .is_unproven = true,
	    .asker = ADVISER, .organisation = "VNG", .is_reply = true,
	    .parties = to_asker, .n_parties = 1 },
	[FORGED_HAND] = { true, KIND_HUMAN, QUESTION_NO, .is_unproven = true,
	    .asker = ADVISER, .organisation = "VNG", .is_reply = true,
	    .parties = to_adviser, .n_parties = 1 },
};

/* Monday 2 November 2026, 09:00, and hours after it. */
static struct instant
hour(int hours)
{
	struct date monday = date_from_civil((struct civil){ 2026, 11, 2 });

	return (struct instant){ date_instant(monday, 540).sec + hours * 3600 };
}

static struct turn
make_turn(int64_t id, enum sort s, int hours)
{
	struct turn t = {
		.id = id,
		.received = hour(hours),
		.has_in_reply_to = sorts[s].is_reply && id > 1,
		.base_subject =
		    sorts[s].subject ? sorts[s].subject : "huisbezoek",
		.kind = sorts[s].kind,
		.is_question = sorts[s].is_question,
		.is_thanks = sorts[s].is_thanks,
		.is_interim = sorts[s].is_interim,
		.is_internal = sorts[s].is_internal,
		.is_from_us = sorts[s].is_from_us,
		.is_unproven = sorts[s].is_unproven,
		.asker = id,
		.asker_address = sorts[s].asker,
		.organisation = sorts[s].organisation,
		.team = "W",
		.topic = "huisbezoek",
		.term = "servicenorm",
		.assignee = "",
		.priority = "",
		.parties = sorts[s].parties,
		.n_parties = sorts[s].n_parties,
	};

	if (s == FAST)
		t.received.sec = hour(0).sec + 60;
	if (s == INTERIM) {
		t.has_promised_day = true;
		t.promised_day =
		    date_from_civil((struct civil){ 2026, 11, 20 });
	}
	t.key2[0] = (unsigned char)id;
	return t;
}

/* The judged questions in words: "opened answered@7 | ..." without the events
 * that only describe. */
static void
describe(struct arena *a, const struct judgement *j, char *out, size_t room)
{
	size_t i, k, n = 0;

	(void)a;
	out[0] = '\0';
	for (i = 0; i < j->n; i++) {
		for (k = 0; k < j->at[i].n_events; k++) {
			const struct event *e = &j->at[i].events[k];

			if (e->kind == EVENT_TEAM || e->kind == EVENT_TOPIC ||
			    e->kind == EVENT_TERM)
				continue;
			n += (size_t)snprintf(out + n, room - n, "%s%s",
			    n ? (k ? " " : " | ") : "",
			    event_kind_name(e->kind));
			if (e->kind == EVENT_NOTED ||
			    e->kind == EVENT_DEADLINE ||
			    e->kind == EVENT_ASSIGNED)
				n += (size_t)snprintf(
				    out + n, room - n, ":%s", e->value);
		}
	}
}

static const struct story {
	const char *name;
	struct {
		enum sort sort;
		int hours;
	} turns[6];
	size_t n;
	const char *wanted;
	enum question_state state; /* of the last question */
} stories[] = {
	{ "a question", { { ASKS, 0 } }, 1, "opened deadline:term",
	    STATE_OPEN },
	{ "an answer ends the wait", { { ASKS, 0 }, { ANSWER, 7 } }, 2,
	    "opened deadline:term answered", STATE_HANDLED },
	{ "thanks after the answer change nothing",
	    { { ASKS, 0 }, { ANSWER, 7 }, { THANKS, 8 } }, 3,
	    "opened deadline:term answered thanked", STATE_HANDLED },
	{ "E18: sooner than two minutes is a confirmation",
	    { { ASKS, 0 }, { FAST, 0 } }, 2,
	    "opened deadline:term noted:acknowledgement", STATE_OPEN },
	{ "E19: a mailing is no answer", { { ASKS, 0 }, { MAILING, 30 } }, 2,
	    "opened deadline:term noted:mailing", STATE_OPEN },
	{ "E21: a hand-over assigns and the clock runs",
	    { { ASKS, 0 }, { HAND_OVER, 3 } }, 2,
	    "opened deadline:term assigned:noor", STATE_OPEN },
	{ "E12: mail to a third party is a consultation",
	    { { ASKS, 0 }, { CONSULT, 3 }, { THIRD_SAYS, 20 } }, 3,
	    "opened deadline:term consulted noted:third-party", STATE_OPEN },
	{ "C6: a stranger in a handled thread reopens nothing",
	    { { ASKS, 0 }, { ANSWER, 7 }, { THIRD_SAYS, 20 } }, 3,
	    "opened deadline:term answered | opened deadline:term",
	    STATE_OPEN },
	{ "each side keeps its own question",
	    { { ASKS, 0 }, { ANSWER, 7 }, { THIRD_SAYS, 20 }, { ASKS, 30 } }, 4,
	    "opened deadline:term answered reopened deadline:next | "
	    "opened deadline:term",
	    STATE_OPEN },
	{ "an answer goes to the question of whom it reaches",
	    { { ASKS, 0 }, { ANSWER, 7 }, { THIRD_SAYS, 20 }, { ANSWER, 30 },
	        { CONSULT, 40 } },
	    5,
	    "opened deadline:term answered noted:answer | "
	    "opened deadline:term answered",
	    STATE_HANDLED },
	{ "users 4: an interim with a day sets the deadline",
	    { { ASKS, 0 }, { INTERIM, 30 } }, 2,
	    "opened deadline:term interim deadline:promised", STATE_OPEN },
	{ "users 4: a second interim sets nothing",
	    { { ASKS, 0 }, { INTERIM, 30 }, { INTERIM, 40 } }, 3,
	    "opened deadline:term interim deadline:promised interim",
	    STATE_OPEN },
	{ "an interim after the deadline sets nothing",
	    { { ASKS, 0 }, { INTERIM, 24 * 10 } }, 2,
	    "opened deadline:term interim", STATE_OPEN },
	{ "G6: an out-of-office changes no state",
	    { { ASKS, 0 }, { ANSWER, 7 }, { AWAY, 8 } }, 3,
	    "opened deadline:term answered noted:auto-reply", STATE_HANDLED },
	{ "a real follow-up reopens with its own deadline",
	    { { ASKS, 0 }, { ANSWER, 7 }, { ASKS, 30 } }, 3,
	    "opened deadline:term answered reopened deadline:next",
	    STATE_OPEN },
	{ "D2: a new subject on its own is a new question",
	    { { ASKS, 0 }, { ANSWER, 7 }, { NEW_SUBJECT, 300 } }, 3,
	    "opened deadline:term answered | opened deadline:term",
	    STATE_OPEN },
	{ "E6: what a colleague asks is no question of the asker's",
	    { { INTERNAL, 0 } }, 1, "", STATE_OPEN },
	{ "users 9: our own start waits for the first question",
	    { { ANSWER, 0 }, { ASKS, 5 } }, 2, "opened deadline:term",
	    STATE_OPEN },
	{ "users 12: who only seems a colleague answers nothing",
	    { { ASKS, 0 }, { FORGED, 7 } }, 2,
	    "opened deadline:term noted:unproven", STATE_OPEN },
	{ "users 12: nor does he hand anything over",
	    { { ASKS, 0 }, { FORGED_HAND, 7 } }, 2,
	    "opened deadline:term noted:unproven", STATE_OPEN },
	{ "noise opens nothing", { { AWAY, 0 } }, 1, "", STATE_OPEN },
	{ "a follow-up while open leaves the clock alone",
	    { { ASKS, 0 }, { ASKS, 26 } }, 2, "opened deadline:term followed",
	    STATE_OPEN },
};

static struct judgement
judge(struct arena *a, const struct story *s, const size_t *order)
{
	struct turn turns[6];
	struct norms norms = make_norms(a);
	size_t i;

	for (i = 0; i < s->n; i++) {
		size_t k = order[i];

		turns[i] = make_turn(
		    (int64_t)k + 1, s->turns[k].sort, s->turns[k].hours);
	}
	return conversation_judge(a, turns, s->n, NULL, 0, &norms);
}

static void
test_each_message_has_its_role(void **state)
{
	static const size_t order[] = { 0, 1, 2, 3, 4, 5 };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(stories); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct judgement j = judge(a, &stories[i], order);
		char got[512];

		describe(a, &j, got, sizeof(got));
		if (strcmp(got, stories[i].wanted) != 0)
			fail_msg("%s\n got: %s\n wanted: %s", stories[i].name,
			    got, stories[i].wanted);
		if (j.n > 0) {
			const struct judged *last = &j.at[j.n - 1];

			assert_int_equal(
			    question_fold(last->events, last->n_events, a)
			        .state,
			    stories[i].state);
		}
	}
}

/* A28: every order in which three messages can arrive. */
static void
test_the_order_of_arrival_does_not_matter(void **state)
{
	static const size_t orders[][3] = { { 0, 2, 1 }, { 1, 0, 2 },
		{ 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(stories); i++) {
		for (k = 0; stories[i].n == 3 && k < LENGTH(orders); k++) {
			SCOPED(arena_done) struct arena *a = arena_new();
			struct judgement j = judge(a, &stories[i], orders[k]);
			char got[512];

			describe(a, &j, got, sizeof(got));
			assert_string_equal(got, stories[i].wanted);
		}
	}
}

static void
test_the_day_of_receipt_is_day_zero(void **state)
{
	static const size_t order[] = { 0 };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct judgement j = judge(a, &stories[0], order);
	struct question q = question_fold(j.at[0].events, j.at[0].n_events, a);
	char day[DATE_TEXT];

	(void)state;
	assert_string_equal(date_print(q.deadline, day), "2026-11-09");
}

/* users.md 7: a mailing to Bcc alone is no answer, a reply that way is. */
static void
test_e19_mail_to_bcc_alone_answers_only_as_a_reply(void **state)
{
	static const struct {
		bool is_reply;
		const char *wanted;
	} rows[] = { { true, "opened deadline:term answered" },
		{ false, "opened deadline:term noted:mailing" } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct norms norms = make_norms(a);
		struct turn turns[] = { make_turn(1, ASKS, 0),
			make_turn(2, ANSWER, 7) };
		struct judgement j;
		char got[512];

		turns[1].is_bcc_only = true;
		turns[1].has_in_reply_to = rows[i].is_reply;
		j = conversation_judge(a, turns, 2, NULL, 0, &norms);
		describe(a, &j, got, sizeof(got));
		assert_string_equal(got, rows[i].wanted);
	}
}

static void
test_a_statutory_term_guides_unless_it_binds(void **state)
{
	static const struct {
		bool is_binding;
		const char *wanted;
	} rows[] = { { false, "2026-11-09" }, { true, "2026-11-30" } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct norms norms = make_norms(a);
		struct turn t = make_turn(1, ASKS, 0);
		struct judgement j;
		struct question q;
		char day[DATE_TEXT];

		norms.is_statutory_binding = rows[i].is_binding;
		t.term = "woo";
		j = conversation_judge(a, &t, 1, NULL, 0, &norms);
		q = question_fold(j.at[0].events, j.at[0].n_events, a);
		assert_string_equal(
		    date_print(q.deadline, day), rows[i].wanted);
	}
}

static void
test_a_named_day_shortens_and_does_not_lengthen(void **state)
{
	static const struct {
		struct civil named;
		const char *wanted;
	} rows[] = { { { 2026, 11, 5 }, "2026-11-05" },
		{ { 2026, 12, 24 }, "2026-11-09" } };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct norms norms = make_norms(a);
		struct turn t = make_turn(1, ASKS, 0);
		struct judgement j;
		struct question q;
		char day[DATE_TEXT];

		t.has_named_day = true;
		t.named_day = date_from_civil(rows[i].named);
		j = conversation_judge(a, &t, 1, NULL, 0, &norms);
		q = question_fold(j.at[0].events, j.at[0].n_events, a);
		assert_string_equal(
		    date_print(q.deadline, day), rows[i].wanted);
	}
}

/* users.md 20: what the asker names shortens the term that counts, whichever
 * that is; the service norm is no measure for a binding statutory term. */
static void
test_a_named_day_is_held_against_the_term_that_counts(void **state)
{
	static const struct {
		const char *term;
		struct civil named;
		const char *wanted, *why;
	} rows[] = {
		{ "woo", { 2026, 12, 24 }, "2026-11-30", "term" },
		{ "woo", { 2026, 11, 20 }, "2026-11-20", "named" },
		{ "spoed", { 2026, 11, 6 }, "2026-11-03", "term" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct norms norms = make_norms(a);
		struct turn t = make_turn(1, ASKS, 0);
		struct judgement j;
		char day[DATE_TEXT];

		norms.is_statutory_binding = true;
		t.term = rows[i].term;
		t.has_named_day = true;
		t.named_day = date_from_civil(rows[i].named);
		j = conversation_judge(a, &t, 1, NULL, 0, &norms);
		assert_int_equal(j.at[0].events[4].kind, EVENT_DEADLINE);
		assert_string_equal(j.at[0].events[4].value, rows[i].why);
		assert_string_equal(
		    date_print(j.at[0].events[4].day, day), rows[i].wanted);
	}
}

/* users.md 4: the interim norm counts from the stretch that runs, and does
 * not take away time that the asker was given. */
static void
test_an_interim_without_a_day_counts_from_the_reopening(void **state)
{
	static const struct {
		const char *what, *term;
		size_t n;
		enum sort sorts[4];
		int hours[4];
		const char *wanted;
	} rows[] = {
		{ "first stretch", "servicenorm", 2, { ASKS, INTERIM },
		    { 0, 30 }, "2026-11-16" },
		{ "second stretch", "servicenorm", 4,
		    { ASKS, ANSWER, ASKS, INTERIM }, { 0, 7, 240, 250 },
		    "2026-11-26" },
		{ "a longer term stays", "woo", 2, { ASKS, INTERIM }, { 0, 30 },
		    "2026-11-30" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct norms norms = make_norms(a);
		struct turn turns[4];
		struct judgement j;
		struct question q;
		char got[DATE_TEXT];

		norms.is_statutory_binding = true;
		for (k = 0; k < rows[i].n; k++) {
			turns[k] = make_turn(
			    (int64_t)k + 1, rows[i].sorts[k], rows[i].hours[k]);
			turns[k].has_promised_day = false;
			turns[k].term = rows[i].term;
		}
		j = conversation_judge(a, turns, rows[i].n, NULL, 0, &norms);
		assert_int_equal(j.n, 1);
		q = question_fold(j.at[0].events, j.at[0].n_events, a);
		if (strcmp(date_print(q.deadline, got), rows[i].wanted) != 0)
			fail_msg("%s: got %s, wanted %s", rows[i].what, got,
			    rows[i].wanted);
	}
}

static void
test_an_act_by_hand_is_seen_by_what_comes_later(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct norms norms = make_norms(a);
	struct turn turns[] = { make_turn(1, ASKS, 0), make_turn(2, ASKS, 50) };
	struct hand_act act = { { .seq = 9,
		                    .kind = EVENT_ANSWERED,
		                    .by = ACTOR_HAND,
		                    .value = "phone" },
		1 };
	struct judgement j;
	char got[512];

	(void)state;
	act.event.at = hour(20);
	j = conversation_judge(a, turns, 2, &act, 1, &norms);
	describe(a, &j, got, sizeof(got));
	assert_string_equal(got, "opened deadline:term reopened deadline:next");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_message_has_its_role),
		cmocka_unit_test(test_the_order_of_arrival_does_not_matter),
		cmocka_unit_test(test_the_day_of_receipt_is_day_zero),
		cmocka_unit_test(
		    test_e19_mail_to_bcc_alone_answers_only_as_a_reply),
		cmocka_unit_test(test_a_statutory_term_guides_unless_it_binds),
		cmocka_unit_test(
		    test_a_named_day_shortens_and_does_not_lengthen),
		cmocka_unit_test(
		    test_a_named_day_is_held_against_the_term_that_counts),
		cmocka_unit_test(
		    test_an_interim_without_a_day_counts_from_the_reopening),
		cmocka_unit_test(
		    test_an_act_by_hand_is_seen_by_what_comes_later),
	};

	return unit_run(tests);
}
