/*
 * The length of a term, in words and on the calendar. Knows the Algemene
 * termijnenwet (Atw, BWBR0002448); which days are free it asks the calendar.
 */

#include "term/term.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

#define LENGTH_MAX 1000 /* units; the longest shipped term is 12 weeks */

/* Atw art. 4 under a: longer terms stand as reckoned. */
#define ATW_DAYS_MAX   90
#define ATW_WEEKS_MAX  12
#define ATW_MONTHS_MAX 3

/* Atw art. 2: a term of at least three days holds at least two days that are
 * not free. */
#define ATW_SHORT_DAYS    3
#define ATW_ORDINARY_DAYS 2

/* Words for the units; the first row of a unit is how it is printed. */
static const struct {
	enum term_unit unit;
	const char *one, *more;
} unit_words[] = {
	{ TERM_WORKDAYS, "werkdag", "werkdagen" },
	{ TERM_DAYS, "dag", "dagen" },
	{ TERM_WEEKS, "week", "weken" },
	{ TERM_MONTHS, "maand", "maanden" },
	{ TERM_DAYS, "kalenderdag", "kalenderdagen" },
	{ TERM_WORKDAYS, "working day", "working days" },
	{ TERM_WORKDAYS, "workday", "workdays" },
	{ TERM_WORKDAYS, "business day", "business days" },
	{ TERM_DAYS, "day", "days" },
	{ TERM_DAYS, "calendar day", "calendar days" },
	{ TERM_WEEKS, "week", "weeks" },
	{ TERM_MONTHS, "month", "months" },
};

const struct named_term *
term_find(const struct term_list *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (text_is_same(list->at[i].name, name))
			return &list->at[i];
	}
	return NULL;
}

/* Whether the Algemene termijnenwet governs the term. */
static bool
is_under_atw(struct term term)
{
	if (!term.is_statutory)
		return false;
	switch (term.unit) {
	case TERM_WORKDAYS:
		return true;
	case TERM_DAYS:
		return term.length <= ATW_DAYS_MAX;
	case TERM_WEEKS:
		return term.length <= ATW_WEEKS_MAX;
	case TERM_MONTHS:
		return term.length <= ATW_MONTHS_MAX;
	}
	return false;
}

static struct date
add_ordinary_days(struct date d, int n, const struct calendar *cal)
{
	for (; n > 0; n--) {
		do
			d = date_add(d, 1);
		while (calendar_is_statutory_free(cal, d));
	}
	return d;
}

/* The end by arithmetic, before any law moves it. */
static struct date
reckon(struct term term, struct date from, const struct calendar *cal)
{
	switch (term.unit) {
	case TERM_WORKDAYS:
		/* What the office chose binds its own norms alone. */
		if (term.is_statutory)
			return add_ordinary_days(from, term.length, cal);
		return calendar_add_workdays(cal, from, term.length);
	case TERM_DAYS:
		return date_add(from, term.length);
	case TERM_WEEKS:
		return date_add(from, 7 * term.length);
	case TERM_MONTHS:
		return date_add_months(from, term.length);
	}
	return from;
}

/* Atw art. 2 and then art. 1: first at least two ordinary days in the term,
 * then on to an ordinary day. */
static struct date
move_end(struct term term, struct date from, struct date d,
    const struct calendar *cal)
{
	bool is_long = term.unit != TERM_DAYS || term.length >= ATW_SHORT_DAYS;

	if (is_long && term.unit != TERM_WORKDAYS) {
		struct date least =
		    add_ordinary_days(from, ATW_ORDINARY_DAYS, cal);

		if (d.day < least.day)
			d = least;
	}
	while (calendar_is_statutory_free(cal, d))
		d = date_add(d, 1);
	return d;
}

static int
check(struct term term, struct err *e)
{
	if (term.length < 1 || term.length > LENGTH_MAX)
		return err_set(e, ERR_ITEM, "a term has 1 to %d units, not %d",
		    LENGTH_MAX, term.length);
	switch (term.unit) {
	case TERM_WORKDAYS:
	case TERM_DAYS:
	case TERM_WEEKS:
	case TERM_MONTHS:
		return 0;
	}
	return err_set(
	    e, ERR_ITEM, "%d is not a unit of a term", (int)term.unit);
}

