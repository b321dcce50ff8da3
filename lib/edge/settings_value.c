/*
 * One value of the configuration: from its text to how it lies in memory, and
 * in words what a kind of value looks like. It knows neither the file nor
 * where a value belongs.
 */

#include "edge/settings_value.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "edge/settings_table.h"
#include "term/term.h"

#define TEXT_MAX       500 /* bytes of a name or title: it goes into headers */
#define NAME_MAX_BYTES 64
#define LOCAL_MAX      64  /* RFC 5321 section 4.5.3.1.1 */
#define DOMAIN_MAX     253 /* RFC 1035: 255 octets on the wire */
#define LABEL_MAX      63  /* RFC 1035 section 2.3.4 */

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* One line of UTF-8: libconfig passes any byte, and \x0a too. */
static bool
is_line(const char *s)
{
	size_t n = strlen(s), i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return false;
	}
	return n <= TEXT_MAX && !u8_check((const uint8_t *)s, n);
}

static bool
is_name(const char *s)
{
	size_t i;

	if (!is_letter_or_digit(s[0]))
		return false;
	for (i = 1; s[i]; i++) {
		if (!is_letter_or_digit(s[i]) && !strchr("-_.", s[i]))
			return false;
	}
	return i <= NAME_MAX_BYTES;
}

/* Letters, digits and inner hyphens between dots (RFC 1123 section 2.1);
 * other scripts in their xn-- form. */
static bool
is_domain(const char *s)
{
	size_t i, label = 0;

	for (i = 0; s[i]; i++) {
		if (s[i] == '.') {
			if (label == 0 || s[i - 1] == '-')
				return false;
			label = 0;
			continue;
		}
		if (!is_letter_or_digit(s[i]) && (s[i] != '-' || label == 0))
			return false;
		if (++label > LABEL_MAX)
			return false;
	}
	return label > 0 && s[i - 1] != '-' && i <= DOMAIN_MAX;
}

/* A dot-atom before the at sign (RFC 5322 section 3.2.3). */
static bool
is_address(const char *s)
{
	const char *at = strrchr(s, '@');
	const char *c;

	if (!at || at == s || at - s > LOCAL_MAX || !is_domain(at + 1))
		return false;
	for (c = s; c < at; c++) {
		if (*c == '.' && (c == s || c[-1] == '.' || c + 1 == at))
			return false;
		if (*c != '.' && !is_letter_or_digit(*c) &&
		    !strchr("!#$%&'*+-/=?^_`{|}~", *c))
			return false;
	}
	return true;
}

static bool
is_host(const char *s)
{
	struct in6_addr v6;

	return is_domain(s) || inet_pton(AF_INET6, s, &v6) == 1;
}

bool
host_is_loopback(const char *host)
{
	struct in6_addr v6;
	struct in_addr v4;

	if (inet_pton(AF_INET, host, &v4) == 1)
		return ntohl(v4.s_addr) >> 24 == IN_LOOPBACKNET;
	if (inet_pton(AF_INET6, host, &v6) == 1)
		return IN6_IS_ADDR_LOOPBACK(&v6);
	return text_is_same(host, "localhost");
}

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
	if (hour > 23 || minute > 59)
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
	bool fits = is_line(s);
	const char *value = s;

	if (row->kind == SETTING_NAME)
		fits = is_name(s);
	else if (row->kind == SETTING_TERM)
		fits = fits && is_term(s);
	else if (row->kind == SETTING_HOST)
		fits = is_host(s);
	else if (row->kind == SETTING_DOMAIN)
		fits = is_domain(s);
	else if (row->kind == SETTING_ADDRESS)
		fits = is_address(s);
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
