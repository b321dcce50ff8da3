/*
 * Events to figures: how long it took, and who got an answer at all. One
 * question at a time, in week 47 of 2026 (Monday 16 to Sunday 22 November),
 * looked at on Monday the 30th; an office day is 9:00 to 17:00. Minutes are
 * counted by hand.
 */

#include "base/arena.h"
#include "report/figures.h"
#include "tests/unit/shipped.h"

#define STEPS_MOST 8
#define NO_AGE     (-1)

/* What happened, on a day of November. */
struct step {
	enum event_kind kind;
	const char *at;
	const char *value;
	const char *day;
};

#define ASKED(moment, due)                          \
	{ EVENT_OPENED, moment, "GM0344", NULL },   \
	{                                           \
		EVENT_DEADLINE, moment, "term", due \
	}
#define AGAIN(moment, due)                          \
	{ EVENT_REOPENED, moment, "", NULL },       \
	{                                           \
		EVENT_DEADLINE, moment, "next", due \
	}
#define ANSWERED(moment)                         \
	{                                        \
		EVENT_ANSWERED, moment, "", NULL \
	}

/* How many of them the week counts, and their minutes of office time. */
struct counted {
	size_t n;
	int minutes;
};

static const struct {
	const char *what;
	struct step steps[STEPS_MOST];
	struct counted first, next, handling, over;
	size_t outside, cohort, replied;
	int age; /* place among open_ages; NO_AGE: not open */
} rows[] = {
	{ "answered the next day",
	    { ASKED("16 10:00", "23"), ANSWERED("17 11:00") },
	    .first = { 1, 420 + 120 }, .handling = { 1, 540 }, .cohort = 1,
	    .replied = 1, .age = NO_AGE },
	{ "an interim is no answer",
	    { ASKED("16 10:00", "23"), { EVENT_INTERIM, "17 09:00", "", NULL },
	        ANSWERED("20 10:00") },
	    .first = { 1, 420 + 3 * 480 + 60 }, .handling = { 1, 1920 },
	    .cohort = 1, .replied = 1, .age = NO_AGE },
	{ "asked and answered in a weekend",
	    { ASKED("21 12:00", "27"), ANSWERED("22 12:00") },
	    .first = { 1, 0 }, .handling = { 1, 0 }, .outside = 1, .cohort = 1,
	    .replied = 1, .age = NO_AGE },
	{ "asked in an evening, answered in the morning",
	    { ASKED("16 20:00", "23"), ANSWERED("17 09:30") },
	    .first = { 1, 30 }, .handling = { 1, 30 }, .cohort = 1,
	    .replied = 1, .age = NO_AGE },
	{ "by telephone, as a person says",
	    { ASKED("16 10:00", "23"),
	        { EVENT_ANSWERED, "17 17:00", "phone", NULL } },
	    .first = { 1, 420 + 480 }, .handling = { 1, 900 }, .cohort = 1,
	    .replied = 1, .age = NO_AGE },
	{ "no answer needed",
	    { ASKED("16 10:00", "23"),
	        { EVENT_CLOSED, "16 15:00", "no-answer-needed", NULL } },
	    .handling = { 1, 300 }, .age = NO_AGE },
	{ "thanks ask nothing on",
	    { ASKED("16 10:00", "23"), ANSWERED("16 12:00"),
	        { EVENT_THANKED, "17 09:00", "", NULL } },
	    .first = { 1, 120 }, .handling = { 1, 120 }, .cohort = 1,
	    .replied = 1, .age = NO_AGE },
	/* From the earliest message that was not answered. */
	{ "asked on twice before the answer",
	    { ASKED("09 10:00", "16"), ANSWERED("10 10:00"),
	        AGAIN("16 10:00", "23"),
	        { EVENT_FOLLOWED, "17 10:00", "", NULL },
	        ANSWERED("18 12:00") },
	    .next = { 1, 420 + 480 + 180 },
	    .handling = { 1, 420 + 6 * 480 + 180 }, .age = NO_AGE },
	{ "asked on while we waited for it",
	    { ASKED("16 09:00", "23"), { EVENT_WAITING, "16 11:00", "", NULL },
	        { EVENT_FOLLOWED, "18 09:00", "", NULL },
	        ANSWERED("18 10:30") },
	    .first = { 1, 480 + 480 + 90 }, .next = { 1, 90 },
	    .handling = { 1, 120 + 90 }, /* the wait is not ours */
	    .cohort = 1, .replied = 1, .age = NO_AGE },
	{ "asked on and not answered",
	    { ASKED("09 10:00", "16"), ANSWERED("10 10:00"),
	        AGAIN("18 10:00", "25") },
	    .age = 1 }, /* since Wednesday */
	{ "asked on, and no answer needed",
	    { ASKED("09 10:00", "16"), ANSWERED("10 10:00"),
	        AGAIN("16 10:00", "23"),
	        { EVENT_CLOSED, "17 10:00", "no-answer-needed", NULL } },
	    .handling = { 1, 420 + 5 * 480 + 60 }, .age = NO_AGE },
	/* Of two handlings the last one of the week. */
	{ "handled twice in the week",
	    { ASKED("16 10:00", "23"), ANSWERED("16 11:00"),
	        AGAIN("17 10:00", "24"), ANSWERED("18 10:00") },
	    .first = { 1, 60 }, .next = { 1, 480 },
	    .handling = { 1, 420 + 480 + 60 }, .cohort = 1, .replied = 1,
	    .age = NO_AGE },
	{ "handled in the week and again after it",
	    { ASKED("16 10:00", "23"), ANSWERED("17 10:00"),
	        AGAIN("19 10:00", "26"), ANSWERED("24 10:00") },
	    .first = { 1, 480 }, .handling = { 1, 480 }, .cohort = 1,
	    .replied = 1, .age = 0 },
	{ "late by an hour and a half",
	    { ASKED("09 10:00", "16"), ANSWERED("17 10:30") },
	    .first = { 1, 420 + 5 * 480 + 90 }, .handling = { 1, 2910 },
	    .over = { 1, 90 }, .age = NO_AGE },
	{ "late by a weekend",
	    { ASKED("13 10:00", "20"), ANSWERED("21 12:00") },
	    .first = { 1, 420 + 5 * 480 }, .handling = { 1, 2820 },
	    .over = { 1, 0 }, .age = NO_AGE },
	{ "answered on the last day at the last minute",
	    { ASKED("09 10:00", "16"), ANSWERED("16 23:59") },
	    .first = { 1, 420 + 5 * 480 }, .handling = { 1, 2820 },
	    .age = NO_AGE },
	{ "late and open", { ASKED("09 10:00", "16") }, .age = 3 },
	{ "never answered, and the norm has passed",
	    { ASKED("18 10:00", "25") }, .cohort = 1, .age = 1 },
	/* The 30th itself is not over. */
	{ "the norm has not passed", { ASKED("20 10:00", "30") }, .age = 0 },
	{ "answered after the moment of looking",
	    { ASKED("19 10:00", "26"), ANSWERED("30 11:00") }, .cohort = 1,
	    .age = 0 },
	{ "open since Monday", { ASKED("16 10:00", "30") }, .age = 2 },
	{ "open since the Friday before", { ASKED("13 18:00", "30") },
	    .age = 2 },
	{ "open since the Thursday before", { ASKED("12 18:00", "30") },
	    .age = 3 },
	{ "waits for its asker",
	    { ASKED("16 10:00", "23"),
	        { EVENT_WAITING, "17 10:00", "", NULL } },
	    .cohort = 1, .age = NO_AGE },
};

