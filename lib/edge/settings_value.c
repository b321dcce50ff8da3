/*
 * One value of the configuration: from its text to how it lies in memory, and
 * in words what a kind of value looks like. It knows neither the file nor
 * where a value belongs.
 */

#include "edge/settings_value.h"

#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "edge/settings_form.h"
#include "edge/settings_table.h"
#include "term/term.h"

static bool
is_term(const char *s)
{
	struct term term;

	return term_parse(s, &term, NULL) == 0;
}

static bool
read_int(const char *s, const struct setting *row, int *out)
{
	long long value;

	if (text_to_int(s, row->lowest, row->highest, &value) != 0)
		return false;
	*out = (int)value;
	return true;
}

/* "90s", "5m", "1h". */
static bool
read_duration(const char *s, const struct setting *row, int *out)
{
	size_t n = strlen(s);
	char digits[8];
	long long value, unit;

	if (n < 2 || n > sizeof(digits))
		return false;
	switch (s[n - 1]) {
	case 's':
		unit = 1;
		break;
	case 'm':
		unit = 60;
		break;
	case 'h':
		unit = 3600;
		break;
	default:
		return false;
	}
	memcpy(digits, s, n - 1);
	digits[n - 1] = '\0';
	if (digits[0] < '0' || digits[0] > '9' ||
	    text_to_int(digits, 0, row->highest, &value) != 0)
		return false;
	value *= unit;
	if (value < row->lowest || value > row->highest)
		return false;
	*out = (int)value;
	return true;
}

/* "08:30" to the minute of the day. */
static bool
read_clock(const char *s, int *out)
{
	int hour, minute, i;

	if (strlen(s) != 5 || s[2] != ':')
		return false;
	for (i = 0; i < 5; i++) {
		if (i != 2 && (s[i] < '0' || s[i] > '9'))
			return false;
	}
	hour = (s[0] - '0') * 10 + s[1] - '0';
	minute = (s[3] - '0') * 10 + s[4] - '0';
	if (minute > 59 || hour * 60 + minute > 1440)
		return false;
	*out = hour * 60 + minute;
	return true;
}

/* "ma di do vr" to one bit a day, Monday first. */
static bool
read_days(const char *s, unsigned *out)
{
	static const char names[][3] = { "ma", "di", "wo", "do", "vr", "za",
		"zo" };
	unsigned days = 0;

	while (*s) {
		size_t i;

		if (*s == ' ' || *s == ',') {
			s++;
			continue;
		}
		for (i = 0; i < LENGTH(names); i++) {
			if (text_has_prefix(s, names[i]) &&
			    (!s[2] || strchr(" ,", s[2])))
				break;
		}
		if (i == LENGTH(names))
			return false;
		days |= 1U << i;
		s += 2;
	}
	*out = days;
	return days != 0;
}

/* The index of the word, into an enum or a bool. */
static bool
read_word(const char *s, const struct setting *row, void *out)
{
	unsigned i;

	for (i = 0; row->words[i]; i++) {
		if (!text_is_same(s, row->words[i]))
			continue;
		if (row->size == sizeof(bool))
			*(bool *)out = i == 1;
		else
			memcpy(out, &i, sizeof(i));
		return true;
	}
	return false;
}

static bool
read_bool(const char *s, bool *out)
{
	*out = text_is_same(s, "true");
	return *out || text_is_same(s, "false");
}

