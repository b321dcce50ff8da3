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
	TERM_HOURS,        /* by the clock */
	TERM_OFFICE_HOURS, /* of the service calendar */
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
	bool is_european; /* statutory, by Regulation 1182/71 and not the Atw */
	/* What it runs from, what lengthens it and what makes it stand still:
	 * an article or a few Dutch words; "" for receipt, or for nothing. */
	const char *start, *extension_article, *suspension;
};

struct term_list {
	size_t n;
	const struct named_term *at;
};

/* A pause that is over: the clock stood still from the day after `from` up to
 * and including the day of `to` (Awb art. 4:15; for a service norm as well);
 * a term in hours stands still between the moments. */
struct gap {
	struct instant from, to;
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

/* 0; -1: ERR_ITEM when the length or unit is nonsense. */
int term_check(struct term term, struct err *e) MUST_CHECK;

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

/* Reads "5 werkdagen", "4 weken", "3 dagen", "1 maand", "72 uur", "8
 * kantooruren" (and English); never a
 * statutory one. 0; -1: ERR_ITEM says what was found. */
int term_parse(const char *s, struct term *out, struct err *e) MUST_CHECK;

/* "5 werkdagen"; in the arena. */
const char *term_print(struct arena *a, struct term term);

#endif
