/*
 * Instants and civil days. The only file that knows the zone.
 */

#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECONDS_A_DAY 86400

int
date_init(struct err *e)
{
	/* 2026-07-01T12:00:00Z is 14:00 in Amsterdam. */
	const struct instant summer = { 1782907200 };

	if (setenv("TZ", "Europe/Amsterdam", 1) != 0)
		return err_set(e, ERR_FATAL, "cannot set the time zone");
	tzset();
	if (date_minute(summer) != 14 * 60)
		return err_set(e, ERR_FIX,
		    "the zone Europe/Amsterdam is unknown on this machine; "
		    "install the package tzdata");
	return 0;
}

/* Days from civil and back: proleptic Gregorian, counted in eras of 400
 * years that begin on 1 March. */
struct date
date_from_civil(struct civil c)
{
	int y = c.month <= 2 ? c.year - 1 : c.year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year =
	    (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;

	return (struct date){ era * 146097 + of_era * 365 + of_era / 4 -
		of_era / 100 + of_year - 719468 };
}

struct civil
date_civil(struct date d)
{
	int z = d.day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int of_era = z - era * 146097;
	int year =
	    (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153;
	struct civil c = {
		.day = of_year - (153 * month + 2) / 5 + 1,
		.month = month < 10 ? month + 3 : month - 9,
	};

	c.year = year + era * 400 + (c.month <= 2);
	return c;
}

static int
days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && is_leap ? 29 : days[month - 1];
}

bool
date_is_valid(struct civil c)
{
	return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 &&
	    c.day >= 1 && c.day <= days_in_month(c.year, c.month);
}

enum weekday
date_weekday(struct date d)
{
	int w = (d.day + 3) % 7; /* 1970-01-01 was a Thursday */

	return (enum weekday)((w < 0 ? w + 7 : w) + 1);
}

struct date
date_add(struct date d, int days)
{
	return (struct date){ d.day + days };
}

struct date
date_add_months(struct date d, int months)
{
	struct civil c = date_civil(d);
	int month = c.year * 12 + c.month - 1 + months;
	int last;

	c.year = month / 12;
	c.month = month % 12 + 1;
	last = days_in_month(c.year, c.month);
	if (c.day > last)
		c.day = last;
	return date_from_civil(c);
}

struct iso_week
date_week(struct date d)
{
	struct date thursday =
	    date_add(d, (int)THURSDAY - (int)date_weekday(d));
	int year = date_civil(thursday).year;
	struct date first = date_from_civil((struct civil){ year, 1, 1 });

	return (struct iso_week){ year, (thursday.day - first.day) / 7 + 1 };
}

struct date
date_week_monday(struct iso_week w)
{
	/* 4 January always lies in week 1. */
	struct date fourth = date_from_civil((struct civil){ w.year, 1, 4 });

	return date_add(fourth,
	    (w.week - 1) * 7 - ((int)date_weekday(fourth) - (int)MONDAY));
}

static struct tm
local(struct instant t)
{
	time_t sec = (time_t)t.sec;
	struct tm tm;

	if (!localtime_r(&sec, &tm))
		abort();
	return tm;
}

/* From 1 January 1980 on Amsterdam is one or two hours ahead of UTC (tzdata,
 * europe). */
#define ONE_OR_TWO_SINCE 315532800

#define DAY  86400
#define HOUR 3600

/* Most moments fall on the same day with either: a million of them are asked
 * for in a report of years, and a day by localtime_r costs ten times as
 * much. */
struct date
date_of(struct instant t)
{
	struct tm tm;

	if (t.sec >= ONE_OR_TWO_SINCE &&
	    (t.sec + HOUR) / DAY == (t.sec + 2 * HOUR) / DAY)
		return (struct date){ (int32_t)((t.sec + HOUR) / DAY) };
	tm = local(t);

	return date_from_civil(
	    (struct civil){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday });
}

int
date_minute(struct instant t)
{
	struct tm tm = local(t);

	return tm.tm_hour * 60 + tm.tm_min;
}

struct instant
date_instant(struct date d, int minute)
{
	struct civil c = date_civil(d);
	struct tm tm = {
		.tm_year = c.year - 1900,
		.tm_mon = c.month - 1,
		.tm_mday = c.day,
		.tm_hour = minute / 60,
		.tm_min = minute % 60,
		.tm_isdst = -1,
	};

	return (struct instant){ (int64_t)mktime(&tm) };
}

/* Exactly n digits, their value, or -1. */
static int
digits(const char *s, int n)
{
	int i, value = 0;

	for (i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

/* The day at the front of s, which needs ten characters. */
static int
leading_date(const char *s, struct date *out)
{
	struct civil c;

	if (strlen(s) < 10 || s[4] != '-' || s[7] != '-')
		return -1;
	c = (struct civil){ digits(s, 4), digits(s + 5, 2), digits(s + 8, 2) };
	if (!date_is_valid(c))
		return -1;
	*out = date_from_civil(c);
	return 0;
}

int
date_parse(const char *s, struct date *out)
{
	return strlen(s) == 10 ? leading_date(s, out) : -1;
}

/* "Z" or "+01:00": seconds east of UTC. */
static int
zone_offset(const char *s, int *out)
{
	int hours, minutes;

	if ((s[0] == 'Z' || s[0] == 'z') && !s[1]) {
		*out = 0;
		return 0;
	}
	if ((s[0] != '+' && s[0] != '-') || strlen(s) != 6 || s[3] != ':')
		return -1;
	hours = digits(s + 1, 2);
	minutes = digits(s + 4, 2);
	if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
		return -1;
	*out = (hours * 3600 + minutes * 60) * (s[0] == '-' ? -1 : 1);
	return 0;
}

/* "hh:mm" or "hh:mm:ss[.fraction]": seconds of the day, and what follows. */
static int
time_of_day(const char *s, int *out, const char **rest)
{
	int hours, minutes, seconds = 0;

	hours = digits(s, 2);
	if (hours < 0 || hours > 24 || s[2] != ':')
		return -1;
	minutes = digits(s + 3, 2);
	if (minutes < 0 || minutes > 59)
		return -1;
	s += 5;
	if (*s == ':') {
		seconds = digits(s + 1, 2);
		if (seconds < 0 || seconds > 60)
			return -1;
		s += 3;
		if (*s == '.')
			s += 1 + strspn(s + 1, "0123456789");
	}
	*out = hours * 3600 + minutes * 60 + seconds;
	*rest = s;
	return 0;
}

int
instant_parse(const char *s, struct instant *out)
{
	struct date d;
	int seconds, offset;

	if (leading_date(s, &d) != 0)
		return -1;
	s += 10;
	if (!*s) {
		*out = date_instant(d, 0);
		return 0;
	}
	if (*s != 'T' && *s != 't' && *s != ' ')
		return -1;
	if (time_of_day(s + 1, &seconds, &s) != 0)
		return -1;
	if (!*s) {
		out->sec = date_instant(d, seconds / 60).sec + seconds % 60;
		return 0;
	}
	if (zone_offset(s, &offset) != 0)
		return -1;
	out->sec = (int64_t)d.day * SECONDS_A_DAY + seconds - offset;
	return 0;
}

const char *
date_print(struct date d, char out[DATE_TEXT])
{
	struct civil c = date_civil(d);

	(void)snprintf(out, DATE_TEXT, "%04u-%02u-%02u",
	    (unsigned)c.year % 10000, (unsigned)c.month % 100,
	    (unsigned)c.day % 100);
	return out;
}

const char *
instant_print(struct instant t, char out[INSTANT_TEXT])
{
	struct tm tm = local(t);
	long east = tm.tm_gmtoff / 60;
	char sign = east < 0 ? '-' : '+';

	if (east < 0)
		east = -east;
	(void)snprintf(out, INSTANT_TEXT,
	    "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
	    ((unsigned)tm.tm_year + 1900) % 10000,
	    ((unsigned)tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100,
	    (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
	    (unsigned)tm.tm_sec % 100, sign, (unsigned)(east / 60) % 100,
	    (unsigned)(east % 60));
	return out;
}
