/*
 * Days in Dutch (and a little English) words, reckoned from the day of
 * receipt. Knows names of days and months; does not know what a day is for.
 */

#include "triage/daywords.h"

#include <string.h>

#include "base/err.h"

/* A day without a year that lies this far ahead was meant to be past. */
#define AHEAD_MAX 300

static const struct {
	const char *name;
	int month;
} months[] = {
	{ "januari", 1 },
	{ "jan", 1 },
	{ "january", 1 },
	{ "februari", 2 },
	{ "feb", 2 },
	{ "febr", 2 },
	{ "february", 2 },
	{ "maart", 3 },
	{ "mrt", 3 },
	{ "march", 3 },
	{ "april", 4 },
	{ "apr", 4 },
	{ "mei", 5 },
	{ "may", 5 },
	{ "juni", 6 },
	{ "jun", 6 },
	{ "june", 6 },
	{ "juli", 7 },
	{ "jul", 7 },
	{ "july", 7 },
	{ "augustus", 8 },
	{ "aug", 8 },
	{ "august", 8 },
	{ "september", 9 },
	{ "sep", 9 },
	{ "sept", 9 },
	{ "oktober", 10 },
	{ "okt", 10 },
	{ "october", 10 },
	{ "november", 11 },
	{ "nov", 11 },
	{ "december", 12 },
	{ "dec", 12 },
};

static const struct {
	const char *name;
	enum weekday day;
} weekdays[] = {
	{ "maandag", MONDAY },
	{ "dinsdag", TUESDAY },
	{ "woensdag", WEDNESDAY },
	{ "donderdag", THURSDAY },
	{ "vrijdag", FRIDAY },
	{ "zaterdag", SATURDAY },
	{ "zondag", SUNDAY },
	{ "ma", MONDAY },
	{ "di", TUESDAY },
	{ "wo", WEDNESDAY },
	{ "do", THURSDAY },
	{ "vr", FRIDAY },
	{ "za", SATURDAY },
	{ "zo", SUNDAY },
	{ "maandagochtend", MONDAY },
	{ "maandagmiddag", MONDAY },
	{ "dinsdagochtend", TUESDAY },
	{ "dinsdagmiddag", TUESDAY },
	{ "woensdagochtend", WEDNESDAY },
	{ "woensdagmiddag", WEDNESDAY },
	{ "donderdagochtend", THURSDAY },
	{ "donderdagmiddag", THURSDAY },
	{ "vrijdagochtend", FRIDAY },
	{ "vrijdagmiddag", FRIDAY },
	{ "monday", MONDAY },
	{ "tuesday", TUESDAY },
	{ "wednesday", WEDNESDAY },
	{ "thursday", THURSDAY },
	{ "friday", FRIDAY },
};

static const struct {
	const char *name;
	int value;
} numbers[] = {
	{ "een", 1 },
	{ "twee", 2 },
	{ "drie", 3 },
	{ "vier", 4 },
	{ "vijf", 5 },
	{ "zes", 6 },
	{ "zeven", 7 },
	{ "acht", 8 },
	{ "negen", 9 },
	{ "tien", 10 },
	{ "veertien", 14 },
};

static const char *const coming[] = { "aanstaande", "komende", "a.s",
	"eerstkomende", "deze", NULL };
static const char *const today[] = { "vandaag", "vanmiddag", "vanavond",
	"vanochtend", "heden", "today", NULL };
static const char *const tomorrow[] = { "morgen", "morgenochtend",
	"morgenmiddag", "morgenavond", "morgenvroeg", "tomorrow", NULL };
static const char *const ends[] = { "eind", "einde", NULL };
static const char *const articles[] = { "de", "van", "het", "deze", NULL };

/* The token, or an empty one behind the end. */
static const struct token *
token(const struct sentence *s, size_t i)
{
	static const struct token none = { "", 0 };

	return i < s->n ? &s->token[i] : &none;
}

static int
month_of(const struct token *t)
{
	size_t i;

	for (i = 0; i < LENGTH(months); i++) {
		if (token_is(t, months[i].name))
			return months[i].month;
	}
	return 0;
}

int
day_words_weekday(const struct token *t)
{
	size_t i;

	for (i = 0; i < LENGTH(weekdays); i++) {
		if (token_is(t, weekdays[i].name))
			return (int)weekdays[i].day;
	}
	return 0;
}

