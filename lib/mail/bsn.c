/*
 * Finds citizen service numbers by their shape and their check digit. Knows
 * the test and which other numbers look alike; not what becomes of a mail
 * that holds one.
 */

#include "mail/bsn.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"

#define BSN_DIGITS 9

/* Bytes in front of a number in which its name may stand. */
#define NAME_REACH 32

/* In front of nine digits these say that they are something else. */
static const char *const others[] = { "lrk", "kvk", "rsin", "btw", "iban",
	"rekening", "telefoon", "tel.", "tel:", "mobiel", "fax", "zaak",
	"dossier", "kenmerk", "factuur", "ticket", "registratie", "referentie",
	"order", "klantnummer", "meldingsnummer", "vestigingsnummer", "http",
	"ecli", "id=" };

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bits of the places where a mark may stand: 123456789, 1234.56.789,
 * 123 456 789. */
static const unsigned groupings[] = { 0, 1 << 4 | 1 << 6, 1 << 3 | 1 << 6 };

static bool
is_grouping(unsigned marks)
{
	size_t i;

	for (i = 0; i < LENGTH(groupings); i++) {
		if (marks == groupings[i])
			return true;
	}
	return false;
}

/* Where the nine digits end that begin at p; NULL when there are not exactly
 * nine, or when marks stand between them as in no such number. */
static const char *
nine_digits(const char *p, int digit[BSN_DIGITS])
{
	const char *start = p;
	unsigned marks = 0;
	size_t n;

	for (n = 0; n < BSN_DIGITS; n++) {
		if (n > 0 && *p && strchr(". -", *p)) {
			marks |= 1u << n;
			p++;
		}
		if (!is_digit(*p))
			return NULL;
		digit[n] = *p++ - '0';
	}
	if (!is_grouping(marks) || (marks && *start == '0'))
		return NULL;
	if (is_digit(*p) || is_letter(*p) ||
	    (*p && strchr(" -./_@:", *p) && is_digit(p[1])))
		return NULL;
	return p;
}

static bool
passes_test(const int digit[BSN_DIGITS])
{
	int sum = -digit[BSN_DIGITS - 1], all = 0;
	size_t i;

	for (i = 0; i < BSN_DIGITS; i++)
		all += digit[i];
	for (i = 0; i + 1 < BSN_DIGITS; i++)
		sum += (int)(BSN_DIGITS - i) * digit[i];
	return all > 0 && sum % 11 == 0;
}

/* The nearest name in front of the number tells; "bsn" is nearer than a
 * telephone number before it only when it stands behind that. */
static bool
is_named_otherwise(const char *text, const char *at)
{
	static const char *const own[] = { "bsn", "burgerservice", "sofi" };
	const char *from = at - text > NAME_REACH ? at - NAME_REACH : text;
	const char *p;
	size_t i;

	for (p = at; p > from;) {
		p--;
		for (i = 0; i < LENGTH(own); i++) {
			if (strncasecmp(p, own[i], strlen(own[i])) == 0)
				return false;
		}
		for (i = 0; i < LENGTH(others); i++) {
			if (strncasecmp(p, others[i], strlen(others[i])) == 0)
				return true;
		}
	}
	return false;
}

/* The end of a likely number that begins at p; NULL when none does. */
static const char *
bsn_at(const char *text, const char *p)
{
	int digit[BSN_DIGITS];
	const char *end;

	if (!is_digit(*p) ||
	    (p > text &&
	        (is_digit(p[-1]) || is_letter(p[-1]) ||
	            strchr("-./_+=@", p[-1]))))
		return NULL;
	end = nine_digits(p, digit);
	return end && passes_test(digit) && !is_named_otherwise(text, p) ? end
	                                                                 : NULL;
}

const char *
bsn_mask(struct arena *a, const char *text, bool *found)
{
	char *copy = NULL;
	const char *p = text;

	while (*p) {
		const char *end = bsn_at(text, p);

		if (!end) {
			p++;
			continue;
		}
		if (!copy)
			copy = arena_copy(a, text);
		for (; p < end; p++) {
			if (is_digit(*p))
				copy[p - text] = '*';
		}
		*found = true;
	}
	return copy ? copy : text;
}
