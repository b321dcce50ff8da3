/*
 * The length of a term, in words, and the terms that have a name. When one ends
 * is term/reckon.
 */

#include "term/term.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "term/reckon.h"

#define LENGTH_MAX 1000 /* units; the longest shipped term is 12 weeks */

/* Words for the units; the first row of a unit is how it is printed. */
static const struct {
	enum term_unit unit;
	const char *one, *more;
} unit_words[] = {
	{ TERM_WORKDAYS, "werkdag", "werkdagen" },
	{ TERM_DAYS, "dag", "dagen" },
	{ TERM_WEEKS, "week", "weken" },
	{ TERM_MONTHS, "maand", "maanden" },
	{ TERM_HOURS, "uur", "uur" },
	{ TERM_OFFICE_HOURS, "kantooruur", "kantooruren" },
	{ TERM_HOURS, "uren", "uren" },
	{ TERM_OFFICE_HOURS, "werkuur", "werkuren" },
	{ TERM_HOURS, "hour", "hours" },
	{ TERM_OFFICE_HOURS, "office hour", "office hours" },
	{ TERM_OFFICE_HOURS, "business hour", "business hours" },
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

int
term_check(struct term term, struct err *e)
{
	if (term.length < 1 || term.length > LENGTH_MAX)
		return err_set(e, ERR_ITEM, "a term has 1 to %d units, not %d",
		    LENGTH_MAX, term.length);
	switch (term.unit) {
	case TERM_WORKDAYS:
	case TERM_DAYS:
	case TERM_WEEKS:
	case TERM_MONTHS:
	case TERM_HOURS:
	case TERM_OFFICE_HOURS:
		return 0;
	}
	return err_set(
	    e, ERR_ITEM, "%d is not a unit of a term", (int)term.unit);
}

int
term_last_day(struct term term, struct date from, const struct calendar *cal,
    struct date *last, struct err *e)
{
	const struct reckoning in = {
		.term = term,
		.from = date_instant(from, 0),
		.calendar = cal,
	};
	struct reckoned out;

	if (term_reckon(&in, NULL, &out, e) != 0)
		return -1;
	*last = out.last;
	return 0;
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
	if (term_check(sum, e) != 0 || term_check(named->extension, e) != 0)
		return -1;
	sum.length += named->extension.length;
	if (term_check(sum, e) != 0)
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
		if (term_check(term, e) != 0)
			return -1;
		*out = term;
		return 0;
	}
	return err_set(e, ERR_ITEM,
	    "\"%.40s\" is not a term; write a number and werkdagen, dagen, "
	    "weken, maanden, kantooruren or uur",
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
