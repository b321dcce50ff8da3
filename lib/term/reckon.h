#ifndef POSTWACHT_RECKON_H
#define POSTWACHT_RECKON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "term/calendar.h"
#include "term/term.h"

struct arena;

/* What is reckoned: a term from a moment, with its pauses. */
struct reckoning {
	struct term term;
	bool is_european;    /* as in struct named_term */
	struct instant from; /* receipt: its civil day is day zero */
	size_t n_gaps;
	const struct gap *gaps; /* in order of time, not overlapping */
	const struct calendar *calendar;
};

/* One step of a reckoning, in order. */
enum reckon_kind {
	RECKON_START,   /* day zero: it does not count */
	RECKON_SKIPPED, /* a holiday that is no working day */
	RECKON_LENGTH,  /* the end by arithmetic */
	RECKON_GAP,     /* the end after a pause of n units */
	RECKON_SHORT,   /* the end, so that there are two ordinary days in it */
	RECKON_FREE,    /* the end falls on a free day */
	RECKON_NO_ATW,  /* the law does not govern a term of this length */
	RECKON_UNKNOWN, /* decrees for this year are not known yet */
	RECKON_LAST,    /* the last day */
};

struct reckon_step {
	enum reckon_kind kind;
	struct date day;
	const char
	    *name;       /* of a free day: "Hemelvaartsdag"; "" a weekend day */
	bool is_equated; /* free by decree (Atw art. 3 lid 3) */
	bool is_good_friday; /* Atw art. 3 lid 2 */
	int n;               /* RECKON_GAP: units */
};

struct reckoned {
	struct date last; /* inclusive */
	bool has_time;    /* a term in hours: */
	struct instant end;
	size_t n_steps;
	const struct reckon_step *steps;
};

/*
 * The last day of a term, and how it came about.
 *
 * in       a  NULL: without steps
 * out      *out  untouched unless 0 is returned
 * returns  0; -1: ERR_ITEM when the length or unit is nonsense
 * source   Atw art. 1-4 (BWBR0002448) and Awb art. 4:15, consulted 2026-11-23;
 *          Regulation 1182/71 art. 3 for a European term
 */
int term_reckon(const struct reckoning *in, struct arena *a,
    struct reckoned *out, struct err *e) MUST_CHECK;

#endif
