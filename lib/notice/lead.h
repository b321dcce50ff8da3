#ifndef POSTWACHT_LEAD_H
#define POSTWACHT_LEAD_H

#include <stdbool.h>

#include "notice/agenda.h"

/* A term of so many working days and more has a step half-way when no rule says
 * otherwise (users.md 17). */
#define LEAD_LONG_TERM 10
#define LEAD_HALF      50 /* % */

/* Reads "50 %" or "5 werkdagen". 0; -1: ERR_ITEM says what was found. */
int lead_parse(const char *s, struct lead *out, struct err *e) MUST_CHECK;

struct lead_step {
	struct lead lead;
	struct date day; /* on which it began */
};

/*
 * The newest step long before the deadline that has begun by a day: moved back
 * to a day on which the recipient works, absent or not (users.md 18).
 *
 * returns  false when there is none
 */
bool lead_find(const struct agenda_input *in, const struct question *q,
    const struct colleague *recipient, struct date today,
    struct lead_step *out);

#endif
