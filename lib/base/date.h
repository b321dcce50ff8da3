#ifndef POSTWACHT_DATE_H
#define POSTWACHT_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/*
 * Two kinds of time that cannot be mixed: an instant on the world's clock
 * and a civil day in Europe/Amsterdam. Deadlines count civil days.
 */
struct instant {
	int64_t sec; /* seconds since 1970-01-01T00:00:00Z */
};

struct date {
	int32_t day; /* days since 1970-01-01 */
};

struct civil {
	int year;  /* 1..9999 */
	int month; /* 1..12 */
	int day;   /* 1..31 */
};

struct iso_week {
	int year; /* ISO 8601 week-numbering year */
	int week; /* 1..53 */
};

enum weekday {
	MONDAY = 1,
	TUESDAY,
	WEDNESDAY,
	THURSDAY,
	FRIDAY,
	SATURDAY,
	SUNDAY,
};

#define DATE_TEXT    11 /* "2026-11-23" and NUL */
#define INSTANT_TEXT 26 /* "2026-11-23T09:12:00+01:00" and NUL */

/*
 * Sets the process's zone to Europe/Amsterdam, once, at start, before any
 * thread. Fails with ERR_FIX when the zone data is missing: 1 July 2026 must
 * be two hours ahead of UTC.
 */
int date_init(struct err *e) MUST_CHECK;

struct date date_from_civil(struct civil c);
struct civil date_civil(struct date d);
bool date_is_valid(struct civil c);
enum weekday date_weekday(struct date d);
struct date date_add(struct date d, int days);

/* Months later, on the same day of the month or its last. */
struct date date_add_months(struct date d, int months);

/* ISO 8601 weeks begin on Monday; week 1 holds the first Thursday. */
struct iso_week date_week(struct date d);
struct date date_week_monday(struct iso_week w);

/* The civil day of a moment, its minute of that day (0..1439), the moment at
 * which a minute of a day begins (minute 1440: the next midnight). A minute
 * that a spring night skips is the first one after the gap. */
struct date date_of(struct instant t);
int date_minute(struct instant t);
struct instant date_instant(struct date d, int minute);

/* "2026-11-23"; 0 or -1. */
int date_parse(const char *s, struct date *out) MUST_CHECK;

/* RFC 3339 with zone ("2026-11-23T09:12:00+01:00", "...Z"), or without zone
 * and seconds as local time ("2026-11-23 09:12", "2026-11-23"). 0 or -1. */
int instant_parse(const char *s, struct instant *out) MUST_CHECK;

const char *date_print(struct date d, char out[DATE_TEXT]);

/* RFC 3339 with the offset of Europe/Amsterdam at that moment. */
const char *instant_print(struct instant t, char out[INSTANT_TEXT]);

#endif
