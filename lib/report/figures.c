/*
 * The figures of a period, reckoned from questions. Knows what counts, when
 * and for whom (metrics.md, users.md 3-5, 26 and 27); how it is shown it does
 * not know.
 *
 * A moment at midnight belongs to the day that begins. A question is open at
 * a moment when a stretch of it began before and had not ended before: so
 * what was open, plus what came, less what was handled, is what is open.
 */

#include "report/figures.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "term/roster.h"

/* The office hours by which durations are counted, in minutes of the day. */
#define OFFICE_OPENS   540
#define OFFICE_CLOSES  1020
#define OFFICE_SECONDS ((OFFICE_CLOSES - OFFICE_OPENS) * 60)

/* Days ahead that the summary calls the coming week. */
#define COMING_DAYS 7

/* CBS code of a gemeente: "GM" and four digits. */
#define MUNICIPALITY_PREFIX "GM"
#define MUNICIPALITY_LENGTH 6

/* What the loop over the stretches needs and fills. */
struct count {
	struct figures *out;
	struct instant from, until, now;
	struct date today; /* days before it are over: at the end of the period
	                      or now, whichever comes first */
	const struct calendar *cal;
	size_t n_durations;
	double *durations;
	size_t n_askers;
	const char **askers; /* organisation of each question received */
};

/* Part of the office hours of day d that lies in [from, to]. */
static int64_t
office_seconds(struct date d, struct instant from, struct instant to)
{
	int64_t opens = date_instant(d, OFFICE_OPENS).sec;
	int64_t closes = date_instant(d, OFFICE_CLOSES).sec;

	if (from.sec > opens)
		opens = from.sec;
	if (to.sec < closes)
		closes = to.sec;
	return closes > opens ? closes - opens : 0;
}

double
figures_workdays(
    const struct calendar *cal, struct instant from, struct instant to)
{
	struct date first = date_of(from), last = date_of(to);
	int64_t sec = 0;

	if (to.sec <= from.sec)
		return 0;
	if (calendar_is_workday(cal, first))
		sec += office_seconds(first, from, to);
	if (last.day > first.day) {
		if (calendar_is_workday(cal, last))
			sec += office_seconds(last, from, to);
		sec += (int64_t)OFFICE_SECONDS *
		    calendar_workdays_between(cal, first, date_add(last, -1));
	}
	return (double)sec / OFFICE_SECONDS;
}

/* One decimal, as it is told. */
static double
rounded(double days)
{
	return (double)(int64_t)(days * 10 + 0.5) / 10;
}

