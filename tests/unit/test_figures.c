/* Figures counted by hand, and books that balance whatever happened. */

#include "report/figures.h"
#include "tests/unit/shipped.h"

/* Week 47 of 2026: Monday 16 to Sunday 22 November. */
#define FROM           "2026-11-16"
#define UNTIL          "2026-11-23"
#define MONDAY_MORNING "2026-11-23 08:30"

/* A stretch in words; NULL is none. The norm is the deadline unless told. */
struct row {
	const char *start, *end, *deadline, *norm;
	bool is_reopening, is_by_hand, is_none_needed, is_promised;
};

/* Days and moments of 2026: "11-16 10:00". */
#define ROW(from, to, due) .start = from, .end = to, .deadline = due

struct world {
	struct arena *arena;
	const struct calendar *cal;
	size_t n;
	struct question at[64];
};

static void
world_init(struct world *w, struct arena *a)
{
	*w = (struct world){ .arena = a, .cal = shipped_calendar(a) };
}

static struct instant
when(const char *s)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "2026-%s", s);
	return moment(text);
}

static struct date
on(const char *s)
{
	return date_of(when(s));
}

static struct stretch
stretch_of(const struct row *row)
{
	struct stretch s = { .start = when(row->start),
		.is_reopening = row->is_reopening,
		.is_by_hand = row->is_by_hand,
		.needs_no_answer = row->is_none_needed,
		.is_promised = row->is_promised };

	if (row->deadline) {
		s.has_deadline = true;
		s.deadline = on(row->deadline);
		s.norm_deadline = on(row->norm ? row->norm : row->deadline);
	}
	if (row->end) {
		s.is_ended = true;
		s.end = when(row->end);
	}
	return s;
}

/* A question with n stretches; open when the last has no end. */
static struct question *
add(struct world *w, const struct row *rows, size_t n)
{
	struct question *q = &w->at[w->n++];
	size_t i;

	*q = (struct question){ .id = (int64_t)w->n,
		.state = rows[n - 1].end ? STATE_HANDLED : STATE_OPEN,
		.probably = "",
		.organisation = "",
		.team = "K",
		.topic = "",
		.term = "",
		.assignee = "bert",
		.handled_why = "",
		.n_stretches = n };
	q->stretches = arena_array(w->arena, n, sizeof(*q->stretches));
	for (i = 0; i < n; i++)
		q->stretches[i] = stretch_of(&rows[i]);
	q->received = q->stretches[0].start;
	q->last_event = q->stretches[n - 1].is_ended
	    ? q->stretches[n - 1].end
	    : q->stretches[n - 1].start;
	return q;
}

static void
add_each(struct world *w, const struct row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		(void)add(w, &rows[i], 1);
}

/* As the store does it: folded questions to spans, spans to figures. */
static struct figures
figures_of(const struct world *w, const char *team, struct period period,
    struct instant now)
{
	struct tally t = tally_begin(w->arena, w->cal, team, period, now);
	size_t i, k, n = 0;

	for (i = 0; i < w->n; i++) {
		const struct span *spans = spans_of(w->arena, &w->at[i],
		    *w->at[i].organisation ? "gemeente" : "onbekend", w->cal,
		    &n);

		for (k = 0; k < n; k++)
			tally_add(&t, &spans[k]);
	}
	return tally_end(&t);
}

static struct figures
week_47(const struct world *w, const char *team)
{
	return figures_of(w, team, (struct period){ day(FROM), day(UNTIL) },
	    moment(MONDAY_MORNING));
}

static void
balance(const struct figures *f)
{
	assert_int_equal(f->open_after + f->handled + f->paused,
	    f->open_before + f->received + f->reopened + f->resumed);
}

