#ifndef POSTWACHT_FIGURES_H
#define POSTWACHT_FIGURES_H

#include <stddef.h>

#include "base/date.h"
#include "term/calendar.h"
#include "triage/question.h"

struct arena;

/* Days in [from, until): a week is Monday 00:00 to Monday 00:00. */
struct period {
	struct date from, until;
};

/* How long first answers took, in working days with one decimal. */
struct durations {
	size_t n;
	double median; /* nearest rank */
	double p90;    /* meaningful from n = 10 */
	double mean;
};

/*
 * The figures of one team (or all, team NULL) over one period; metrics.md
 * and users.md 3-5 define each. Always:
 * open_after = open_before + received + reopened - handled.
 */
struct figures {
	struct period period;
	size_t received, reopened;
	/* The last word is ours, or it began to wait for its asker. */
	size_t handled;
	size_t handled_by_hand; /* reported by hand */
	size_t open_before;     /* at period.from 00:00 */
	size_t open_after;      /* at period.until 00:00 */
	/* Stretches whose deadline fell in the period, answered or not, less
	 * those that need no answer or wait for the asker. */
	size_t due;
	size_t in_time; /* of due, handled at or before the deadline */
	/* Of in_time, later than the norm but by the day that an interim
	 * promised. */
	size_t on_promised_day;
	size_t no_answer_needed; /* left out of due */
	/* Open at the end with the deadline passed, and not probably
	 * answered. */
	size_t late_now;
	size_t late_unassigned; /* of those, with nobody */
	size_t due_next_week;   /* open at the end, due in the 7 days after */
	struct durations first_response; /* of the answers in the period */
	size_t municipalities;           /* different gemeenten that asked */
	size_t other_organisations;
};

/*
 * Reckons from folded questions alone. now bounds what is known: an answer
 * after it does not exist yet, and in a period that still runs a deadline
 * counts from the day after it.
 *
 * in       questions, n  all of them; is_history and merged ones, and those of
 *                        other teams, do not count; "beide" counts for each
 *                        team and once for all
 */
struct figures figures_of(struct arena *a, const struct question *questions,
    size_t n, const char *team, struct period period, struct instant now,
    const struct calendar *cal);

/* Working days between two moments, with the fraction of the office hours
 * 9:00-17:00 of each day; for durations. 0 when to is not after from. */
double figures_workdays(
    const struct calendar *cal, struct instant from, struct instant to);

#endif
