/* Measurements of one question: what broke stays broken, what was closed
 * keeps its minutes. */

#include "base/arena.h"
#include "report/span.h"
#include "tests/unit/shipped.h"

/* What happened to one question, in November 2026. */
struct step {
	enum event_kind kind;
	const char *at;
	const char *value;
	const char *day; /* or NULL */
};

struct story {
	struct arena *arena;
	const struct calendar *cal;
	struct question q;
	size_t n;
	struct span *spans;
};

static struct instant
when(const char *s)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "2026-11-%s", s);
	return moment(text);
}

static void
live(struct story *story, const struct step *steps, size_t n)
{
	struct event *events =
	    arena_array(story->arena, n + 1, sizeof(*events));
	size_t i;

	for (i = 0; i < n; i++) {
		events[i] = (struct event){ .seq = (int64_t)i + 1,
			.question = 7,
			.kind = steps[i].kind,
			.at = when(steps[i].at),
			.value = steps[i].value ? steps[i].value : "" };
		if (steps[i].day) {
			events[i].has_day = true;
			events[i].day = date_of(when(steps[i].day));
		}
	}
	story->q = question_fold(events, n, story->arena);
	story->spans = spans_of(
	    story->arena, &story->q, "gemeente", story->cal, &story->n);
}

static struct story
story_new(struct arena *a)
{
	return (struct story){ .arena = a, .cal = shipped_calendar(a) };
}

