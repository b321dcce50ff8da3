/*
 * Dates as people and their mail clients write them. Takes the text apart
 * into numbers and words and looks what each can only be; where two readings
 * remain there is none.
 */

#include "mail/moment.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"

/* Longer text is not a date. */
#define MOMENT_MAX 120

#define SECONDS_A_DAY 86400

struct moment {
	int year, month, day; /* 0: not seen */
	int minute;           /* of the day; -1: not seen */
	int seconds;
	bool has_zone;
	int east; /* seconds east of UTC */
	bool is_bad;
};

/* The first three letters tell months apart in Dutch and English, but for
 * "maart" and "mei" against "mar" and "may". */
static const struct {
	const char *word;
	int month;
} months[] = {
	{ "jan", 1 },
	{ "feb", 2 },
	{ "mar", 3 },
	{ "maart", 3 },
	{ "mrt", 3 },
	{ "apr", 4 },
	{ "may", 5 },
	{ "mei", 5 },
	{ "jun", 6 },
	{ "jul", 7 },
	{ "aug", 8 },
	{ "sep", 9 },
	{ "oct", 10 },
	{ "okt", 10 },
	{ "nov", 11 },
	{ "dec", 12 },
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* The number at *s, at most six digits; -1 when it is longer. */
static int
number_at(const char **s, int *digits)
{
	int value = 0;

	for (*digits = 0; is_digit(**s); ++*s, ++*digits) {
		if (*digits < 6)
			value = value * 10 + (**s - '0');
	}
	return *digits <= 6 ? value : -1;
}

/* Two digits of a year, as RFC 5322, 4.3 reads them. */
static int
full_year(int digits)
{
	return digits < 50 ? 2000 + digits : 1900 + digits;
}

/* Behind the hour: ":15", ":15:30", "am". */
static void
take_time(struct moment *m, int hour, const char **s)
{
	int digits, minute, second = 0;

	++*s;
	minute = number_at(s, &digits);
	if (digits != 2 || minute > 59)
		m->is_bad = true;
	if (**s == ':') {
		++*s;
		second = number_at(s, &digits);
		if (digits != 2 || second > 60)
			m->is_bad = true;
		if (**s == '.' && is_digit((*s)[1])) {
			++*s;
			(void)number_at(s, &digits);
		}
	}
	*s += strspn(*s, " ");
	if (((*s)[0] == 'a' || (*s)[0] == 'p') &&
	    (strncmp(*s + 1, "m", 1) == 0 || strncmp(*s + 1, ".m", 2) == 0)) {
		if (hour < 1 || hour > 12)
			m->is_bad = true;
		hour = hour % 12 + ((*s)[0] == 'p' ? 12 : 0);
		*s += strcspn(*s, "m") + 1;
	}
	if (hour > 23 || m->minute >= 0)
		m->is_bad = true;
	m->minute = hour * 60 + minute;
	m->seconds = second;
}

/* "+0100", "+01:00", "+1" behind a time. */
static void
take_zone(struct moment *m, const char **s)
{
	int sign = **s == '-' ? -1 : 1, digits, value;

	++*s;
	value = number_at(s, &digits);
	if (digits <= 2) {
		int hours = value;

		value = hours * 100;
		if (**s == ':') {
			++*s;
			value += number_at(s, &digits);
		}
	} else if (digits != 4)
		m->is_bad = true;
	if (value < 0 || value > 1400 || value % 100 > 59) {
		m->is_bad = true;
		return;
	}
	m->has_zone = true;
	m->east = sign * (value / 100 * 3600 + value % 100 * 60);
}

/* "27-01-2026", "2026-01-27", "27/1/2026" behind its first number. */
static void
take_numbers(struct moment *m, int first, int first_digits, const char **s)
{
	char separator = **s;
	int digits, second, third, third_digits;

	++*s;
	second = number_at(s, &digits);
	if (**s != separator || digits == 0 || digits > 2 || m->month ||
	    m->day) {
		m->is_bad = true;
		return;
	}
	++*s;
	third = number_at(s, &third_digits);
	if (first_digits == 4) {
		m->year = first;
		m->month = second;
		m->day = third;
		return;
	}
	m->year = third_digits == 2 ? full_year(third) : third;
	m->day = first;
	m->month = second;
	if (separator != '/' || first > 12)
		return;
	if (second > 12) { /* month first, as in the United States */
		m->day = second;
		m->month = first;
	} else if (first != second)
		m->is_bad = true;
}

static void
take_number(struct moment *m, const char **s)
{
	int digits, value = number_at(s, &digits);

	if (value < 0)
		m->is_bad = true;
	else if ((**s == ':' ||
	             (**s == '.' && m->year && m->minute < 0 &&
	                 is_digit((*s)[1]))) &&
	    digits <= 2)
		take_time(m, value, s);
	else if ((**s == '-' || **s == '/' || **s == '.') && is_digit((*s)[1]))
		take_numbers(m, value, digits, s);
	else if (digits == 4 && !m->year)
		m->year = value;
	else if (digits <= 2 && !m->day)
		m->day = value;
	else if (digits <= 2 && !m->year && m->month)
		m->year = full_year(value);
	else
		m->is_bad = true;
	if (strncmp(*s, "st", 2) == 0 || strncmp(*s, "nd", 2) == 0 ||
	    strncmp(*s, "rd", 2) == 0 || strncmp(*s, "th", 2) == 0)
		*s += 2;
}

static void
take_word(struct moment *m, const char **s)
{
	static const struct {
		const char *word;
		int hours;
	} zones[] = { { "cest", 2 }, { "cet", 1 }, { "mest", 2 }, { "met", 1 },
		{ "utc", 0 }, { "gmt", 0 }, { "ut", 0 }, { "z", 0 },
		{ "edt", -4 }, { "est", -5 }, { "cdt", -5 }, { "cst", -6 },
		{ "mdt", -6 }, { "mst", -7 }, { "pdt", -7 }, { "pst", -8 } };
	const char *word = *s;
	size_t n = 0, i;

	while (is_letter(word[n]))
		n++;
	*s += n;
	for (i = 0; i < LENGTH(months); i++) {
		size_t len = strlen(months[i].word);

		if (n >= len && strncmp(word, months[i].word, len) == 0) {
			m->is_bad = m->is_bad || m->month;
			m->month = months[i].month;
			return;
		}
	}
	for (i = 0; i < LENGTH(zones) && m->minute >= 0; i++) {
		if (strlen(zones[i].word) == n &&
		    strncmp(word, zones[i].word, n) == 0) {
			m->has_zone = true;
			m->east = zones[i].hours * 3600;
		}
	}
}

static struct moment
taken_apart(const char *s)
{
	struct moment m = { .minute = -1 };

	while (*s && !m.is_bad) {
		if (is_digit(*s))
			take_number(&m, &s);
		else if (is_letter(*s))
			take_word(&m, &s);
		else if ((*s == '+' || *s == '-') && is_digit(s[1]) &&
		    m.minute >= 0)
			take_zone(&m, &s);
		else
			s++;
	}
	return m;
}

int
moment_parse(struct arena *a, const char *s, struct instant *out)
{
	struct civil c;
	struct moment m;
	struct date d;

	if (strnlen(s, MOMENT_MAX + 1) > MOMENT_MAX)
		return -1;
	m = taken_apart(fold(a, s, strlen(s), NULL));
	c = (struct civil){ m.year, m.month, m.day };
	if (m.is_bad || m.year < 1980 || !date_is_valid(c))
		return -1;
	d = date_from_civil(c);
	if (m.has_zone)
		out->sec = (int64_t)d.day * SECONDS_A_DAY + m.minute * 60 +
		    m.seconds - m.east;
	else
		out->sec = date_instant(d, m.minute < 0 ? 0 : m.minute).sec +
		    m.seconds;
	return 0;
}
