#ifndef POSTWACHT_WORDS_H
#define POSTWACHT_WORDS_H

#include "base/date.h"
#include "term/term.h"

struct arena;

enum language {
	LANGUAGE_NL,
	LANGUAGE_EN,
};

/* "nl", "en": as in lang= and in file names. */
const char *language_code(enum language l);

/*
 * Days, moments and lengths as people write them. All results live in the
 * arena. The examples are Dutch, then English.
 */

/* "do 26 november", "Thu 26 November" */
const char *words_day(struct arena *a, enum language l, struct date d);

/* "donderdag 26 november 2026", "Thursday 26 November 2026" */
const char *words_day_full(struct arena *a, enum language l, struct date d);

/* "donderdag", "Thursday" */
const char *words_weekday(struct arena *a, enum language l, struct date d);

/* "09:37", in Europe/Amsterdam */
const char *words_time(struct arena *a, struct instant t);

/* "do 12-11 09:37", "Thu 12/11 09:37" */
const char *words_moment(struct arena *a, enum language l, struct instant t);

/* "do 12 november 09:37", "Thu 12 November 09:37" */
const char *words_moment_full(
    struct arena *a, enum language l, struct instant t);

/* Near a day: "08:24" on that day, "vr 16:10" in the six days before it, else
 * words_moment. */
const char *words_moment_near(
    struct arena *a, enum language l, struct instant t, struct date day);

/* "week 47 (16 t/m 22 november)", "week 47 (16 to 22 November)" */
const char *words_week(struct arena *a, enum language l, struct iso_week w);

/* "november 2026", "November 2026"; and "nov" */
const char *words_month(struct arena *a, enum language l, struct date d);
const char *words_month_brief(struct arena *a, enum language l, struct date d);

/* Both inclusive: "16 november t/m 3 december 2026" */
const char *words_days(
    struct arena *a, enum language l, struct date from, struct date to);

/* One decimal at most: "2,5", "2"; "2.5", "2". */
const char *words_number(struct arena *a, enum language l, double value);

/* "2,5 werkdagen", "1 werkdag", "minder dan 0,1 werkdag" */
const char *words_workdays(struct arena *a, enum language l, double value);

/* "5 werkdagen", "5 working days"; "" when its length is 0 */
const char *words_term(struct arena *a, enum language l, struct term term);

/* "91 %", rounded half up; whole must not be 0 */
const char *words_share(struct arena *a, size_t part, size_t whole);

#endif