/* The deadline that counts after moving it, by the moment of moving. */
static void
test_a_breach_stays_a_breach(void **state)
{
	static const struct {
		const char *what, *waits, *moved, *counts;
		bool is_promised;
	} rows[] = {
		{ "moved on its last day", NULL, "20 17:00", "25", false },
		{ "moved a day late", NULL, "21 08:00", "20", false },
		{ "promised in time", NULL, "19 09:00", "25", true },
		{ "promised too late", NULL, "23 09:00", "20", true },
		{ "moved after a wait that began in time", "18 09:00",
		    "23 09:00", "25", false },
		{ "moved after a wait that began too late", "21 09:00",
		    "23 09:00", "20", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct story s = story_new(a);
		const struct step steps[] = {
			{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
			{ EVENT_DEADLINE, "13 10:00", "term", "20" },
			{ rows[i].waits ? EVENT_WAITING : EVENT_NOTED,
			    rows[i].waits ? rows[i].waits : "14 10:00", NULL,
			    NULL },
			{ EVENT_FOLLOWED, rows[i].moved, NULL, NULL },
			{ EVENT_DEADLINE, rows[i].moved,
			    rows[i].is_promised ? "promised" : "extended",
			    "25" },
			{ EVENT_ANSWERED, "24 10:00", NULL, NULL },
		};
		const struct span *last;

		live(&s, steps, LENGTH(steps));
		last = &s.spans[s.n - 1];
		assert_true(last->has_deadline);
		if (last->deadline.day != date_of(when(rows[i].counts)).day)
			fail_msg("%s: another deadline counts", rows[i].what);
		assert_int_equal(last->over != SPAN_NONE,
		    date_of(when(rows[i].counts)).day <
		        date_of(when("24")).day);
		/* What was promised too late promises nothing. */
		assert_int_equal(last->is_promised,
		    rows[i].is_promised && last->over == SPAN_NONE);
		assert_int_equal(last->norm_days, 5);
	}
}

/* Closed by hand as referred on, a day after its deadline (users.md 5). */
static void
test_who_heard_in_time_that_it_was_referred_on_was_answered_in_time(
    void **state)
{
	static const struct {
		const char *what, *interim, *promised, *why;
		bool is_in_time;
	} rows[] = {
		{ "told on the last day", "20 16:00", NULL, "referred", true },
		{ "told with a day that passed", "17 10:00", "20", "referred",
		    true },
		{ "told a day late", "21 09:00", NULL, "referred", false },
		{ "never told", NULL, NULL, "referred", false },
		{ "told, and closed as something else", "17 10:00", NULL,
		    "withdrawn", false },
	};
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct story s = story_new(a);
		const struct step steps[] = {
			{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
			{ EVENT_DEADLINE, "13 10:00", "term", "20" },
			{ rows[i].interim ? EVENT_INTERIM : EVENT_NOTED,
			    rows[i].interim ? rows[i].interim : "14 10:00",
			    NULL, rows[i].promised },
			{ EVENT_CLOSED, "23 10:00", rows[i].why, NULL },
		};

		live(&s, steps, LENGTH(steps));
		assert_int_equal(s.n, 1);
		assert_true(s.spans[0].has_deadline);
		if ((s.spans[0].over == SPAN_NONE) != rows[i].is_in_time)
			fail_msg("%s: %d minutes over", rows[i].what,
			    s.spans[0].over);
		assert_false(s.spans[0].is_promised);
	}
	(void)state;
}

static void
test_minutes_run_by_both_kinds_of_clock(void **state)
{
	static const struct step steps[] = {
		{ EVENT_OPENED, "13 16:00", "GM0344", NULL }, /* Friday */
		{ EVENT_DEADLINE, "13 16:00", "term", "20" },
		{ EVENT_WAITING, "16 10:00", NULL, NULL },
		{ EVENT_FOLLOWED, "17 10:00", NULL, NULL },
		{ EVENT_ANSWERED, "17 12:30", NULL, NULL },
		{ EVENT_REOPENED, "18 09:00", NULL, NULL },
		{ EVENT_DEADLINE, "18 09:00", "next", "19" },
		{ EVENT_ANSWERED, "20 10:00", NULL, NULL },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct story s = story_new(a);

	(void)state;
	live(&s, steps, LENGTH(steps));
	assert_int_equal(s.n, 3);
	assert_int_equal(s.spans[0].ended, SPAN_WAITS);
	assert_int_equal(s.spans[0].work, 120); /* Friday 16, Monday 9 */
	assert_false(s.spans[0].has_deadline);
	assert_int_equal(s.spans[0].answered.sec, when("17 12:30").sec);
	assert_int_equal(s.spans[1].began, SPAN_RESUMED);
	assert_int_equal(s.spans[1].work, 150);
	assert_true(s.spans[1].is_answer);
	assert_int_equal(s.spans[1].response, 120 + 480 + 150);
	assert_int_equal(s.spans[1].handling, 120 + 150);
	assert_int_equal(s.spans[1].handled_next.sec, when("20 10:00").sec);
	assert_int_equal(s.spans[2].work, 480 + 480 + 60);
	assert_int_equal(s.spans[2].over, 60);
	/* From the first question on, less the wait. */
	assert_int_equal(s.spans[2].handling, 60 + 3 * 480 + 60);
	assert_false(s.spans[2].is_answer);
}

static void
test_a_closed_measurement_keeps_its_calendar(void **state)
{
	static const struct step answered[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
		{ EVENT_DEADLINE, "13 10:00", "term", "20" },
		{ EVENT_ANSWERED, "17 10:00", NULL, NULL },
	};
	static const struct step reopened[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
		{ EVENT_DEADLINE, "13 10:00", "term", "20" },
		{ EVENT_ANSWERED, "17 10:00", NULL, NULL },
		{ EVENT_REOPENED, "18 10:00", NULL, NULL },
		{ EVENT_DEADLINE, "18 10:00", "next", "25" },
	};
	static const struct step earlier[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
		{ EVENT_DEADLINE, "13 10:00", "term", "20" },
		{ EVENT_ANSWERED, "16 16:00", NULL, NULL },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct story before = story_new(a), now = story_new(a);
	const struct date closed = { date_of(when("16 10:00")).day };
	const struct calendar_options options = { .n_closed = 1,
		.closed = &closed };
	const struct equated_days none = { 0 };

	(void)state;
	live(&before, answered, LENGTH(answered));
	assert_int_equal(before.spans[0].work, 7 * 60 + 480 + 60);
	/* The office turns out to have been closed on that Monday. */
	now.cal = calendar_new(a, &options, &none);
	live(&now, reopened, LENGTH(reopened));
	assert_int_equal(now.spans[0].work, 8 * 60);
	spans_keep(now.spans, now.n, before.spans, before.n);
	assert_int_equal(now.spans[0].work, 16 * 60);
	assert_int_equal(now.spans[0].response, 16 * 60);
	assert_string_equal(
	    now.spans[0].calendar, calendar_version(before.cal));
	assert_string_equal(now.spans[1].calendar, calendar_version(now.cal));
	/* Another answer is another measurement, by the calendar of now. */
	live(&now, earlier, LENGTH(earlier));
	spans_keep(now.spans, now.n, before.spans, before.n);
	assert_int_equal(now.spans[0].work, 7 * 60);
	assert_string_equal(now.spans[0].calendar, calendar_version(now.cal));
}

/* "147 geen vraag", and "toch een vraag" takes it back. */
static void
test_what_a_person_said_was_no_question_is_not_measured(void **state)
{
	static const struct step none[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
		{ EVENT_DEADLINE, "13 10:00", "term", "20" },
		{ EVENT_CLOSED, "16 10:00", "no-question", NULL },
	};
	static const struct step asked_later[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
		{ EVENT_DEADLINE, "13 10:00", "term", "20" },
		{ EVENT_CLOSED, "16 10:00", "no-question", NULL },
		{ EVENT_REOPENED, "17 10:00", NULL, NULL },
		{ EVENT_DEADLINE, "17 10:00", "next", "24" },
		{ EVENT_ANSWERED, "18 10:00", NULL, NULL },
	};
	static const struct step thanked_at_length[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
		{ EVENT_DEADLINE, "13 10:00", "term", "20" },
		{ EVENT_ANSWERED, "16 10:00", NULL, NULL },
		{ EVENT_REOPENED, "17 10:00", NULL, NULL },
		{ EVENT_DEADLINE, "17 10:00", "next", "24" },
		{ EVENT_CLOSED, "17 11:00", "no-question", NULL },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct story s = story_new(a);

	(void)state;
	live(&s, none, LENGTH(none));
	assert_int_equal(s.n, 0);
	live(&s, none, LENGTH(none) - 1);
	assert_int_equal(s.n, 1);
	/* What came later is what was asked. */
	live(&s, asked_later, LENGTH(asked_later));
	assert_int_equal(s.n, 1);
	assert_int_equal(s.spans[0].began, SPAN_RECEIVED);
	assert_int_equal(s.spans[0].asked.sec, when("17 10:00").sec);
	assert_int_equal(s.spans[0].norm_deadline.day, date_of(when("24")).day);
	assert_true(s.spans[0].is_answer);
	assert_int_equal(s.spans[0].response, 480);
	/* Nor was it asked on. */
	live(&s, thanked_at_length, LENGTH(thanked_at_length));
	assert_int_equal(s.n, 1);
	assert_int_equal(s.spans[0].response, 420 + 60);
	assert_int_equal(s.spans[0].handled_next.sec, 0);
}

static void
test_what_is_no_question_of_ours_has_no_span(void **state)
{
	static const struct step steps[] = {
		{ EVENT_OPENED, "13 10:00", "GM0344", NULL },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct story s = story_new(a);
	size_t n = 9;

	(void)state;
	live(&s, steps, LENGTH(steps));
	assert_int_equal(s.n, 1);
	s.q.is_history = true;
	(void)spans_of(a, &s.q, "", s.cal, &n);
	assert_int_equal(n, 0);
	s.q.is_history = false;
	s.q.merged_into = 3;
	(void)spans_of(a, &s.q, "", s.cal, &n);
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_breach_stays_a_breach),
		cmocka_unit_test(
		    test_who_heard_in_time_that_it_was_referred_on_was_answered_in_time),
		cmocka_unit_test(test_minutes_run_by_both_kinds_of_clock),
		cmocka_unit_test(test_a_closed_measurement_keeps_its_calendar),
		cmocka_unit_test(
		    test_what_a_person_said_was_no_question_is_not_measured),
		cmocka_unit_test(test_what_is_no_question_of_ours_has_no_span),
	};

	return unit_run(tests);
}
