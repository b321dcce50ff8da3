#ifndef POSTWACHT_REPORT_VIEW_H
#define POSTWACHT_REPORT_VIEW_H

#include "notice/view.h"
#include "report/period.h"
#include "report/tables.h"
#include "term/roster.h"

/* What figures are split by, beside what a report always shows. */
enum report_by {
	BY_NOTHING,
	BY_TEAM,
	BY_TOPIC,
	BY_KIND,
	BY_PROVINCE,
	BY_MUNICIPALITY,
	BY_PERSON, /* only where it is switched on (WOR art. 27) */
};

const char *report_by_name(enum report_by by); /* "team", "kind", ... */

/* How often something was seen: a topic, a kind of organisation, ... */
struct tallied {
	const char *label;
	size_t n;
};

struct tallies {
	size_t n;
	const struct tallied *at;
};

/* By what measure figures were made, and how many measurements. */
struct measured_by {
	const char *calendar; /* version, or NULL */
	int norm_days;        /* working days, when calendar is NULL */
	size_t n;
};

/* Questions and messages that are not in the figures. */
struct left_out {
	struct intake intake; /* automatic mail, mail without a question */
	size_t internal;      /* messages of colleagues */
	size_t merged;        /* that proved to be part of another question */
	size_t history;       /* from before the activation */
	size_t none;          /* no question, as a person said */
};

/* Topics in a chart: the most frequent ones. */
#define REPORT_TOPICS_MOST 12

/*
 * A report over any period. Titles stand in words: "week 47 (16 t/m 22
 * november)", "november 2026", "2026". No string is NULL.
 */
struct report_view {
	const struct team *team; /* NULL: all */
	enum period_kind kind;
	const char *title;
	struct instant made;
	struct date since; /* the activation, when it lies in the period; 0 */
	struct figures now;
	bool has_before; /* Postwacht was there the whole time */
	size_t n_before; /* weeks before: 1..8; else 1 */
	const char *before_title;
	struct figures before;
	enum period_kind part_kind;
	size_t n_parts;
	const struct part *parts; /* for the charts, the oldest first */
	size_t n_teams;
	const struct part *teams; /* when team is NULL and there are several */
	enum report_by by;
	size_t n_groups;
	const struct part *groups;
	struct tallies topics, kinds, provinces;
	size_t repeated_topics; /* topics with three questions or more */
	size_t municipalities_known, municipalities_this_year;
	size_t municipalities_new;   /* in the period for the first time this
	                              year */
	size_t small_municipalities; /* with one or two questions: not named
	                                outside the team (users.md 27) */
	bool is_within_team;         /* they are named */
	struct left_out left_out;
	size_t n_measured;
	const struct measured_by *measured;
	struct term norm;
	bool is_compared;
	size_t n_corrections;
	const struct correction *corrections;
	struct ledger *ledger; /* the questions behind the figures, or NULL */
	bool has_people;       /* figures per person are switched on */
	/* Charts as URIs ("data:image/svg+xml;base64,..."), or NULL. */
	const char *in_time_picture, *flow_picture, *topics_picture;
};

#endif