int
day_words_number(const struct token *t)
{
	size_t i;

	for (i = 0; i < LENGTH(numbers); i++) {
		if (token_is(t, numbers[i].name))
			return numbers[i].value;
	}
	return token_number(t);
}

/* A civil day on or after receipt; the year is reckoned when it is 0. */
static bool
settle(int year, int month, int day, struct date received, struct date *out)
{
	struct civil c = { year, month, day };
	struct date d;

	if (year > 0 && year < 100)
		c.year += 2000;
	if (year == 0)
		c.year = date_civil(received).year;
	if (!date_is_valid(c))
		return false;
	d = date_from_civil(c);
	if (year == 0 && d.day < received.day) {
		c.year++;
		if (!date_is_valid(c))
			return false;
		d = date_from_civil(c);
	}
	if (d.day < received.day || d.day - received.day > AHEAD_MAX)
		return false;
	*out = d;
	return true;
}

/* "30-1", "30/01/2026", "30.01.2026", "2026-01-30" in one token. */
static bool
read_figures(const struct token *t, struct date received, struct date *out)
{
	int part[3] = { 0 };
	size_t n = 0, i, digits = 0;
	char mark = '\0';

	for (i = 0; i < t->n; i++) {
		char c = t->at[i];

		if (c >= '0' && c <= '9') {
			if (++digits > 4)
				return false;
			part[n] = 10 * part[n] + (c - '0');
		} else if (strchr("-/.", c) && n < 2 && (!mark || c == mark)) {
			mark = c;
			n++;
			digits = 0;
		} else {
			return false;
		}
	}
	/* "16.00" is an hour and "3.5" a number: a stop needs a year. */
	if (n == 0 || (n == 1 && mark == '.'))
		return false;
	if (part[0] > 31)
		return n == 2 &&
		    settle(part[0], part[1], part[2], received, out);
	return settle(part[2], part[1], part[0], received, out);
}

/* "30 januari", "30 jan 2026", "march 30". */
static bool
read_month(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	int day = token_number(token(s, i));
	int month = month_of(token(s, i + 1)), year = 0;

	out->n = 2;
	if (day < 0) {
		day = token_number(token(s, i + 1));
		month = month_of(token(s, i));
	}
	if (day < 1 || day > 31 || month == 0)
		return false;
	if (token_number(token(s, i + 2)) >= 2000) {
		year = token_number(token(s, i + 2));
		out->n = 3;
	}
	return settle(year, month, day, received, &out->day);
}

static struct date
next_weekday(struct date from, int weekday)
{
	int ahead = weekday - (int)date_weekday(from);

	return date_add(from, ahead <= 0 ? ahead + 7 : ahead);
}

static struct date
friday_of_week(struct date d)
{
	return date_add(d, (int)FRIDAY - (int)date_weekday(d));
}

/* "vrijdag", "volgende week vrijdag", "vrijdag 30 januari", "vrijdag a.s." */
static bool
read_weekday(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	struct day_words date = { 0 };
	size_t at = i;
	int weekday, weeks = 0;
	bool is_coming = token_in(token(s, at), coming);

	if (is_coming) {
		at++;
	} else if (token_is(token(s, at), "volgende") ||
	    token_is(token(s, at), "next")) {
		weeks = token_is(token(s, at + 1), "week");
		at += 1 + (size_t)weeks;
	}
	weekday = day_words_weekday(token(s, at));
	if (weekday == 0)
		return false;
	at++;
	if (token_in(token(s, at), coming)) {
		is_coming = true;
		at++;
	}
	if (read_month(s, at, received, &date) ||
	    (read_figures(token(s, at), received, &date.day) && (date.n = 1))) {
		out->day = date.day;
		out->n = at + date.n - i;
		return true;
	}
	/* A date that has passed: the weekday in front is that day too. */
	if (month_of(token(s, at + 1)))
		return false;
	out->day = weeks
	    ? date_add(friday_of_week(received), 7 + weekday - (int)FRIDAY)
	    : next_weekday(received, weekday);
	out->n = at - i;
	out->is_near = is_coming || weeks > 0;
	return true;
}