static struct instant
when(const char *s)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "2026-11-%s", s);
	return moment(text);
}

static struct figures
figures_of(struct arena *a, const struct step *steps)
{
	const struct calendar *cal = shipped_calendar(a);
	const struct period week = { day("2026-11-16"), day("2026-11-23") };
	struct tally t =
	    tally_begin(a, cal, NULL, week, moment("2026-11-30 08:30"));
	struct event events[STEPS_MOST] = { 0 };
	const struct span *spans;
	struct question q;
	size_t i, n = 0;

	for (; n < STEPS_MOST && steps[n].at; n++) {
		events[n] = (struct event){ .seq = (int64_t)n + 1,
			.question = 7,
			.kind = steps[n].kind,
			.at = when(steps[n].at),
			.value = steps[n].value,
			.has_day = steps[n].day != NULL };
		if (steps[n].day)
			events[n].day = date_of(when(steps[n].day));
	}
	q = question_fold(events, n, a);
	spans = spans_of(a, &q, "gemeente", cal, &n);
	for (i = 0; i < n; i++)
		tally_add(&t, &spans[i]);
	return tally_end(&t);
}

static void
check(const char *what, const char *which, const struct durations *got,
    struct counted wanted)
{
	if (got->n != wanted.n || got->work.median != wanted.minutes)
		fail_msg("%s: %s %zu of %d minutes, wanted %zu of %d", what,
		    which, got->n, got->work.median, wanted.n, wanted.minutes);
}

static void
test_how_long_it_took_is_as_counted_by_hand(void **state)
{
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct figures f = figures_of(a, rows[i].steps);
		const char *what = rows[i].what;

		check(what, "first", &f.first_response, rows[i].first);
		check(what, "next", &f.next_response, rows[i].next);
		check(what, "handling", &f.handling, rows[i].handling);
		check(what, "over", &f.over, rows[i].over);
		if (f.outside != rows[i].outside ||
		    f.cohort != rows[i].cohort || f.replied != rows[i].replied)
			fail_msg("%s: outside %zu, cohort %zu, replied %zu",
			    what, f.outside, f.cohort, f.replied);
		for (k = 0; k < AGES; k++) {
			if (f.open_ages[k] != (k == rows[i].age))
				fail_msg("%s: %zu of age %d", what,
				    f.open_ages[k], k);
		}
		assert_int_equal(f.open_after, rows[i].age != NO_AGE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_how_long_it_took_is_as_counted_by_hand),
	};

	return unit_run(tests);
}