static const char *
lower_case(struct arena *a, const char *s)
{
	char *copy = arena_copy(a, s);
	char *c;

	for (c = copy; *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return copy;
}

/* The kinds that stay strings: checked, and put in their usual form. */
static bool
read_string(struct arena *a, const struct setting *row, const char *s,
    const char *folder, const char **out)
{
	bool fits = form_is_line(s);
	const char *value = s;

	if (row->kind == SETTING_NAME)
		fits = form_is_name(s);
	else if (row->kind == SETTING_TERM)
		fits = fits && is_term(s);
	else if (row->kind == SETTING_HOST)
		fits = form_is_host(s);
	else if (row->kind == SETTING_DOMAIN)
		fits = form_is_domain(s);
	else if (row->kind == SETTING_ADDRESS)
		fits = form_is_address(s);
	if (!fits || !*s)
		return false;
	if (row->kind == SETTING_DOMAIN || row->kind == SETTING_ADDRESS ||
	    row->kind == SETTING_HOST)
		value = lower_case(a, s);
	else if (row->kind == SETTING_PATH && s[0] != '/')
		value = arena_printf(a, "%s/%s", folder, s);
	else
		value = arena_copy(a, s);
	*out = value;
	return true;
}

/* Strings are never NULL; the rest is zero from the start. */
static bool
read_nothing(const struct setting *row, void *out)
{
	static const char *const nothing = "";

	if (setting_size(row) == sizeof(nothing))
		memcpy(out, &nothing, sizeof(nothing));
	return true;
}

bool
setting_read(struct arena *a, const struct setting *row, const char *s,
    const char *folder, void *out)
{
	if (!s || (!*s && row->preset && !*row->preset))
		return read_nothing(row, out);
	switch (row->kind) {
	case SETTING_TEXT:
	case SETTING_NAME:
	case SETTING_TERM:
	case SETTING_PATH:
	case SETTING_HOST:
	case SETTING_DOMAIN:
	case SETTING_ADDRESS:
		return read_string(a, row, s, folder, out);
	case SETTING_INT:
		return read_int(s, row, out);
	case SETTING_BOOL:
		return read_bool(s, out);
	case SETTING_WORD:
		return read_word(s, row, out);
	case SETTING_DURATION:
		return read_duration(s, row, out);
	case SETTING_CLOCK:
		return read_clock(s, out);
	case SETTING_DATE:
		return date_parse(s, out) == 0;
	case SETTING_DAYS:
		return read_days(s, out);
	case SETTING_GROUP:
	case SETTING_GROUPS:
	case SETTING_SHARED:
		break;
	}
	return false;
}

size_t
setting_size(const struct setting *row)
{
	switch (row->kind) {
	case SETTING_TEXT:
	case SETTING_NAME:
	case SETTING_TERM:
	case SETTING_PATH:
	case SETTING_HOST:
	case SETTING_DOMAIN:
	case SETTING_ADDRESS:
		return sizeof(const char *);
	case SETTING_DATE:
		return sizeof(struct date);
	case SETTING_INT:
	case SETTING_BOOL:
	case SETTING_WORD:
	case SETTING_DURATION:
	case SETTING_CLOCK:
	case SETTING_DAYS:
		return row->size;
	case SETTING_GROUP:
	case SETTING_GROUPS:
	case SETTING_SHARED:
		break;
	}
	return row->group->size;
}

static void
expect_word(const struct setting *row, struct text *out)
{
	size_t i;

	for (i = 0; row->words[i]; i++)
		text_addf(out, "%s\"%s\"",
		    i == 0                  ? ""
		        : row->words[i + 1] ? ", "
		                            : " or ",
		    row->words[i]);
}

void
setting_expected(const struct setting *row, struct text *out)
{
	static const char *const phrases[] = {
		[SETTING_TEXT] = "one line of UTF-8 text, in quotes",
		[SETTING_NAME] = "a name of letters, digits, \"-\", \"_\" and "
		                 "\".\", in quotes",
		[SETTING_BOOL] = "true or false, without quotes",
		[SETTING_CLOCK] = "a time of day such as \"08:30\"",
		[SETTING_TERM] = "a term such as \"5 werkdagen\"",
		[SETTING_DATE] = "a day that exists, as \"2026-12-24\"",
		[SETTING_DAYS] = "one or more of ma di wo do vr za zo",
		[SETTING_PATH] = "a path, in quotes",
		[SETTING_HOST] = "a host name or IP address, in quotes",
		[SETTING_DOMAIN] = "a mail domain such as \"vng.nl\"",
		[SETTING_ADDRESS] = "an address such as \"naam@vng.nl\"",
		[SETTING_GROUP] = "a group: { name = value; ... }",
		[SETTING_GROUPS] = "a list of groups: ( { ... }, { ... } )",
		[SETTING_SHARED] = "",
	};

	if (row->kind == SETTING_WORD)
		expect_word(row, out);
	else if (row->kind == SETTING_INT)
		text_addf(out, "a whole number from %lld to %lld", row->lowest,
		    row->highest);
	else if (row->kind == SETTING_DURATION)
		text_addf(out,
		    "a duration from %lld to %lld seconds, as \"90s\", "
		    "\"5m\" or \"1h\"",
		    row->lowest, row->highest);
	else
		text_add(out, phrases[row->kind]);
}