static int
compare_doubles(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The nearest rank: the smallest value with at least that part of all values
 * at or below it. */
static double
nearest_rank(const double *sorted, size_t n, size_t percent)
{
	return sorted[(n * percent + 99) / 100 - 1];
}

static struct durations
durations_of(double *days, size_t n)
{
	struct durations d = { .n = n };
	double sum = 0;
	size_t i;

	if (n == 0)
		return d;
	qsort(days, n, sizeof(*days), compare_doubles);
	for (i = 0; i < n; i++)
		sum += days[i];
	d.median = rounded(nearest_rank(days, n, 50));
	d.p90 = rounded(nearest_rank(days, n, 90));
	d.mean = rounded(sum / (double)n);
	return d;
}

/*
 * The stretch as it was known at c->now: an end that is to come does not
 * exist, and neither can it lie before the start. Where a question waits for
 * the asker without an end, the wait began with its last event.
 */
static struct stretch
known_stretch(const struct count *c, const struct question *q, size_t i)
{
	struct stretch s = q->stretches[i];

	if (!s.is_ended && i + 1 == q->n_stretches &&
	    q->state == STATE_WAITING) {
		s.is_ended = true;
		s.end = q->last_event;
	}
	if (s.is_ended && s.end.sec < s.start.sec)
		s.end = s.start;
	if (s.is_ended && s.end.sec > c->now.sec)
		s.is_ended = false;
	if (!s.is_ended)
		s.needs_no_answer = false;
	return s;
}

static bool
is_within(const struct count *c, struct instant t)
{
	return t.sec >= c->from.sec && t.sec < c->until.sec;
}

static bool
is_open_at(const struct stretch *s, struct instant t)
{
	return s->start.sec < t.sec && (!s->is_ended || s->end.sec >= t.sec);
}

/* is_paused: the question waits for its asker, and was not answered yet. */
static void
count_flow(struct count *c, const struct question *q, const struct stretch *s,
    bool is_paused)
{
	struct figures *f = c->out;

	f->open_before += is_open_at(s, c->from);
	f->open_after += is_open_at(s, c->until);
	if (is_within(c, s->start)) {
		f->reopened += s->is_reopening;
		f->received += !s->is_reopening;
		if (!s->is_reopening && *q->organisation)
			c->askers[c->n_askers++] = q->organisation;
	}
	if (!s->is_ended || !is_within(c, s->end))
		return;
	f->handled++;
	f->handled_by_hand += s->is_by_hand;
	if (!s->is_reopening && !s->needs_no_answer && !is_paused)
		c->durations[c->n_durations++] =
		    figures_workdays(c->cal, s->start, s->end);
}

/*
 * What had to be answered in the period, answered or not. A day that is not
 * over yet misses nobody; a question that waits for its asker is judged when
 * it is handled.
 */
static void
count_due(struct count *c, const struct stretch *s, bool is_paused)
{
	struct figures *f = c->out;
	struct date answered;

	if (!s->has_deadline || is_paused ||
	    s->deadline.day < f->period.from.day ||
	    s->deadline.day >= c->today.day)
		return;
	if (s->needs_no_answer) {
		f->no_answer_needed++;
		return;
	}
	f->due++;
	if (!s->is_ended)
		return;
	answered = date_of(s->end);
	if (answered.day > s->deadline.day)
		return;
	f->in_time++;
	f->on_promised_day +=
	    s->is_promised && answered.day > s->norm_deadline.day;
}

/* What is probably answered accuses nobody until it is known (users.md 6). */
static void
count_open(struct count *c, const struct question *q, const struct stretch *s)
{
	struct figures *f = c->out;

	if (!s->has_deadline || !is_open_at(s, c->until))
		return;
	if (s->deadline.day < c->today.day && !*q->probably) {
		f->late_now++;
		f->late_unassigned += !*q->assignee && !q->assignee_person;
	} else if (s->deadline.day >= c->today.day &&
	    s->deadline.day < c->today.day + COMING_DAYS) {
		f->due_next_week++;
	}
}

static bool
is_counted(const struct question *q, const char *team)
{
	if (q->is_history || q->merged_into)
		return false;
	return !team || strcmp(q->team, team) == 0 ||
	    strcmp(q->team, TEAM_BOTH) == 0;
}

static void
count_question(struct count *c, const struct question *q)
{
	size_t i;

	for (i = 0; i < q->n_stretches; i++) {
		struct stretch s = known_stretch(c, q, i);
		/* The end was put there by known_stretch. */
		bool is_paused = s.is_ended && !q->stretches[i].is_ended;

		if (s.start.sec > c->now.sec)
			continue;
		count_flow(c, q, &s, is_paused);
		count_due(c, &s, is_paused);
		count_open(c, q, &s);
	}
}

static bool
is_municipality(const char *code)
{
	size_t i;

	if (strlen(code) != MUNICIPALITY_LENGTH ||
	    strncmp(code, MUNICIPALITY_PREFIX, 2) != 0)
		return false;
	for (i = 2; i < MUNICIPALITY_LENGTH; i++) {
		if (!isdigit((unsigned char)code[i]))
			return false;
	}
	return true;
}

static int
compare_strings(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void
count_reach(struct count *c)
{
	size_t i;

	if (c->n_askers > 1)
		qsort(c->askers, c->n_askers, sizeof(*c->askers),
		    compare_strings);
	for (i = 0; i < c->n_askers; i++) {
		if (i > 0 && strcmp(c->askers[i], c->askers[i - 1]) == 0)
			continue;
		if (is_municipality(c->askers[i]))
			c->out->municipalities++;
		else
			c->out->other_organisations++;
	}
}

/* Room for what a period can hold at most, without keeping a row for each of
 * the questions of other periods. */
static void
make_room(struct count *c, struct arena *a, const struct question *questions,
    size_t n)
{
	size_t starts = 0, ends = 0, i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < questions[i].n_stretches; k++) {
			struct stretch s = known_stretch(c, &questions[i], k);

			starts += is_within(c, s.start);
			ends += s.is_ended && is_within(c, s.end);
		}
	}
	c->askers = arena_array(a, starts, sizeof(*c->askers));
	c->durations = arena_array(a, ends, sizeof(*c->durations));
}

struct figures
figures_of(struct arena *a, const struct question *questions, size_t n,
    const char *team, struct period period, struct instant now,
    const struct calendar *cal)
{
	struct figures f = { .period = period };
	struct count c = {
		.out = &f,
		.from = date_instant(period.from, 0),
		.until = date_instant(period.until, 0),
		.now = now,
		.today = period.until,
		.cal = cal,
	};
	size_t i;

	if (now.sec < c.until.sec)
		c.today = date_of(now);
	make_room(&c, a, questions, n);
	for (i = 0; i < n; i++) {
		if (is_counted(&questions[i], team))
			count_question(&c, &questions[i]);
	}
	f.first_response = durations_of(c.durations, c.n_durations);
	count_reach(&c);
	return f;
}
