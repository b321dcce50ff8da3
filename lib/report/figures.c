/*
 * The figures of a period, counted over spans. Knows what counts, when and
 * for whom (metrics.md, users.md 3-5, 26 and 27); how it is shown it does
 * not know.
 *
 * A moment at midnight belongs to the day that begins. A question is open at
 * a moment when a span of it began before and had not ended before: so what
 * was open, plus what came, less what went, is what is open.
 */

#include "report/figures.h"

#include <ctype.h>
#include <string.h>

#include "term/roster.h"

/* Days ahead that the summary calls the coming week. */
#define COMING_DAYS 7

/* CBS code of a gemeente: "GM" and four digits. */
#define MUNICIPALITY_PREFIX "GM"
#define MUNICIPALITY_LENGTH 6

bool
figures_is_municipality(const char *code)
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

double
figures_workdays(int minutes, int day_minutes)
{
	int day = day_minutes > 0 ? day_minutes : SPAN_DAY;

	return (double)((minutes * 10 + day / 2) / day) / 10;
}

/* Monday 2 February 2026: a week without any holiday. */
#define PLAIN_MONDAY 20486

int
figures_day_minutes(const struct calendar *cal)
{
	int d, days = 0, minutes = 0;

	for (d = PLAIN_MONDAY; d < PLAIN_MONDAY + 7; d++) {
		int office =
		    span_minutes(cal, date_instant((struct date){ d }, 0),
		        date_instant((struct date){ d }, 1440));

		days += office > 0;
		minutes += office;
	}
	return days > 0 ? minutes / days : SPAN_DAY;
}

bool
figures_is_of_team(const char *of_question, const char *team)
{
	return !team || strcmp(of_question, team) == 0 ||
	    strcmp(of_question, TEAM_BOTH) == 0;
}

struct tally
tally_begin(struct arena *a, const struct calendar *cal, const char *team,
    struct period period, struct instant now)
{
	const struct samples none = { { .arena = a }, { .arena = a } };
	struct tally t = {
		.figures.period = period,
		.figures.day_minutes = figures_day_minutes(cal),
		.askers.arena = a,
		.cal = cal,
		.team = team,
		.first = none,
		.next = none,
		.handling = none,
		.over = none,
		.from = date_instant(period.from, 0),
		.until = date_instant(period.until, 0),
		.now = now,
		.known = date_of(now),
		.today = period.until,
		.last = date_add(period.until, -1),
	};

	if (now.sec < t.until.sec)
		t.today = t.last = t.known;
	return t;
}

static void
add_sample(struct samples *s, int work, int64_t elapsed)
{
	minutes_add(&s->work, work);
	minutes_add(&s->elapsed, (int)(elapsed / 60));
}

/* Whether it tells of something later than t->now. */
static bool
has_to_come(const struct tally *t, const struct span *s)
{
	return (s->ended != SPAN_OPEN && s->end.sec > t->now.sec) ||
	    s->answered.sec > t->now.sec || s->handled_next.sec > t->now.sec;
}

/* The span as it was known at t->now: an end that is to come does not exist
 * yet. */
static struct span
known(const struct tally *t, const struct span *s)
{
	struct span k = *s;

	if (k.ended != SPAN_OPEN && k.end.sec > t->now.sec) {
		k.ended = SPAN_OPEN;
		k.needs_no_answer = false;
	}
	if (k.answered.sec > t->now.sec)
		k.answered.sec = 0;
	if (k.handled_next.sec > t->now.sec)
		k.handled_next.sec = 0;
	return k;
}

static bool
is_within(const struct tally *t, struct instant at)
{
	return at.sec >= t->from.sec && at.sec < t->until.sec;
}

static bool
is_open_at(const struct span *s, struct instant t)
{
	return s->start.sec < t.sec &&
	    (s->ended == SPAN_OPEN || s->end.sec >= t.sec);
}

static void
count_start(struct tally *t, const struct span *s)
{
	struct figures *f = &t->figures;

	switch (s->began) {
	case SPAN_RECEIVED:
		f->received++;
		if (*s->organisation && !t->is_brief)
			counts_add(&t->askers, s->organisation);
		break;
	case SPAN_REOPENED:
		f->reopened++;
		break;
	case SPAN_RESUMED:
		f->resumed++;
		break;
	}
}

static struct instant
end_of(struct tally *t, struct date d)
{
	if (d.day != t->ended_day.day || t->ended_at.sec == 0) {
		t->ended_day = d;
		t->ended_at = date_instant(d, 1440);
	}
	return t->ended_at;
}

static void
count_handling(struct tally *t, const struct span *s)
{
	struct figures *f = &t->figures;
	int64_t asked = s->end.sec - s->asked.sec;

	f->handled++;
	f->handled_by_hand += s->is_by_hand;
	if (t->is_brief)
		return;
	if (s->handled_next.sec == 0 || s->handled_next.sec >= t->until.sec)
		add_sample(&t->handling, s->handling, asked);
	if (s->over != SPAN_NONE)
		add_sample(
		    &t->over, s->over, s->end.sec - end_of(t, s->deadline).sec);
	if (s->needs_no_answer)
		return;
	if (s->is_answer) {
		add_sample(&t->first, s->response, asked);
		f->outside += s->response == 0;
	}
	/* One of no length was handled while it waited: nothing was asked. */
	if (s->began != SPAN_RECEIVED && s->end.sec > s->start.sec)
		add_sample(&t->next, s->work, s->end.sec - s->start.sec);
}

