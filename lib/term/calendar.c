/*
 * Which days are free, for the office and for the law. Knows the Dutch
 * holidays by computation and takes the days that no rule gives (equated by
 * decree, office closed) as lists. Knows nothing of terms or of people.
 *
 * Two calendars live side by side here. The one of the law (Algemene
 * termijnenwet, BWBR0002448, art. 3) has no choices; the one of the service
 * follows the options.
 */

#include "term/calendar.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/text.h"

/* Bytes of the digest that make the version: 48 bits tell the few calendars
 * of one organisation apart and still fit in a line of a report. */
#define VERSION_BYTES 6

/* Raised when the computed holidays change, so that figures made before and
 * after do not pass for the same calendar. */
#define VERSION_OF_RULES 1

/* From 2014 the king's birthday is celebrated; before it the queen's, on
 * another day. Earlier years are not reckoned with. */
#define KINGSDAY_MONTH 4
#define KINGSDAY_DAY   27

enum holiday {
	NEW_YEAR,
	GOOD_FRIDAY,
	EASTER_SUNDAY,
	EASTER_MONDAY,
	KINGSDAY,
	LIBERATION_DAY,
	ASCENSION_DAY,
	WHIT_SUNDAY,
	WHIT_MONDAY,
	FIRST_CHRISTMAS_DAY,
	SECOND_CHRISTMAS_DAY,
	N_HOLIDAYS,
};

/* Atw art. 3 lid 1 and 2. Easter Sunday and Whit Sunday are not in it, but
 * are Sundays. A day before or after Easter, or else a fixed day. */
static const struct {
	const char *name;
	int month, day;
	int from_easter;
} holidays[N_HOLIDAYS] = {
	[NEW_YEAR] = { .name = "Nieuwjaarsdag", .month = 1, .day = 1 },
	[GOOD_FRIDAY] = { .name = "Goede Vrijdag", .from_easter = -2 },
	[EASTER_SUNDAY] = { .name = "Eerste Paasdag" },
	[EASTER_MONDAY] = { .name = "Tweede Paasdag", .from_easter = 1 },
	[KINGSDAY] = { .name = "Koningsdag",
	    .month = KINGSDAY_MONTH,
	    .day = KINGSDAY_DAY },
	[LIBERATION_DAY] = { .name = "Bevrijdingsdag", .month = 5, .day = 5 },
	[ASCENSION_DAY] = { .name = "Hemelvaartsdag", .from_easter = 39 },
	[WHIT_SUNDAY] = { .name = "Eerste Pinksterdag", .from_easter = 49 },
	[WHIT_MONDAY] = { .name = "Tweede Pinksterdag", .from_easter = 50 },
	[FIRST_CHRISTMAS_DAY] = { .name = "Eerste Kerstdag",
	    .month = 12,
	    .day = 25 },
	[SECOND_CHRISTMAS_DAY] = { .name = "Tweede Kerstdag",
	    .month = 12,
	    .day = 26 },
};

static const struct office_block usual_hours = { 0x1f, 9 * 60, 17 * 60 };

struct days {
	size_t n;
	struct date *at; /* ascending, each once */
};

struct calendar {
	struct calendar_options options;
	struct days equated;
	struct date known_until;
	/* What makes the office free beyond weekends and computed holidays:
	 * equated and closed days that would else be workdays. */
	struct days extra;
	char version[2 * VERSION_BYTES + 1];
};

/* The anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8);
 * checked against the tables of 2020-2035. */
