#ifndef POSTWACHT_CALENDAR_H
#define POSTWACHT_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct arena;

enum liberation_day {
	LIBERATION_ALWAYS,
	LIBERATION_LUSTRUM, /* 2025, 2030, ... */
	LIBERATION_NEVER,
};

/* Office hours on some weekdays: [from, to) in minutes of the civil day, to
 * 1440 for midnight. Any number of them a day. */
struct office_block {
	unsigned days; /* bit 1 << (weekday - 1); Monday is bit 0 */
	int from, to;
};

/* The choices of the service calendar (users.md 25). Statutory terms do not
 * follow them: they use the Algemene termijnenwet unchangeably. */
struct calendar_options {
	bool has_good_friday;
	enum liberation_day liberation_day;
	bool has_equated_days; /* gelijkgestelde dagen are free */
	size_t n_closed;       /* sluitingsdagen of the office */
	const struct date *closed;
	size_t n_blocks; /* none: workdays from 09:00 to 17:00 */
	const struct office_block *blocks;
};

/* Days that a decree equates with holidays (Atw art. 3 lid 3), ascending, and
 * the last day for which decrees are known. */
struct equated_days {
	size_t n;
	const struct date *day;
	struct date known_until;
};

/*
 * Which days are free: Easter and Koningsdag computed, the equated days as
 * given. Immutable; lives in the arena.
 */
struct calendar;

const struct calendar *calendar_new(struct arena *a,
    const struct calendar_options *options, const struct equated_days *equated);

/* A short name of the calendar's content, kept with each measurement: the
 * same free days give the same version. Lives as long as the calendar. */
const char *calendar_version(const struct calendar *cal);

/* Whether the decrees for that day are known: a term that ends later may
 * still move when the next decree names its days. */
bool calendar_knows_decrees(const struct calendar *cal, struct date d);

/* The last day for which they are known. */
struct date calendar_known_until(const struct calendar *cal);

/* Whether that day is near, or past: the list must be brought up to date. The
 * decree for three years appears half a year and more before they begin. */
#define CALENDAR_NOTICE_DAYS 184
bool calendar_ends_soon(const struct calendar *cal, struct date today);

/* A day on which the office works. */
bool calendar_is_workday(const struct calendar *cal, struct date d);

/* Saturday, Sunday, algemeen erkende feestdag or equated day (Atw 1, 3). */
bool calendar_is_statutory_free(const struct calendar *cal, struct date d);

/* Free by decree (Atw art. 3 lid 3). */
bool calendar_is_equated(const struct calendar *cal, struct date d);

/* The office hours of a day, in order of time: *out of `room` blocks; none on
 * a free day. Blocks that overlap are one. How many. */
size_t calendar_blocks(const struct calendar *cal, struct date d,
    struct office_block *out, size_t room);
#define CALENDAR_BLOCKS_MAX 16 /* a day */

/* The Dutch name of the holiday ("Hemelvaartsdag", "Gelijkgestelde dag"),
 * free for this office or not; NULL for any other day. Of two on one day the
 * one that comes first in the year's list. */
const char *calendar_holiday(const struct calendar *cal, struct date d);

/* n workdays after d (n > 0) or before it (n < 0); n = 0: d itself if it is
 * a workday, else the next one. Takes time with n: below 100,000. */
struct date calendar_add_workdays(
    const struct calendar *cal, struct date d, int n);

/* Workdays in (from, to]; when to is before from, those in (to, from] as a
 * negative number. */
int calendar_workdays_between(
    const struct calendar *cal, struct date from, struct date to);

/* Easter Sunday of a Gregorian year. */
struct date calendar_easter(int year);

#endif