/* Ordinary days in the sense of the law in (from, to]. */
static int
ordinary_days_between(
    const struct calendar *cal, struct date from, struct date to)
{
	int n = 0;

	while (from.day < to.day) {
		from = date_add(from, 1);
		n += !calendar_is_statutory_free(cal, from);
	}
	return n;
}

struct date
term_after_gap(struct term term, struct date last, const struct gap *gap,
    const struct calendar *cal)
{
	struct date from = gap->from, to = gap->to;

	if (from.day >= last.day || to.day <= from.day)
		return last;
	if (term.unit != TERM_WORKDAYS)
		return date_add(last, to.day - from.day);
	if (term.is_statutory)
		return add_ordinary_days(
		    last, ordinary_days_between(cal, from, to), cal);
	/* Not by 0: what was left is left on the day itself, free or not. */
	return calendar_workdays_between(cal, from, to) == 0
	    ? last
	    : calendar_add_workdays(
	          cal, last, calendar_workdays_between(cal, from, to));
}

int
term_last_day_with(struct term term, struct date from, const struct gap *gaps,
    size_t n, const struct calendar *cal, struct date *last, struct err *e)
{
	struct date d;
	size_t i;

	if (check(term, e) != 0)
		return -1;
	d = reckon(term, from, cal);
	for (i = 0; i < n; i++)
		d = term_after_gap(term, d, &gaps[i], cal);
	*last = is_under_atw(term) ? move_end(term, from, d, cal) : d;
	return 0;
}

int
term_last_day(struct term term, struct date from, const struct calendar *cal,
    struct date *last, struct err *e)
{
	return term_last_day_with(term, from, NULL, 0, cal, last, e);
}

int
term_extended(const struct named_term *named, struct term *out, struct err *e)
{
	struct term sum = named->term;

	if (named->extension.length == 0)
		return err_set(
		    e, ERR_ITEM, "the term %s cannot be extended", named->name);
	if (named->extension.unit != sum.unit)
		return err_set(e, ERR_ITEM,
		    "the term %s and its extension have different units",
		    named->name);
	if (check(sum, e) != 0 || check(named->extension, e) != 0)
		return -1;
	sum.length += named->extension.length;
	if (check(sum, e) != 0)
		return -1;
	*out = sum;
	return 0;
}

/* One to four digits at the front; returns what follows, or NULL. */
static const char *
read_length(const char *s, int *out)
{
	size_t i, n = strspn(s, "0123456789");
	int value = 0;

	if (n < 1 || n > 4)
		return NULL;
	for (i = 0; i < n; i++)
		value = value * 10 + (s[i] - '0');
	*out = value;
	return s + n;
}

int
term_parse(const char *s, struct term *out, struct err *e)
{
	struct term term = { 0 };
	const char *word = read_length(s + strspn(s, " "), &term.length);
	size_t i;

	for (i = 0; word && i < LENGTH(unit_words); i++) {
		const char *w = word + strspn(word, " ");

		if (!text_is_same(w, unit_words[i].one) &&
		    !text_is_same(w, unit_words[i].more))
			continue;
		term.unit = unit_words[i].unit;
		if (check(term, e) != 0)
			return -1;
		*out = term;
		return 0;
	}
	return err_set(e, ERR_ITEM,
	    "\"%.40s\" is not a term; write a number and werkdagen, dagen, "
	    "weken or maanden",
	    s);
}

const char *
term_print(struct arena *a, struct term term)
{
	size_t i;

	for (i = 0; i < LENGTH(unit_words); i++) {
		if (unit_words[i].unit == term.unit)
			return arena_printf(a, "%d %s", term.length,
			    term.length == 1 ? unit_words[i].one
			                     : unit_words[i].more);
	}
	return arena_printf(a, "%d", term.length);
}