static void
test_what_comes_and_goes_is_counted_on_its_day(void **state)
{
	static const struct row rows[] = {
		{ ROW("11-09 10:00", "11-10 10:00", NULL) }, /* all before */
		{ ROW("11-09 10:00", "11-17 10:00", NULL) }, /* was open */
		{ ROW("11-09 10:00", NULL, NULL) },          /* is open */
		{ ROW("11-16 00:00", "11-16 09:00", NULL) }, /* first minute */
		{ ROW("11-18 10:00", "11-18 11:00", NULL), .is_by_hand = true },
		{ ROW("11-22 23:59", NULL, NULL) },
		{ ROW(
		    "11-19 10:00", "11-23 00:00", NULL) }, /* ends next week */
		{ ROW("11-15 10:00", "11-16 00:00", NULL), .is_by_hand = true },
		{ ROW("11-23 00:00", NULL, NULL) }, /* next week */
		{ ROW("11-15 10:00", "11-15 23:59", NULL), .is_by_hand = true },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	f = week_47(&w, NULL);
	assert_int_equal(f.open_before, 3);
	assert_int_equal(f.received, 4);
	assert_int_equal(f.reopened, 0);
	assert_int_equal(f.handled, 4);
	assert_int_equal(f.handled_by_hand, 2);
	assert_int_equal(f.open_after, 3);
	balance(&f);
}

static void
test_a_reopening_counts_once_each_and_has_its_own_deadline(void **state)
{
	static const struct row twice[] = {
		{ ROW("11-09 10:00", "11-12 10:00", "11-16") },
		{ ROW("11-17 10:00", "11-18 10:00", "11-20"),
		    .is_reopening = true },
		{ ROW("11-19 10:00", NULL, "11-26"), .is_reopening = true },
	};
	static const struct row before[] = {
		{ ROW("11-02 10:00", "11-03 10:00", "11-09") },
		{ ROW("11-10 10:00", "11-19 10:00", "11-17"),
		    .is_reopening = true },
	};
	static const struct row after[] = {
		{ ROW("11-16 10:00", "11-17 10:00", "11-23") },
		{ ROW("11-23 07:00", NULL, "11-30"), .is_reopening = true },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	(void)add(&w, twice, LENGTH(twice));
	(void)add(&w, before, LENGTH(before));
	(void)add(&w, after, LENGTH(after));
	f = week_47(&w, "K");
	assert_int_equal(f.open_before, 1);
	assert_int_equal(f.received, 1);
	assert_int_equal(f.reopened, 2);
	assert_int_equal(f.handled, 3);
	assert_int_equal(f.open_after, 1);
	/* Of 16, 20 and 17 November; the last one was late. */
	assert_int_equal(f.due, 3);
	assert_int_equal(f.in_time, 2);
	assert_int_equal(f.due_next_week, 1);
	assert_int_equal(f.first_response.n, 1);
	balance(&f);
}

static void
test_what_was_due_counts_answered_or_not(void **state)
{
	static const struct row rows[] = {
		/* Answered early: in the week of its deadline. */
		{ ROW("11-09 10:00", "11-10 10:00", "11-16") },
		/* On the last day, at the last minute. */
		{ ROW("11-09 10:00", "11-17 23:59", "11-17") },
		/* A minute later. */
		{ ROW("11-09 10:00", "11-18 00:00", "11-17") },
		/* Never answered: due and missed. */
		{ ROW("11-09 10:00", NULL, "11-18") },
		/* Answered after the week: missed. */
		{ ROW("11-09 10:00", "11-23 07:00", "11-19") },
		/* On the Sunday that ends the week, and the day after it. */
		{ ROW("11-09 10:00", "11-10 10:00", "11-22") },
		{ ROW("11-18 10:00", "11-19 10:00", "11-23") },
		/* Due the week before, answered in this one. */
		{ ROW("11-09 10:00", "11-17 10:00", "11-15") },
		/* No deadline. */
		{ ROW("11-09 10:00", "11-17 10:00", NULL) },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	f = week_47(&w, NULL);
	assert_int_equal(f.due, 6);
	assert_int_equal(f.in_time, 3);
	assert_int_equal(f.on_promised_day, 0);
	assert_int_equal(f.no_answer_needed, 0);
	balance(&f);
}

static void
test_closed_without_answer_is_handled_but_not_due(void **state)
{
	static const struct row rows[] = {
		{ ROW("11-16 10:00", "11-16 11:00", "11-20"),
		    .is_none_needed = true },
		/* Closed after the deadline: still not missed. */
		{ ROW("11-09 10:00", "11-19 11:00", "11-16"),
		    .is_none_needed = true },
		/* Due next week: not left out of this one. */
		{ ROW("11-19 10:00", "11-20 11:00", "11-26"),
		    .is_none_needed = true },
		/* Closed this morning as such, known since then. */
		{ ROW("11-13 10:00", "11-23 08:00", "11-20"),
		    .is_none_needed = true },
		{ ROW("11-16 10:00", "11-16 12:00", "11-20") },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	f = week_47(&w, NULL);
	assert_int_equal(f.due, 1);
	assert_int_equal(f.in_time, 1);
	assert_int_equal(f.no_answer_needed, 3);
	assert_int_equal(f.handled, 4);
	assert_int_equal(f.first_response.n, 1);
	balance(&f);
	/* Known on Sunday evening: the fourth is open and missed. */
	f = figures_of(&w, NULL, (struct period){ day(FROM), day(UNTIL) },
	    moment("2026-11-22 20:00"));
	assert_int_equal(f.due, 2);
	assert_int_equal(f.in_time, 1);
	assert_int_equal(f.late_now, 1);
	balance(&f);
}

static void
test_a_promised_day_is_told_apart(void **state)
{
	static const struct row rows[] = {
		/* Later than the norm, by the promised day. */
		{ ROW("11-09 10:00", "11-20 10:00", "11-20"), .norm = "11-16",
		    .is_promised = true },
		/* Promised later, answered within the norm after all. */
		{ ROW("11-09 10:00", "11-16 10:00", "11-20"), .norm = "11-16",
		    .is_promised = true },
		/* Later than promised. */
		{ ROW("11-09 10:00", "11-21 10:00", "11-20"), .norm = "11-16",
		    .is_promised = true },
		/* Extended, but nothing was promised to the asker. */
		{ ROW("11-09 10:00", "11-19 10:00", "11-19"), .norm = "11-16" },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	f = week_47(&w, NULL);
	assert_int_equal(f.due, 4);
	assert_int_equal(f.in_time, 3);
	assert_int_equal(f.on_promised_day, 1);
}

static void
test_what_is_late_at_the_end_is_what_is_still_open(void **state)
{
	static const struct row rows[] = {
		{ ROW("11-09 10:00", NULL, "11-16") },
		{ ROW("11-09 10:00", NULL, "11-22") },
		{ ROW("11-09 10:00", NULL, "11-22") }, /* with nobody */
		{ ROW("11-09 10:00", NULL, "11-20") }, /* off the roster */
		{ ROW("11-09 10:00", NULL, "11-20") }, /* answered? */
		{ ROW("11-09 10:00", "11-23 08:00", "11-20") },
		{ ROW("11-09 10:00", "11-20 08:00", "11-17") },
		{ ROW("11-19 10:00", NULL, "11-23") },
		{ ROW("11-19 10:00", NULL, "11-29") },
		{ ROW("11-19 10:00", NULL, "11-30") },
		{ ROW("11-19 10:00", NULL, NULL) },
		{ ROW("11-23 08:00", NULL, "11-24") },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	w.at[2].assignee = "";
	w.at[3].assignee = "";
	w.at[3].assignee_person = 12;
	w.at[4].probably = "flag";
	w.at[5].assignee = "";
	f = week_47(&w, NULL);
	assert_int_equal(f.late_now, 5);
	assert_int_equal(f.late_unassigned, 2);
	assert_int_equal(f.due_next_week, 2);
	assert_int_equal(f.open_after, 10);
	balance(&f);
}

static void
pause_it(struct world *w, struct question *q, const char *from, const char *to)
{
	struct stretch *s = &q->stretches[0];

	s->pauses = arena_grow(w->arena, s->pauses, s->n_pauses,
	    s->n_pauses + 1, sizeof(*s->pauses));
	s->pauses[s->n_pauses].start = when(from);
	if (to) {
		s->pauses[s->n_pauses].is_ended = true;
		s->pauses[s->n_pauses].end = when(to);
	}
	s->n_pauses++;
}

static void
test_waiting_for_the_asker_is_no_backlog(void **state)
{
	static const struct row rows[] = {
		{ ROW("11-09 10:00", NULL, "11-16") }, /* since before */
		{ ROW("11-16 10:00", NULL, "11-20") }, /* since Thursday */
		{ ROW("11-16 10:00", NULL, "11-20") }, /* since this morning */
		{ ROW("11-16 10:00", "11-17 10:00", "11-20") },
		/* Waited from Monday to Wednesday, answered on Thursday. */
		{ ROW("11-16 09:00", "11-19 17:00", "11-20") },
		/* Waited since before the week, back in it, still open. */
		{ ROW("11-09 10:00", NULL, "11-25") },
		/* Handled while it waited. */
		{ ROW("11-10 10:00", "11-18 10:00", "11-17") },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	pause_it(&w, &w.at[0], "11-13 10:00", NULL);
	pause_it(&w, &w.at[1], "11-19 10:00", NULL);
	pause_it(&w, &w.at[2], "11-23 08:00", NULL);
	pause_it(&w, &w.at[4], "11-16 17:00", "11-18 09:00");
	pause_it(&w, &w.at[5], "11-12 10:00", "11-20 10:00");
	pause_it(&w, &w.at[6], "11-13 10:00", "11-18 10:00");
	f = week_47(&w, NULL);
	assert_int_equal(f.open_before, 0);
	assert_int_equal(f.received, 4);
	assert_int_equal(f.paused, 2);
	assert_int_equal(f.resumed, 3);
	assert_int_equal(f.handled, 3);
	assert_int_equal(f.open_after, 2);
	balance(&f);
	/* 20 November of the third and fifth, the fourth, and the last one,
	 * which was handled a day late. */
	assert_int_equal(f.due, 4);
	assert_int_equal(f.in_time, 2);
	/* By the clock of the answer the wait counts, of the handling not:
	 * 8 hours on Monday and 16 on Wednesday and Thursday. */
	assert_int_equal(f.first_response.n, 3);
	assert_int_equal(f.first_response.work.median, 4 * 480);
	assert_int_equal(f.handling.n, 3);
	assert_int_equal(f.handling.work.median, 3 * 480);
	/* The one who asked on and got an answer: the fifth. */
	assert_int_equal(f.next_response.n, 1);
	assert_int_equal(f.next_response.work.median, 2 * 480);
}

static void
test_a_running_week_misses_no_day_that_is_not_over(void **state)
{
	static const struct row rows[] = {
		{ ROW("11-09 10:00", NULL, "11-17") },
		{ ROW("11-09 10:00", NULL, "11-18") },
		{ ROW("11-09 10:00", "11-10 10:00", "11-19") },
		{ ROW("11-09 10:00", "11-18 15:00", "11-17") },
		{ ROW("11-18 15:00", NULL, "11-20") },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;

	(void)state;
	world_init(&w, a);
	add_each(&w, rows, LENGTH(rows));
	f = figures_of(&w, NULL, (struct period){ day(FROM), day(UNTIL) },
	    moment("2026-11-18 12:00"));
	assert_int_equal(f.due, 2);
	assert_int_equal(f.in_time, 0);
	assert_int_equal(f.late_now, 2);
	assert_int_equal(f.due_next_week, 1);
	assert_int_equal(f.received, 0);
	assert_int_equal(f.handled, 0);
	assert_int_equal(f.open_after, 3);
	balance(&f);
}

static void
test_a_team_counts_its_own_and_what_is_of_both(void **state)
{
	static const struct row row = { ROW(
	    "11-17 10:00", "11-18 10:00", "11-20") };
	static const struct {
		const char *team;
		size_t received;
	} wanted[] = { { "K", 2 }, { "W", 3 }, { "X", 1 }, { NULL, 5 } };
	static const char *const teams[] = { "K", "W", "W", "beide", "" };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world w;
	size_t i;

	(void)state;
	world_init(&w, a);
	for (i = 0; i < LENGTH(teams); i++)
		add(&w, &row, 1)->team = teams[i];
	add(&w, &row, 1)->is_history = true;
	add(&w, &row, 1)->merged_into = 1;
	for (i = 0; i < LENGTH(wanted); i++) {
		struct figures f = week_47(&w, wanted[i].team);

		assert_int_equal(f.received, wanted[i].received);
		assert_int_equal(f.in_time, wanted[i].received);
	}
}

static void
test_reach_counts_each_organisation_once(void **state)
{
	static const struct {
		const char *code, *start;
		bool is_reopening;
	} rows[] = {
		{ "GM0344", "11-16 10:00", false },
		{ "GM0344", "11-17 10:00", false },
		{ "GM0150", "11-17 10:00", false },
		{ "GM0363", "11-10 10:00", false }, /* the week before */
		{ "GM0014", "11-17 10:00", true },  /* asks on */
		{ "GGD Twente", "11-17 10:00", false },
		{ "GMB Advies", "11-17 10:00", false },
		{ "GM12345", "11-17 10:00", false },
		{ "", "11-17 10:00", false },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct figures f;
	struct world w;
	size_t i;

	(void)state;
	world_init(&w, a);
	for (i = 0; i < LENGTH(rows); i++) {
		const struct row row = { .start = rows[i].start,
			.is_reopening = rows[i].is_reopening };

		add(&w, &row, 1)->organisation = rows[i].code;
	}
	f = week_47(&w, NULL);
	assert_int_equal(f.municipalities, 2);
	assert_int_equal(f.other_organisations, 3);
}

static void
test_durations_count_office_hours_of_workdays(void **state)
{
	static const struct {
		const char *from, *to;
		double days;
	} rows[] = {
		{ "2026-11-16 09:00", "2026-11-16 17:00", 1.0 },
		{ "2026-11-16 09:00", "2026-11-16 13:00", 0.5 },
		{ "2026-11-16 13:00", "2026-11-17 13:00", 1.0 },
		{ "2026-11-20 16:00", "2026-11-23 10:00", 0.25 },
		{ "2026-11-16 18:00", "2026-11-17 08:00", 0.0 },
		{ "2026-11-21 10:00", "2026-11-22 10:00", 0.0 },
		{ "2026-11-21 10:00", "2026-11-23 13:00", 0.5 },
		{ "2026-11-16 20:00", "2026-11-23 13:00", 4.5 },
		{ "2026-12-24 09:00", "2026-12-28 17:00", 2.0 },
		{ "2026-10-23 13:00", "2026-10-26 13:00", 1.0 }, /* DST */
		{ "2026-03-27 17:00", "2026-03-30 17:00", 1.0 },
		{ "2026-11-17 10:00", "2026-11-16 10:00", 0.0 },
		{ "2026-11-17 10:00", "2026-11-17 10:00", 0.0 },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		double got = (double)span_minutes(cal, moment(rows[i].from),
		                 moment(rows[i].to)) /
		    SPAN_DAY;

		if (got < rows[i].days - 1e-9 || got > rows[i].days + 1e-9)
			fail_msg("%s to %s: got %f, wanted %f", rows[i].from,
			    rows[i].to, got, rows[i].days);
	}
}

static void
test_median_and_p90_are_values_that_occurred(void **state)
{
	/* Answered on Friday at 17:00; asked so many tenths of a working day
	 * earlier. 48 minutes are one tenth. */
	static const struct {
		size_t n;
		double median, p90, mean;
	} wanted[] = { { 0, 0, 0, 0 }, { 1, 0.1, 0.1, 0.1 },
		{ 2, 0.1, 0.2, 0.2 }, { 3, 0.2, 0.3, 0.2 },
		{ 4, 0.2, 0.4, 0.3 }, { 10, 0.5, 0.9, 0.6 } };
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(wanted); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct figures f;
		struct world w;

		world_init(&w, a);
		for (k = wanted[i].n; k > 0; k--) {
			const struct row row = { ROW(
			    "11-20 17:00", "11-20 17:00", NULL) };
			struct question *q = add(&w, &row, 1);

			q->stretches[0].start.sec -= (int64_t)k * 48 * 60;
			q->received = q->stretches[0].start;
		}
		f = week_47(&w, NULL);
		assert_int_equal(f.first_response.n, wanted[i].n);
		assert_float_equal(
		    (float)figures_workdays(
		        f.first_response.work.median, f.day_minutes),
		    wanted[i].median, 1e-6);
		assert_float_equal(
		    (float)figures_workdays(
		        f.first_response.work.p90, f.day_minutes),
		    wanted[i].p90, 1e-6);
		assert_float_equal(
		    (float)figures_workdays(
		        f.first_response.work.mean, f.day_minutes),
		    wanted[i].mean, 1e-6);
	}
}

/* A wait within the first stretch, with an end unless nothing follows. */
static void
add_random_pause(struct world *w, struct question *q, unsigned *seed)
{
	struct stretch *s = &q->stretches[0];
	struct pause *p = arena_alloc(w->arena, sizeof(*p));

	p->start.sec = s->start.sec + (int64_t)(next_random(seed) % 96) * 1800;
	p->is_ended = s->is_ended || next_random(seed) % 2;
	p->end.sec = p->start.sec + (int64_t)(next_random(seed) % 96) * 1800;
	if (s->is_ended && p->start.sec > s->end.sec)
		return;
	if (s->is_ended && p->end.sec > s->end.sec)
		p->end = s->end;
	s->pauses = p;
	s->n_pauses = 1;
}

/* Stretches one after the other, each with an end but perhaps the last. */
static void
add_random(struct world *w, unsigned *seed)
{
	static const char *const teams[] = { "K", "W", "beide" };
	struct row rows[4];
	size_t i, n = 1 + next_random(seed) % LENGTH(rows);
	int64_t at = moment("2026-11-01").sec;
	struct question *q;

	for (i = 0; i < n; i++)
		rows[i] = (struct row){ .start = "11-01",
			.end =
			    i + 1 < n || next_random(seed) % 2 ? "11-01" : NULL,
			.deadline = "11-01",
			.is_reopening = i > 0,
			.is_none_needed = next_random(seed) % 5 == 0 };
	q = add(w, rows, n);
	q->team = teams[next_random(seed) % LENGTH(teams)];
	for (i = 0; i < n; i++) {
		struct stretch *s = &q->stretches[i];

		at += (int64_t)(next_random(seed) % (10 * 48)) * 1800;
		s->start.sec = at;
		s->deadline.day += (int)(next_random(seed) % 40);
		at += (int64_t)(next_random(seed) % (10 * 48)) * 1800;
		s->end.sec = at;
		/* A handling by hand may be dated before the reopening. */
		if (next_random(seed) % 10 == 0)
			s->end.sec -= 7 * 86400;
	}
	q->last_event.sec = at;
	if (next_random(seed) % 4 == 0)
		add_random_pause(w, q, seed);
	q->is_history = next_random(seed) % 8 == 0;
}

static void
test_the_books_balance_week_after_week(void **state)
{
	static const char *const teams[] = { NULL, "K", "W" };
	unsigned seed = 3;
	int round;
	size_t t;

	(void)state;
	for (round = 0; round < 60; round++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct instant now = moment("2026-10-25");
		struct world w;

		world_init(&w, a);
		while (w.n < LENGTH(w.at))
			add_random(&w, &seed);
		now.sec += (int64_t)(next_random(&seed) % 60) * 86400;
		for (t = 0; t < LENGTH(teams); t++) {
			struct period p = { day("2026-10-26"),
				day("2026-11-02") };
			size_t open = 0;

			for (; p.from.day < day("2026-12-28").day;
			     p.from.day += 7, p.until.day += 7) {
				struct figures f =
				    figures_of(&w, teams[t], p, now);

				balance(&f);
				assert_int_equal(f.open_before, open);
				assert_true(f.in_time <= f.due);
				assert_true(f.late_now + f.due_next_week <=
				    f.open_after);
				open = f.open_after;
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_what_comes_and_goes_is_counted_on_its_day),
		cmocka_unit_test(
		    test_a_reopening_counts_once_each_and_has_its_own_deadline),
		cmocka_unit_test(test_what_was_due_counts_answered_or_not),
		cmocka_unit_test(
		    test_closed_without_answer_is_handled_but_not_due),
		cmocka_unit_test(test_a_promised_day_is_told_apart),
		cmocka_unit_test(
		    test_what_is_late_at_the_end_is_what_is_still_open),
		cmocka_unit_test(test_waiting_for_the_asker_is_no_backlog),
		cmocka_unit_test(
		    test_a_running_week_misses_no_day_that_is_not_over),
		cmocka_unit_test(
		    test_a_team_counts_its_own_and_what_is_of_both),
		cmocka_unit_test(test_reach_counts_each_organisation_once),
		cmocka_unit_test(test_durations_count_office_hours_of_workdays),
		cmocka_unit_test(test_median_and_p90_are_values_that_occurred),
		cmocka_unit_test(test_the_books_balance_week_after_week),
	};

	return unit_run(tests);
}