/* "(eind van) deze week", "begin volgende week", "het weekend". */
static bool
read_week(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	struct date friday = friday_of_week(received);
	bool is_begin = token_is(token(s, i), "begin");
	bool is_end = token_in(token(s, i), ends);
	size_t at = i + (is_begin || is_end);
	bool is_next = false, is_named = is_end;

	while (token_in(token(s, at), articles)) {
		is_named |= token_is(token(s, at), "deze");
		at++;
	}
	if (token_is(token(s, at), "volgende") ||
	    token_is(token(s, at), "komende")) {
		is_next = is_named = true;
		at++;
	}
	if (token_is(token(s, at), "weekend")) {
		is_named = true;
	} else if (!token_is(token(s, at), "week")) {
		return false;
	}
	if (!is_named)
		return false;
	out->day = date_add(friday, is_next ? 7 : 0);
	if (is_begin)
		out->day = date_add(out->day, (int)TUESDAY - (int)FRIDAY);
	out->n = at + 1 - i;
	out->is_near = out->is_end = true;
	return out->day.day >= received.day;
}

/* "eind van de maand", "eind februari", "einde dag". */
static bool
read_end(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	struct civil c = date_civil(received);
	size_t at = i + 1;
	int month;

	if (!token_in(token(s, i), ends))
		return false;
	while (token_in(token(s, at), articles))
		at++;
	out->n = at + 1 - i;
	out->is_end = true;
	if (token_is(token(s, at), "dag") || token_is(token(s, at), "middag")) {
		out->day = received;
		out->is_near = true;
		return true;
	}
	month =
	    token_is(token(s, at), "maand") ? c.month : month_of(token(s, at));
	if (month == 0)
		return false;
	if (month < c.month)
		c.year++;
	c.month = month;
	c.day = 1;
	out->day = date_add(date_add_months(date_from_civil(c), 1), -1);
	return out->day.day - received.day <= AHEAD_MAX;
}

static bool
read_near(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	const struct token *t = token(s, i);
	int days;

	if (token_in(t, today))
		days = 0;
	else if (token_in(t, tomorrow))
		days = 1;
	else if (token_is(t, "overmorgen"))
		days = 2;
	else
		return false;
	/* "Goede morgen" names no day. */
	if (i > 0 &&
	    (token_is(token(s, i - 1), "goede") ||
	        token_is(token(s, i - 1), "goeden")))
		return false;
	out->day = date_add(received, days);
	out->n = 1;
	out->is_near = true;
	return true;
}

bool
day_words_read(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	struct day_words d = { 0 };

	if (read_figures(token(s, i), received, &d.day)) {
		d.n = 1;
	} else if (!read_month(s, i, received, &d)) {
		d = (struct day_words){ 0 };
		if (!read_near(s, i, received, &d) &&
		    !read_weekday(s, i, received, &d) &&
		    !read_week(s, i, received, &d) &&
		    !read_end(s, i, received, &d))
			return false;
	}
	*out = d;
	return true;
}

/* Workdays here are Monday to Friday: a holiday makes the day that is found
 * too early by one, never too late. */
static struct date
add_workdays(struct date d, int n)
{
	while (n > 0) {
		d = date_add(d, 1);
		n -= date_weekday(d) <= FRIDAY;
	}
	return d;
}

bool
day_words_span(const struct sentence *s, size_t i, struct date received,
    struct day_words *out)
{
	int n = day_words_number(token(s, i));
	const struct token *unit = token(s, i + 1);
	struct date day;

	if (n < 1 || n > AHEAD_MAX)
		return false;
	if (token_is(unit, "dagen") || token_is(unit, "dag"))
		day = date_add(received, n);
	else if (token_is(unit, "werkdagen") || token_is(unit, "werkdag"))
		day = add_workdays(received, n);
	else if (token_is(unit, "weken") || token_is(unit, "week"))
		day = date_add(received, 7 * n);
	else if (token_is(unit, "maand") || token_is(unit, "maanden"))
		day = date_add_months(received, n);
	else if (token_is(unit, "uur"))
		day = date_add(received, (n + 23) / 24);
	else
		return false;
	if (day.day - received.day > AHEAD_MAX)
		return false;
	*out = (struct day_words){ 2, day, false, true };
	return true;
}

bool
day_words_clock(const struct sentence *s, size_t i)
{
	const struct token *t;
	size_t k;
	bool has_mark = false;

	while (token_is(token(s, i), ",") || token_is(token(s, i), "om"))
		i++;
	t = token(s, i);
	for (k = 0; k < t->n; k++) {
		if (t->at[k] == '.' || t->at[k] == ':')
			has_mark = true;
		else if (t->at[k] < '0' || t->at[k] > '9')
			return token_is(t, "uur");
	}
	return t->n > 0 && (has_mark || token_is(token(s, i + 1), "uur"));
}
