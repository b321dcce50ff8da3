#ifndef POSTWACHT_NAMEDDAY_H
#define POSTWACHT_NAMEDDAY_H

#include <stdbool.h>

#include "base/date.h"

enum named_day_use {
	NAMED_DAY_REQUEST, /* "kunt u uiterlijk 3 april reageren" */
	NAMED_DAY_PROMISE, /* "u ontvangt uiterlijk 3 april antwoord" */
};

/*
 * The last day in time that the text itself names: the earliest date that
 * stands with a word of limit ("uiterlijk", "voor", "t/m", "binnen") in a
 * sentence that asks for or promises an answer. "voor 30 januari" is the
 * 29th, "voor vrijdag 12.00 uur" the Friday. Dates of hearings, bills and
 * deadlines of others are left alone.
 *
 * in       folded    fold() of the new text, never of quoted text
 *          received  day of receipt; dates without a year lie on or after it
 * out      *out      untouched when false is returned
 * example  "graag uw reactie voor 30 januari", received 2026-01-16
 *          -> 2026-01-29
 */
bool named_day_find(const char *folded, enum named_day_use use,
    struct date received, struct date *out);

#endif
