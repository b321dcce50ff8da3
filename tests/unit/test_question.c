/* What each event does to a question. */

#include <string.h>

#include "base/arena.h"
#include "tests/unit/unit.h"
#include "triage/question.h"

#define AT(hours)                      \
	{                              \
		1000000 + (hours)*3600 \
	}

static struct event
event(int64_t seq, enum event_kind kind, int hours, const char *value)
{
	return (struct event){ .seq = seq,
		.question = 7,
		.kind = kind,
		.at = AT(hours),
		.recorded_at = AT(hours),
		.by = ACTOR_MAIL,
		.cause_message = seq,
		.value = value };
}

static struct event
deadline(int64_t seq, int hours, const char *why, int day)
{
	struct event e = event(seq, EVENT_DEADLINE, hours, why);

	e.has_day = true;
	e.day.day = day;
	return e;
}

static void
test_the_state_follows_the_last_word(void **state)
{
	static const struct {
		const char *what;
		enum event_kind kinds[5];
		size_t n;
		enum question_state wanted;
	} rows[] = {
		{ "opened", { EVENT_OPENED }, 1, STATE_OPEN },
		{ "answered", { EVENT_OPENED, EVENT_ANSWERED }, 2,
		    STATE_HANDLED },
		{ "thanks reopen nothing",
		    { EVENT_OPENED, EVENT_ANSWERED, EVENT_THANKED }, 3,
		    STATE_HANDLED },
		{ "a note reopens nothing",
		    { EVENT_OPENED, EVENT_ANSWERED, EVENT_NOTED }, 3,
		    STATE_HANDLED },
		{ "a follow-up reopens",
		    { EVENT_OPENED, EVENT_ANSWERED, EVENT_REOPENED }, 3,
		    STATE_OPEN },
		{ "an interim keeps it open", { EVENT_OPENED, EVENT_INTERIM },
		    2, STATE_OPEN },
		{ "a hand-over keeps it open", { EVENT_OPENED, EVENT_ASSIGNED },
		    2, STATE_OPEN },
		{ "a consultation keeps it open",
		    { EVENT_OPENED, EVENT_CONSULTED }, 2, STATE_OPEN },
		{ "waiting", { EVENT_OPENED, EVENT_WAITING }, 2,
		    STATE_WAITING },
		{ "the asker ends the waiting",
		    { EVENT_OPENED, EVENT_WAITING, EVENT_FOLLOWED }, 3,
		    STATE_OPEN },
		{ "closed by hand", { EVENT_OPENED, EVENT_CLOSED }, 2,
		    STATE_HANDLED },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i, j;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct event events[5];
		struct question q;

		for (j = 0; j < rows[i].n; j++)
			events[j] =
			    event((int64_t)j + 1, rows[i].kinds[j], (int)j, "");
		q = question_fold(events, rows[i].n, a);
		if (q.state != rows[i].wanted)
			fail_msg("%s: %s", rows[i].what,
			    question_state_name(q.state));
	}
}

static void
test_undoing_counts_unless_it_is_undone(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct event events[] = {
		event(1, EVENT_OPENED, 0, "GM0150"),
		event(2, EVENT_ANSWERED, 5, ""),
		event(3, EVENT_UNDONE, 6, ""),
		event(4, EVENT_UNDONE, 7, ""),
	};

	(void)state;
	events[2].other = 2;
	events[3].other = 3;
	assert_int_equal(question_fold(events, 2, a).state, STATE_HANDLED);
	assert_int_equal(question_fold(events, 3, a).state, STATE_OPEN);
	assert_int_equal(question_fold(events, 4, a).state, STATE_HANDLED);
}

/* A store that was tampered with must not hang the fold; thousands of undone
 * events, as a long conversation gathers them, must not slow it. */
