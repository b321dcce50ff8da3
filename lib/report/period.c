/*
 * Weeks, months, quarters and years as days: which one a day lies in, which
 * one came before, and what a longer one falls apart into.
 */

#include "report/period.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Parts before the period itself that a chart shows. */
#define MONTHS_BEFORE   5
#define QUARTERS_BEFORE 4

/* Days up to which any period is shown by weeks: a quarter. */
#define BY_WEEKS_MOST 92

static struct period
months_from(int year, int month, int n)
{
	struct date from = date_from_civil((struct civil){ year, month, 1 });

	return (struct period){ from, date_add_months(from, n) };
}

struct period
period_of(enum period_kind kind, struct date d)
{
	struct civil c = date_civil(d);
	struct date monday;

	switch (kind) {
	case PERIOD_WEEK:
		monday = date_week_monday(date_week(d));
		return (struct period){ monday, date_add(monday, 7) };
	case PERIOD_MONTH:
		return months_from(c.year, c.month, 1);
	case PERIOD_QUARTER:
		return months_from(c.year, (c.month - 1) / 3 * 3 + 1, 3);
	case PERIOD_YEAR:
		return months_from(c.year, 1, 12);
	case PERIOD_DAYS:
		break;
	}
	return (struct period){ d, date_add(d, 1) };
}

struct period
period_before(enum period_kind kind, struct period p)
{
	if (kind != PERIOD_DAYS)
		return period_of(kind, date_add(p.from, -1));
	return (struct period){ date_add(p.from, p.from.day - p.until.day),
		p.from };
}

struct period
period_reach(enum period_kind kind, struct period p)
{
	int year = kind == PERIOD_WEEK ? date_week(p.from).year
	                               : date_civil(date_add(p.until, -1)).year;
	struct date from = date_from_civil((struct civil){ year, 1, 1 });

	if (kind == PERIOD_WEEK && p.from.day < from.day)
		from = p.from;
	return (struct period){ from, p.until };
}

/* The number behind the year: "-W47", "-Q4", "-11". */
static int
parse_number(const char *rest, const char *mark, size_t digits,
    long long highest, long long *out)
{
	size_t n = strlen(mark);

	if (strncmp(rest, mark, n) != 0 || strlen(rest) != n + digits)
		return -1;
	return text_to_int(rest + n, 1, highest, out);
}

static int
parse_week(const char *rest, long long year, struct period *out)
{
	long long week;
	struct iso_week w;

	if (parse_number(rest, "-W", 2, 53, &week) != 0)
		return -1;
	w = (struct iso_week){ (int)year, (int)week };
	*out = period_of(PERIOD_WEEK, date_week_monday(w));
	/* Most years have no week 53. */
	return date_week(out->from).week == w.week ? 0 : -1;
}

int
period_parse(enum period_kind kind, const char *word, struct period *out)
{
	char first[5] = "";
	const char *rest = strlen(word) >= 4 ? word + 4 : "?";
	long long year, n;

	memcpy(first, word, strnlen(word, 4));
	if (text_to_int(first, 2000, 9999, &year) != 0)
		return -1;
	switch (kind) {
	case PERIOD_WEEK:
		return parse_week(rest, year, out);
	case PERIOD_MONTH:
		if (parse_number(rest, "-", 2, 12, &n) != 0)
			return -1;
		*out = months_from((int)year, (int)n, 1);
		return 0;
	case PERIOD_QUARTER:
		if (parse_number(rest, "-Q", 1, 4, &n) != 0)
			return -1;
		*out = months_from((int)year, (int)n * 3 - 2, 3);
		return 0;
	case PERIOD_YEAR:
		if (*rest)
			return -1;
		*out = months_from((int)year, 1, 12);
		return 0;
	case PERIOD_DAYS:
		break;
	}
	return -1;
}

/* The period and those before it. */
static struct period *
run_up(struct arena *a, enum period_kind kind, struct period p, size_t before)
{
	struct period *parts = arena_array(a, before + 1, sizeof(*parts));
	size_t i;

	for (i = before + 1; i-- > 0; p = period_before(kind, p))
		parts[i] = p;
	return parts;
}

static struct period *
divide(struct arena *a, enum period_kind kind, struct period p, size_t *n)
{
	struct period *parts = NULL;
	struct period part = period_of(kind, p.from);

	for (*n = 0; part.from.day < p.until.day;
	     part = period_of(kind, part.until)) {
		parts = arena_grow(a, parts, *n, *n + 1, sizeof(*parts));
		parts[*n] = part;
		if (part.from.day < p.from.day)
			parts[*n].from = p.from;
		if (part.until.day > p.until.day)
			parts[*n].until = p.until;
		(*n)++;
	}
	return parts;
}

struct period *
period_parts(struct arena *a, enum period_kind of, struct period p,
    enum period_kind *kind, size_t *n)
{
	*kind = of;
	switch (of) {
	case PERIOD_WEEK:
		*n = PERIOD_WEEKS_BEFORE + 1;
		return run_up(a, of, p, PERIOD_WEEKS_BEFORE);
	case PERIOD_MONTH:
		*n = MONTHS_BEFORE + 1;
		return run_up(a, of, p, MONTHS_BEFORE);
	case PERIOD_QUARTER:
		*n = QUARTERS_BEFORE + 1;
		return run_up(a, of, p, QUARTERS_BEFORE);
	case PERIOD_YEAR:
	case PERIOD_DAYS:
		break;
	}
	*kind = p.until.day - p.from.day <= BY_WEEKS_MOST ? PERIOD_WEEK
	                                                  : PERIOD_MONTH;
	return divide(a, *kind, p, n);
}