struct date
calendar_easter(int year)
{
	int a = year % 19;
	int b = year / 100, c = year % 100;
	int g = (b - (b + 8) / 25 + 1) / 3;
	int h = (19 * a + b - b / 4 - g + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return date_from_civil((struct civil){ year, n / 31, n % 31 + 1 });
}

/* A year with its Easter, which half the holidays ask for. */
struct year {
	int year;
	struct date easter;
};

static struct year
year_of(int year)
{
	return (struct year){ year, calendar_easter(year) };
}

static struct date
day_of_holiday(enum holiday h, struct year y)
{
	struct date d;

	if (holidays[h].month == 0)
		return date_add(y.easter, holidays[h].from_easter);
	d = date_from_civil(
	    (struct civil){ y.year, holidays[h].month, holidays[h].day });
	/* A birthday on Sunday is celebrated on the day before. */
	if (h == KINGSDAY && date_weekday(d) == SUNDAY)
		d = date_add(d, -1);
	return d;
}

static bool
is_weekend(struct date d)
{
	return date_weekday(d) >= SATURDAY;
}

static int
compare_days(const void *a, const void *b)
{
	const struct date *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static struct days
sort_once(struct days days)
{
	size_t i, n = 0;

	if (days.n > 1)
		qsort(days.at, days.n, sizeof(*days.at), compare_days);
	for (i = 0; i < days.n; i++) {
		if (n == 0 || days.at[n - 1].day != days.at[i].day)
			days.at[n++] = days.at[i];
	}
	days.n = n;
	return days;
}

/* How many of the days lie before d. */
static size_t
count_before(const struct days *days, struct date d)
{
	size_t low = 0, high = days->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (days->at[middle].day < d.day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_day(const struct days *days, struct date d)
{
	size_t i = count_before(days, d);

	return i < days->n && days->at[i].day == d.day;
}

/* Whether the office is free on that holiday of that year. */
static bool
is_kept(const struct calendar_options *options, enum holiday h, int year)
{
	if (h == GOOD_FRIDAY)
		return options->has_good_friday;
	if (h != LIBERATION_DAY)
		return true;
	switch (options->liberation_day) {
	case LIBERATION_ALWAYS:
		return true;
	case LIBERATION_LUSTRUM:
		return year % 5 == 0;
	case LIBERATION_NEVER:
		break;
	}
	return false;
}

/* options NULL: the holidays of the law. Two may fall on one day (Ascension
 * Day on 5 May), so every one is looked at. */
static bool
is_holiday(struct date d, const struct calendar_options *options)
{
	struct year y = year_of(date_civil(d).year);
	enum holiday h;

	for (h = NEW_YEAR; h < N_HOLIDAYS; h++) {
		if (day_of_holiday(h, y).day == d.day &&
		    (!options || is_kept(options, h, y.year)))
			return true;
	}
	return false;
}

static struct days
extra_days(struct arena *a, const struct calendar_options *options,
    const struct days *equated)
{
	size_t n_equated = options->has_equated_days ? equated->n : 0;
	size_t i, n = n_equated + options->n_closed;
	struct days extra = { 0, arena_array(a, n, sizeof(*extra.at)) };

	for (i = 0; i < n; i++) {
		struct date d = i < n_equated ? equated->at[i]
		                              : options->closed[i - n_equated];

		if (!is_weekend(d) && !is_holiday(d, options))
			extra.at[extra.n++] = d;
	}
	return sort_once(extra);
}

static void
describe_days(struct text *t, char mark, const struct days *days)
{
	size_t i;

	text_addf(t, "%c", mark);
	for (i = 0; i < days->n; i++)
		text_addf(t, " %d", days->at[i].day);
}

/* The usual hours are not named: a calendar that never had any is the same
 * calendar. */
static void
describe_blocks(struct text *t, const struct calendar_options *options)
{
	size_t i;

	for (i = 0; i < options->n_blocks; i++)
		text_addf(t, "h %u %d %d", options->blocks[i].days,
		    options->blocks[i].from, options->blocks[i].to);
}

/* The version names what is free, not how it was asked for: a closed day that
 * falls on Sunday, or twice in the list, changes nothing. */
static void
name_version(struct calendar *cal)
{
	unsigned char digest[DIGEST_BYTES];
	SCOPED(text_done) struct text t;

	text_init(&t, SIZE_MAX / 2);
	text_addf(&t, "%d g%d l%d", VERSION_OF_RULES,
	    (int)cal->options.has_good_friday,
	    (int)cal->options.liberation_day);
	describe_days(&t, 'x', &cal->extra);
	describe_days(&t, 'e', &cal->equated);
	describe_blocks(&t, &cal->options);
	digest_sha256(t.data, t.len, digest);
	digest_hex(digest, VERSION_BYTES, cal->version);
}

const struct calendar *
calendar_new(struct arena *a, const struct calendar_options *options,
    const struct equated_days *equated)
{
	struct calendar *cal = arena_alloc(a, sizeof(*cal));
	size_t i;

	cal->options = *options;
	cal->known_until = equated->known_until;
	cal->equated.n = equated->n;
	cal->equated.at = arena_array(a, equated->n, sizeof(struct date));
	for (i = 0; i < equated->n; i++)
		cal->equated.at[i] = equated->day[i];
	cal->equated = sort_once(cal->equated);
	cal->extra = extra_days(a, options, &cal->equated);
	/* The caller's lists may go; what counts of days is in extra. */
	cal->options.n_closed = 0;
	cal->options.closed = NULL;
	cal->options.blocks = arena_grow(a, options->blocks, options->n_blocks,
	    options->n_blocks + 1, sizeof(*options->blocks));
	name_version(cal);
	return cal;
}

const char *
calendar_version(const struct calendar *cal)
{
	return cal->version;
}

bool
calendar_knows_decrees(const struct calendar *cal, struct date d)
{
	return d.day <= cal->known_until.day;
}

bool
calendar_is_workday(const struct calendar *cal, struct date d)
{
	return !is_weekend(d) && !is_holiday(d, &cal->options) &&
	    !has_day(&cal->extra, d);
}

bool
calendar_is_statutory_free(const struct calendar *cal, struct date d)
{
	return is_weekend(d) || is_holiday(d, NULL) ||
	    has_day(&cal->equated, d);
}

struct date
calendar_known_until(const struct calendar *cal)
{
	return cal->known_until;
}

bool
calendar_ends_soon(const struct calendar *cal, struct date today)
{
	return cal->known_until.day - today.day < CALENDAR_NOTICE_DAYS;
}

bool
calendar_is_equated(const struct calendar *cal, struct date d)
{
	return has_day(&cal->equated, d);
}

const char *
calendar_holiday(const struct calendar *cal, struct date d)
{
	struct year y = year_of(date_civil(d).year);
	enum holiday h;

	for (h = NEW_YEAR; h < N_HOLIDAYS; h++) {
		if (day_of_holiday(h, y).day == d.day)
			return holidays[h].name;
	}
	return has_day(&cal->equated, d) ? "Gelijkgestelde dag" : NULL;
}

struct date
calendar_add_workdays(const struct calendar *cal, struct date d, int n)
{
	int step = n < 0 ? -1 : 1;

	if (n == 0 && calendar_is_workday(cal, d))
		return d;
	if (n == 0)
		n = 1;
	for (; n != 0; n -= step) {
		do
			d = date_add(d, step);
		while (!calendar_is_workday(cal, d));
	}
	return d;
}

/* Mondays to Fridays before d, counted from Monday 29 December 1969. */
static int
weekdays_before(struct date d)
{
	int days = d.day + 3;
	int weeks = days / 7, rest = days % 7;

	if (rest < 0) {
		rest += 7;
		weeks--;
	}
	return weeks * 5 + (rest < 5 ? rest : 5);
}

/* Holidays of that year on a weekday in (from, to] that the office keeps;
 * two on one day count once. */
static int
free_in_year(
    const struct calendar *cal, struct year y, struct date from, struct date to)
{
	struct date seen[N_HOLIDAYS];
	struct days kept = { 0, seen };
	enum holiday h;

	for (h = NEW_YEAR; h < N_HOLIDAYS; h++) {
		struct date d = day_of_holiday(h, y);

		if (d.day > from.day && d.day <= to.day && !is_weekend(d) &&
		    is_kept(&cal->options, h, y.year))
			kept.at[kept.n++] = d;
	}
	return (int)sort_once(kept).n;
}

/* By years and not by days: a mail may claim to be of the year 1. */
static int
workdays_in(const struct calendar *cal, struct date from, struct date to)
{
	int n = weekdays_before(date_add(to, 1)) -
	    weekdays_before(date_add(from, 1));
	int year, last = date_civil(to).year;

	for (year = date_civil(from).year; year <= last; year++)
		n -= free_in_year(cal, year_of(year), from, to);
	n -= (int)(count_before(&cal->extra, date_add(to, 1)) -
	    count_before(&cal->extra, date_add(from, 1)));
	return n;
}

int
calendar_workdays_between(
    const struct calendar *cal, struct date from, struct date to)
{
	return to.day < from.day ? -workdays_in(cal, to, from)
	                         : workdays_in(cal, from, to);
}

static int
compare_blocks(const void *a, const void *b)
{
	const struct office_block *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

size_t
calendar_blocks(const struct calendar *cal, struct date d,
    struct office_block *out, size_t room)
{
	const struct calendar_options *o = &cal->options;
	const struct office_block *all = o->n_blocks ? o->blocks : &usual_hours;
	size_t i, n = 0, kept = 0, n_all = o->n_blocks ? o->n_blocks : 1;
	unsigned bit = 1U << ((unsigned)date_weekday(d) - 1);

	if (!calendar_is_workday(cal, d))
		return 0;
	for (i = 0; i < n_all && n < room; i++) {
		if (all[i].days & bit)
			out[n++] = all[i];
	}
	if (n > 1)
		qsort(out, n, sizeof(*out), compare_blocks);
	for (i = 0; i < n; i++) {
		struct office_block *last = kept ? &out[kept - 1] : NULL;

		if (!last || out[i].from > last->to)
			out[kept++] = out[i];
		else if (out[i].to > last->to)
			last->to = out[i].to;
	}
	return kept;
}