static void
test_undoing_in_a_circle_and_in_thousands_ends(void **state)
{
	enum {
		MANY = 40000
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct event circle[] = {
		event(1, EVENT_OPENED, 0, "GM0150"),
		event(2, EVENT_UNDONE, 1, ""),
		event(3, EVENT_UNDONE, 1, ""),
	};
	struct event *many = arena_array(a, MANY, sizeof(*many));
	int64_t i;

	(void)state;
	circle[1].other = 3;
	circle[2].other = 3;
	assert_int_equal(question_fold(circle, 3, a).n_stretches, 1);
	many[0] = event(1, EVENT_OPENED, 0, "GM0150");
	for (i = 1; i < MANY; i++) {
		many[i] = event(i + 1, EVENT_FOLLOWED, (int)i, "");
		if (i % 2 == 0) {
			many[i].kind = EVENT_UNDONE;
			many[i].other = i;
		}
	}
	assert_int_equal(events_standing(many, MANY, a), 2);
}

static void
test_a_promise_moves_the_deadline_and_keeps_the_norm(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct event events[] = {
		event(1, EVENT_OPENED, 0, "GM0150"),
		deadline(2, 0, "term", 20),
		event(3, EVENT_INTERIM, 8, ""),
		deadline(4, 8, "promised", 25),
	};
	struct question q = question_fold(events, LENGTH(events), a);

	(void)state;
	assert_int_equal(q.deadline.day, 25);
	assert_int_equal(q.stretches[0].norm_deadline.day, 20);
	assert_true(q.stretches[0].is_promised);
	assert_true(q.stretches[0].has_interim);
}

static struct event
promise(int64_t seq, int hours, int day)
{
	struct event e = event(seq, EVENT_INTERIM, hours, "");

	e.has_day = day > 0;
	e.day.day = day;
	return e;
}

/* users.md 4: the first one sets the deadline by itself; of a second one, or
 * of one that comes too late, a person is asked, until the deadline moves. */
static void
test_of_a_second_interim_a_person_is_asked(void **state)
{
	const struct {
		const char *what;
		struct event last[4];
		size_t n;
		bool is_asked;
		int day;
	} rows[] = {
		{ "one", { promise(3, 8, 25), deadline(4, 8, "promised", 25) },
		    2, false, 0 },
		{ "a second one",
		    { promise(3, 8, 25), deadline(4, 8, "promised", 25),
		        promise(5, 9, 30) },
		    3, true, 30 },
		{ "a second one without a day",
		    { promise(3, 8, 25), deadline(4, 8, "promised", 25),
		        promise(5, 9, 0) },
		    3, true, 0 },
		{ "a second one within the deadline",
		    { promise(3, 8, 25), deadline(4, 8, "promised", 25),
		        promise(5, 9, 24) },
		    3, false, 0 },
		{ "one after the deadline", { promise(3, 800, 45) }, 1, true,
		    45 },
		{ "more time was given",
		    { promise(3, 800, 45), deadline(4, 801, "extended", 45) },
		    2, false, 0 },
		{ "it was answered",
		    { promise(3, 800, 45), event(4, EVENT_ANSWERED, 801, "") },
		    2, false, 0 },
		{ "it ran on after a pause",
		    { promise(3, 800, 45), deadline(4, 801, "resumed", 40) }, 2,
		    true, 45 },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct event events[6] = { event(1, EVENT_OPENED, 0, "GM0150"),
			deadline(2, 0, "term", 20) };
		struct question q;

		memcpy(events + 2, rows[i].last, sizeof(rows[i].last));
		q = question_fold(events, 2 + rows[i].n, a);
		if (q.further.is_asked != rows[i].is_asked ||
		    (q.further.is_asked &&
		        (q.further.has_day ? q.further.day.day : 0) !=
		            rows[i].day))
			fail_msg("%s: asked %d, day %d", rows[i].what,
			    q.further.is_asked, q.further.day.day);
	}
}

static void
test_each_reopening_is_a_stretch_of_its_own(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct event events[] = {
		event(1, EVENT_OPENED, 0, "GM0150"),
		deadline(2, 0, "term", 20),
		event(3, EVENT_ANSWERED, 9, ""),
		event(4, EVENT_ANSWERED, 10, ""),
		event(5, EVENT_REOPENED, 30, ""),
		deadline(6, 30, "next", 27),
	};
	struct question q = question_fold(events, LENGTH(events), a);

	(void)state;
	assert_int_equal(q.n_stretches, 2);
	assert_int_equal(q.stretches[0].end.sec, 1000000 + 9 * 3600);
	assert_int_equal(q.stretches[0].deadline.day, 20);
	assert_false(q.stretches[1].is_ended);
	assert_int_equal(q.deadline.day, 27);
}

static void
test_the_fold_does_not_depend_on_the_order_of_rows(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct event events[] = {
		event(5, EVENT_REOPENED, 30, ""),
		event(1, EVENT_OPENED, 0, "GM0150"),
		event(3, EVENT_ANSWERED, 9, ""),
	};
	struct question q = question_fold(events, LENGTH(events), a);

	(void)state;
	assert_int_equal(q.state, STATE_OPEN);
	assert_int_equal(q.n_stretches, 2);
	assert_string_equal(q.organisation, "GM0150");
}

static void
test_probably_answered_ends_with_any_later_word(void **state)
{
	static const enum event_kind later[] = { EVENT_ANSWERED, EVENT_FOLLOWED,
		EVENT_CLOSED };
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(later); i++) {
		struct event events[] = {
			event(1, EVENT_OPENED, 0, ""),
			event(2, EVENT_PROBABLY, 1, "flag"),
			event(3, later[i], 2, ""),
		};

		assert_string_equal(
		    question_fold(events, 2, a).probably, "flag");
		assert_string_equal(question_fold(events, 3, a).probably, "");
	}
}

static void
test_names_of_kinds_are_read_back(void **state)
{
	int k;

	(void)state;
	for (k = 0; k <= EVENT_UNDONE; k++) {
		enum event_kind read;

		assert_int_equal(
		    event_kind_parse(
		        event_kind_name((enum event_kind)k), &read),
		    0);
		assert_int_equal(read, k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_state_follows_the_last_word),
		cmocka_unit_test(test_undoing_counts_unless_it_is_undone),
		cmocka_unit_test(
		    test_undoing_in_a_circle_and_in_thousands_ends),
		cmocka_unit_test(
		    test_a_promise_moves_the_deadline_and_keeps_the_norm),
		cmocka_unit_test(test_of_a_second_interim_a_person_is_asked),
		cmocka_unit_test(test_each_reopening_is_a_stretch_of_its_own),
		cmocka_unit_test(
		    test_the_fold_does_not_depend_on_the_order_of_rows),
		cmocka_unit_test(
		    test_probably_answered_ends_with_any_later_word),
		cmocka_unit_test(test_names_of_kinds_are_read_back),
	};

	return unit_run(tests);
}
