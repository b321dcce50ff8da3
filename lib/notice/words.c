/*
 * How days, moments and lengths are written in Dutch and in English. It knows
 * names of days and months and where a plural begins; sentences stand in the
 * templates.
 */

#include "notice/words.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

/* Days in which a weekday alone still names one day. */
#define NEAR_DAYS 6

static const struct {
	const char *code;
	const char *day[7];   /* Monday first */
	const char *brief[7]; /* as calendars shorten it */
	const char *month[12];
	const char *through;
	char comma;
	const char *less;
	const char *unit[TERM_OFFICE_HOURS + 1][2]; /* one, more */
} language[] = {
	[LANGUAGE_NL] = {
		.code = "nl",
		.day = { "maandag", "dinsdag", "woensdag", "donderdag",
		    "vrijdag", "zaterdag", "zondag" },
		.brief = { "ma", "di", "wo", "do", "vr", "za", "zo" },
		.month = { "januari", "februari", "maart", "april", "mei",
		    "juni", "juli", "augustus", "september", "oktober",
		    "november", "december" },
		.through = "t/m",
		.comma = ',',
		.less = "minder dan",
		.unit = { [TERM_WORKDAYS] = { "werkdag", "werkdagen" },
		    [TERM_DAYS] = { "dag", "dagen" },
		    [TERM_WEEKS] = { "week", "weken" },
		    [TERM_MONTHS] = { "maand", "maanden" },
		    [TERM_HOURS] = { "uur", "uur" },
		    [TERM_OFFICE_HOURS] = { "kantooruur", "kantooruren" } },
	},
	[LANGUAGE_EN] = {
		.code = "en",
		.day = { "Monday", "Tuesday", "Wednesday", "Thursday",
		    "Friday", "Saturday", "Sunday" },
		.brief = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
		.month = { "January", "February", "March", "April", "May",
		    "June", "July", "August", "September", "October",
		    "November", "December" },
		.through = "to",
		.comma = '.',
		.less = "less than",
		.unit = { [TERM_WORKDAYS] = { "working day", "working days" },
		    [TERM_DAYS] = { "day", "days" },
		    [TERM_WEEKS] = { "week", "weeks" },
		    [TERM_MONTHS] = { "month", "months" },
		    [TERM_HOURS] = { "hour", "hours" },
		    [TERM_OFFICE_HOURS] = { "office hour", "office hours" } },
	},
};

const char *
language_code(enum language l)
{
	return language[l].code;
}

static const char *
brief(enum language l, struct date d)
{
	return language[l].brief[date_weekday(d) - MONDAY];
}

static const char *
month(enum language l, struct civil c)
{
	return language[l].month[c.month - 1];
}

const char *
words_day(struct arena *a, enum language l, struct date d)
{
	struct civil c = date_civil(d);

	return arena_printf(a, "%s %d %s", brief(l, d), c.day, month(l, c));
}

const char *
words_day_full(struct arena *a, enum language l, struct date d)
{
	struct civil c = date_civil(d);

	return arena_printf(a, "%s %d %s %d", words_weekday(a, l, d), c.day,
	    month(l, c), c.year);
}

const char *
words_weekday(struct arena *a, enum language l, struct date d)
{
	return arena_copy(a, language[l].day[date_weekday(d) - MONDAY]);
}

const char *
words_time(struct arena *a, struct instant t)
{
	int minute = date_minute(t);

	return arena_printf(a, "%02d:%02d", minute / 60, minute % 60);
}

const char *
words_moment(struct arena *a, enum language l, struct instant t)
{
	struct date d = date_of(t);
	struct civil c = date_civil(d);

	return arena_printf(a, l == LANGUAGE_NL ? "%s %d-%d %s" : "%s %d/%d %s",
	    brief(l, d), c.day, c.month, words_time(a, t));
}

const char *
words_moment_full(struct arena *a, enum language l, struct instant t)
{
	return arena_printf(
	    a, "%s %s", words_day(a, l, date_of(t)), words_time(a, t));
}

const char *
words_moment_near(
    struct arena *a, enum language l, struct instant t, struct date day)
{
	struct date d = date_of(t);

	if (d.day == day.day)
		return words_time(a, t);
	if (d.day < day.day && d.day >= day.day - NEAR_DAYS)
		return arena_printf(a, "%s %s", brief(l, d), words_time(a, t));
	return words_moment(a, l, t);
}

const char *
words_week(struct arena *a, enum language l, struct iso_week w)
{
	struct date monday = date_week_monday(w);
	struct civil from = date_civil(monday);
	struct civil to = date_civil(date_add(monday, 6));
	const char *first;

	if (from.month == to.month)
		first = arena_printf(a, "%d", from.day);
	else if (from.year == to.year)
		first = arena_printf(a, "%d %s", from.day, month(l, from));
	else
		first = arena_printf(
		    a, "%d %s %d", from.day, month(l, from), from.year);
	return arena_printf(a, "week %d (%s %s %d %s%s)", w.week, first,
	    language[l].through, to.day, month(l, to),
	    from.year == to.year ? "" : arena_printf(a, " %d", to.year));
}

const char *
words_month(struct arena *a, enum language l, struct date d)
{
	struct civil c = date_civil(d);

	return arena_printf(a, "%s %d", month(l, c), c.year);
}

/* "maart" is shortened to "mrt". */
const char *
words_month_brief(struct arena *a, enum language l, struct date d)
{
	struct civil c = date_civil(d);

	if (l == LANGUAGE_NL && c.month == 3)
		return "mrt";
	return arena_printf(a, "%.3s", month(l, c));
}

const char *
words_days(struct arena *a, enum language l, struct date from, struct date to)
{
	struct civil f = date_civil(from), t = date_civil(to);
	const char *first = arena_printf(a, "%d", f.day);

	if (f.year != t.year || f.month != t.month)
		first = arena_printf(a, "%s %s", first, month(l, f));
	if (f.year != t.year)
		first = arena_printf(a, "%s %d", first, f.year);
	return arena_printf(a, "%s %s %d %s %d", first, language[l].through,
	    t.day, month(l, t), t.year);
}

const char *
words_number(struct arena *a, enum language l, double value)
{
	long long tenths = llround(value * 10);

	if (tenths % 10 == 0)
		return arena_printf(a, "%lld", tenths / 10);
	return arena_printf(a, "%s%lld%c%lld", tenths < 0 ? "-" : "",
	    llabs(tenths) / 10, language[l].comma, llabs(tenths) % 10);
}

const char *
words_workdays(struct arena *a, enum language l, double value)
{
	const char *const *unit = language[l].unit[TERM_WORKDAYS];
	long long tenths = llround(value * 10);

	if (tenths <= 0)
		return arena_printf(a, "%s %s %s", language[l].less,
		    words_number(a, l, 0.1), unit[0]);
	return arena_printf(
	    a, "%s %s", words_number(a, l, value), unit[tenths != 10]);
}

const char *
words_term(struct arena *a, enum language l, struct term term)
{
	if (term.length == 0)
		return "";
	return arena_printf(a, "%d %s", term.length,
	    language[l].unit[term.unit][term.length != 1]);
}

const char *
words_share(struct arena *a, size_t part, size_t whole)
{
	assert(whole > 0);
	return arena_printf(a, "%zu %%", (part * 200 + whole) / (whole * 2));
}
