#ifndef POSTWACHT_FIGURES_H
#define POSTWACHT_FIGURES_H

#include <stddef.h>

#include "base/date.h"
#include "report/counts.h"
#include "report/minutes.h"
#include "report/span.h"
#include "term/calendar.h"

struct arena;

/* Days in [from, until): a week is Monday 00:00 to Monday 00:00. */
struct period {
	struct date from, until;
};

/* How long something took by both clocks. */
struct durations {
	size_t n;
	struct spread work;    /* office time */
	struct spread elapsed; /* nights and weekends as well */
};

/* Ages of what is not answered yet, in working days: 0-1, 2-3, 4-5, more. */
#define AGES 4

/*
 * The figures of one team (or all, team NULL) over one period; metrics.md
 * and users.md 3-5 define each. Always:
 * open_after = open_before + received + reopened + resumed
 *              - handled - paused.
 */
struct figures {
	struct period period;
	int day_minutes; /* of office time in a working day; 0: SPAN_DAY */
	size_t received, reopened;
	size_t handled;         /* the last word is ours */
	size_t handled_by_hand; /* reported by hand */
	size_t paused, resumed; /* began, ceased to wait for the asker */
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
	size_t open_ages[AGES]; /* open at the end, by age */
	int oldest;             /* of those, age in working days */
	struct durations first_response; /* of the answers in the period */
	size_t outside; /* of those, asked and answered outside office hours:
	                   no office time at all */
	struct durations next_response; /* answers to what was asked on */
	struct durations handling;      /* of what was handled last in it */
	struct durations over;          /* handled in it after the deadline */
	/* Received in the period, needing an answer, and its norm passed. */
	size_t cohort;
	size_t replied; /* of cohort, answered at least once */
	/* SPAN_TOLD, counted apart: in none of the other figures. */
	size_t told, told_handled;
	size_t municipalities; /* different gemeenten that asked */
	size_t other_organisations;
};

/* Minutes by both clocks. */
struct samples {
	struct minutes work, elapsed;
};

/*
 * A count under way. Spans may come in any order, each once; strings of a
 * span need not outlive the call.
 */
struct tally {
	struct figures figures; /* whole after tally_end */
	struct counts askers;   /* codes of those who asked in the period */
	/* What came, went and was due is enough: no durations and no ages, nor
	 * what is late or coming, nor who asked. */
	bool is_brief;
	/* What stands behind the field is the tally's own. */
	const struct calendar *cal;
	const char *team;
	struct instant from, until, now;
	struct date today; /* days before it are over */
	struct date known; /* the day of now */
	struct date last;  /* the last day of the period, or of what is known */
	struct samples first, next, handling, over;
	/* The end of the last day that was asked for: days repeat. */
	struct date ended_day;
	struct instant ended_at;
};

/*
 * now bounds what is known: an answer after it does not exist yet, and in a
 * period that still runs a deadline counts from the day after it.
 *
 * in       team  NULL: all. "beide" counts for each team and once for all
 * owns     in the arena, which must outlive it
 */
struct tally tally_begin(struct arena *a, const struct calendar *cal,
    const char *team, struct period period, struct instant now);
void tally_add(struct tally *t, const struct span *s);

/* Whether a span says anything of the tally's period and team; one of
 * SPAN_TOLD does not. */
bool tally_concerns(const struct tally *t, const struct span *s);

/* Whether it is counted as received: of what concerns the tally. */
bool tally_is_received(const struct tally *t, const struct span *s);

/* Reckons what follows from all of it together. */
struct figures tally_end(struct tally *t);

/* Minutes of office time as working days with one decimal, as it is told;
 * day_minutes as in struct figures. */
double figures_workdays(int minutes, int day_minutes);

/* The office time of a working day of that calendar: the mean over the days of
 * a week on which the office works. */
int figures_day_minutes(const struct calendar *cal);

/* Whether that is the CBS code of a gemeente ("GM0344"). */
bool figures_is_municipality(const char *code);

/* A question of that team, or of both; team NULL: any. */
bool figures_is_of_team(const char *of_question, const char *team);

#endif
