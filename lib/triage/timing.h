#ifndef POSTWACHT_TIMING_H
#define POSTWACHT_TIMING_H

#include "triage/classify.h"

struct arena;

/*
 * By when, and what somebody should see the same day (users.md 19, 20), from
 * what a human wrote anew: signature, disclaimer and quotation are not in it,
 * nor is the subject of a reply, which somebody wrote before.
 */
struct timing {
	const char *text;    /* folded */
	const char *subject; /* folded; "" of a reply */
	struct date received;
	const struct matches *fresh; /* of that text and that subject */
	unsigned flaws;              /* what reading found: a likely BSN */
	bool is_internal;            /* the asker is a colleague */
};

/* Fills in term, named day and why; nothing where nothing is asked. A signal
 * of law goes before a day that the sender names, and that before the word
 * "spoed" and the norm. */
void timing_term(struct arena *a, const struct timing *in, struct verdict *out);

/* Fills in the notables, of a human of outside alone. */
void timing_notables(
    struct arena *a, const struct timing *in, struct verdict *out);

/* The rule by which something must not pass as "asks nothing": what a law
 * knows, or a data breach. NULL: none. */
const struct match *timing_weighty(const struct matches *fresh);

#endif
