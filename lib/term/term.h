#ifndef POSTWACHT_TERM_H
#define POSTWACHT_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "term/calendar.h"

enum term_unit {
	TERM_WORKDAYS,
	TERM_DAYS,
	TERM_WEEKS,
	TERM_MONTHS,
};

/* The length of a term. Statutory: the Algemene termijnenwet (articles 1, 2
 * and 4) moves its end, and working days are those of that law; else the last
 * day stands as reckoned, on the calendar of the service. */
struct term {
	int length; /* 1..1000 units */
	enum term_unit unit;
	bool is_statutory;
};

/* A term with a name, as shipped in rules/terms.conf. */
struct named_term {
	const char *name;    /* "woo" */
	const char *says;    /* "Verzoek op grond van de Woo", Dutch */
	const char *article; /* "Woo art. 4.4 lid 1" or "" */
	struct term term;
	struct term extension; /* length 0: cannot be extended */
	bool
	    is_named_day; /* the sender names the day; term: when he does not */
};

struct term_list {
	size_t n;
	const struct named_term *at;
};

/* A pause: the clock stands still from the day after `from` up to and including `to`
 * (Awb art. 4:15; for a service norm as well). */
struct gap {
	struct date from, to;
};

/* NULL when there is none of that name. */
const struct named_term *term_find(
    const struct term_list *list, const char *name);

/*
 * The last civil day on which an answer is in time. The day of receipt is day
 * zero (it does not count).
 *
 * in       from   day of receipt
 * out      *last  inclusive; untouched unless 0 is returned
 * returns  0; -1: ERR_ITEM when the length or unit is nonsense
 * source   Atw art. 1, 2 and 4 (BWBR0002448), consulted 2026-11-23
 * example  Mon 23 Nov 2026, 4 weeks statutory -> Mon 21 Dec 2026
 */
int term_last_day(struct term term, struct date from,
    const struct calendar *cal, struct date *last, struct err *e) MUST_CHECK;

/*
 * The same, with what was left after each pause restored: a pause counts in
 * the unit of the term, working days or else calendar days, and the law moves
 * the end once, on the final day. A pause that begins on or after the end
 * changes nothing.
 *
 * in       gaps, n  in order of time, not overlapping
 * source   Awb art. 4:15; decisions.md 27
 * example  Mon 2 Nov 2026, 5 working days, paused 4 to 11 Nov -> Mon 16 Nov
 */
int term_last_day_with(struct term term, struct date from,
    const struct gap *gaps, size_t n, const struct calendar *cal,
    struct date *last, struct err *e) MUST_CHECK;

/* The days of one pause in the unit of a term, and that much later. */
struct date term_after_gap(struct term term, struct date last,
    const struct gap *gap, const struct calendar *cal);

/*
 * The whole length of a named term with its extension (verdaging). The
 * deadline is reckoned anew from the day of receipt: an extension is never
 * added to a day that the law had already moved.
 *
 * out      *out  untouched unless 0 is returned
 * returns  0; -1: ERR_ITEM when the term has no extension, or one in another
 *          unit
 * example  woo, 4 weeks and 2 weeks -> 6 weeks
 */
int term_extended(
    const struct named_term *named, struct term *out, struct err *e) MUST_CHECK;

/* Reads "5 werkdagen", "4 weken", "3 dagen", "1 maand" (and English); never a
 * statutory one. 0; -1: ERR_ITEM says what was found. */
int term_parse(const char *s, struct term *out, struct err *e) MUST_CHECK;

/* "5 werkdagen"; in the arena. */
const char *term_print(struct arena *a, struct term term);

#endif
