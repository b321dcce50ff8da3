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

/* A count of handled stretches in working days, one decimal. */
struct durations {
	size_t n;
	double median; /* nearest rank */
	double p90;    /* meaningful from n = 10 */
	double mean;
};

/*
 * The figures of one team (or all, team NULL) over one period; metrics.md
 * and users.md 3-5 define each.
 */
struct figures {
	struct period period;
	size_t received, reopened, handled;
	size_t handled_by_hand;  /* reported by hand */
	size_t open_before;      /* at period.from 00:00 */
	size_t open_after;       /* at period.until 00:00 */
	size_t due;              /* stretches whose deadline fell in the period,
	                             less those that need no answer */
	size_t in_time;          /* of due, handled at or before the deadline */
	size_t on_promised_day;  /* of in_time, later than the norm but on the
	                             day that an interim promised */
	size_t no_answer_needed; /* left out of due */
	size_t late_now;         /* open at the end with the deadline passed */
	size_t late_unassigned;  /* of those, with nobody */
	size_t due_next_week;    /* open, deadline in the 7 days after */
	struct durations first_response;
	size_t municipalities; /* different gemeenten that asked */
	size_t other_organisations;
};

/*
 * Reckons from folded questions alone. now bounds what is known: an answer
 * after it does not exist yet.
 *
 * in       questions, n  all of them, history included (is_history ones only
 *                        count in open_before/after when still open: never)
 */
struct figures figures_of(struct arena *a, const struct question *questions,
    size_t n, const char *team, struct period period, struct instant now,
    const struct calendar *cal);

/* Working days between two moments, with the fraction of the office hours
 * 9:00-17:00 of each day; for durations. */
double figures_workdays(
    const struct calendar *cal, struct instant from, struct instant to);

#endif