static void
count_end(struct tally *t, const struct span *s)
{
	switch (s->ended) {
	case SPAN_OPEN:
		break;
	case SPAN_HANDLED:
		count_handling(t, s);
		break;
	case SPAN_WAITS:
		t->figures.paused++;
		break;
	}
}

/*
 * What had to be answered in the period, answered or not. A day that is not
 * over yet misses nobody; a question that waits for its asker is judged when
 * it is handled, unless its deadline had passed before.
 */
static void
count_due(struct tally *t, const struct span *s)
{
	struct figures *f = &t->figures;

	if (!s->has_deadline || s->deadline.day < f->period.from.day ||
	    s->deadline.day >= t->today.day)
		return;
	if (s->needs_no_answer) {
		f->no_answer_needed++;
		return;
	}
	f->due++;
	if (s->ended != SPAN_HANDLED || s->over != SPAN_NONE)
		return;
	f->in_time++;
	f->on_promised_day +=
	    s->is_promised && date_of(s->end).day > s->norm_deadline.day;
}

/* What is probably answered accuses nobody until it is known (users.md 6). */
static void
count_deadline_ahead(struct tally *t, const struct span *s)
{
	struct figures *f = &t->figures;

	if (!s->has_deadline)
		return;
	if (s->deadline.day < t->today.day && !s->is_probably) {
		f->late_now++;
		f->late_unassigned += s->is_unassigned;
	} else if (s->deadline.day >= t->today.day &&
	    s->deadline.day < t->today.day + COMING_DAYS) {
		f->due_next_week++;
	}
}

static void
count_open(struct tally *t, const struct span *s)
{
	struct figures *f = &t->figures;
	int age, bucket;

	f->open_before += is_open_at(s, t->from);
	if (!is_open_at(s, t->until))
		return;
	f->open_after++;
	if (t->is_brief)
		return;
	age = calendar_workdays_between(t->cal, date_of(s->start), t->last);
	bucket = age < 0 ? 0 : age / 2;
	f->open_ages[bucket < AGES ? bucket : AGES - 1]++;
	if (age > f->oldest)
		f->oldest = age;
	count_deadline_ahead(t, s);
}

/* Of what came in: who got an answer at all, once the norm has passed. */
static void
count_cohort(struct tally *t, const struct span *s)
{
	if (s->place != 0 || s->is_none_needed || s->norm_deadline.day == 0 ||
	    s->norm_deadline.day >= t->known.day)
		return;
	t->figures.cohort++;
	t->figures.replied += s->answered.sec != 0;
}

/* Cheap, for most spans of a long store concern no period of a week. */
static bool
concerns(const struct tally *t, const struct span *s)
{
	if (s->start.sec > t->now.sec)
		return false;
	if (s->start.sec < t->until.sec &&
	    (s->ended == SPAN_OPEN || s->end.sec >= t->from.sec ||
	        s->end.sec > t->now.sec))
		return true;
	return s->has_deadline &&
	    s->deadline.day >= t->figures.period.from.day &&
	    s->deadline.day < t->figures.period.until.day;
}

bool
tally_concerns(const struct tally *t, const struct span *s)
{
	return !s->is_told && concerns(t, s) &&
	    figures_is_of_team(s->team, t->team);
}

bool
tally_is_received(const struct tally *t, const struct span *s)
{
	return s->began == SPAN_RECEIVED && is_within(t, s->start);
}

static void
count_told(struct tally *t, const struct span *s)
{
	t->figures.told += tally_is_received(t, s);
	t->figures.told_handled +=
	    s->ended == SPAN_HANDLED && is_within(t, s->end);
}

void
tally_add(struct tally *t, const struct span *s)
{
	struct span k;

	if (!concerns(t, s) || !figures_is_of_team(s->team, t->team))
		return;
	if (has_to_come(t, s)) {
		k = known(t, s);
		s = &k;
	}
	if (s->is_told) {
		count_told(t, s);
		return;
	}
	if (is_within(t, s->start)) {
		count_start(t, s);
		count_cohort(t, s);
	}
	if (s->ended != SPAN_OPEN && is_within(t, s->end))
		count_end(t, s);
	count_due(t, s);
	count_open(t, s);
}

static struct durations
durations_of(struct samples *s)
{
	return (struct durations){ s->work.n, minutes_spread(&s->work),
		minutes_spread(&s->elapsed) };
}

struct figures
tally_end(struct tally *t)
{
	struct figures *f = &t->figures;
	size_t i;

	f->first_response = durations_of(&t->first);
	f->next_response = durations_of(&t->next);
	f->handling = durations_of(&t->handling);
	f->over = durations_of(&t->over);
	counts_sort(&t->askers);
	f->municipalities = f->other_organisations = 0;
	for (i = 0; i < t->askers.n; i++) {
		if (figures_is_municipality(t->askers.at[i].word))
			f->municipalities++;
		else
			f->other_organisations++;
	}
	return *f;
}
