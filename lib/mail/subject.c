/*
 * Subjects: which prefixes mail programs put in front, in the languages that
 * reach a Dutch mailbox, and what stays the same beneath them.
 */

#include "mail/subject.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"

/* Folded, longest first where one begins another. */
static const struct prefix {
	const char *word;
	enum subject_kind kind;
} prefixes[] = {
	{ "antwoord", SUBJECT_REPLY },
	{ "antwort", SUBJECT_REPLY },
	{ "antw", SUBJECT_REPLY },
	{ "betreft", SUBJECT_REPLY },
	{ "betr", SUBJECT_REPLY },
	{ "re", SUBJECT_REPLY },
	{ "aw", SUBJECT_REPLY },
	{ "sv", SUBJECT_REPLY },
	{ "vs", SUBJECT_REPLY },
	{ "doorgestuurd", SUBJECT_FORWARD },
	{ "doorgest", SUBJECT_FORWARD },
	{ "doorst", SUBJECT_FORWARD },
	{ "fwd", SUBJECT_FORWARD },
	{ "fw", SUBJECT_FORWARD },
	{ "wg", SUBJECT_FORWARD },
	{ "tr", SUBJECT_FORWARD },
	{ "rv", SUBJECT_FORWARD },
};

static const char *
skip_blanks(const char *s)
{
	return s + strspn(s, " ");
}

/* Behind a counter such as "[2]", "(3)" or "^4" and a colon, or NULL. */
static const char *
behind_colon(const char *s)
{
	s = skip_blanks(s);
	if (*s == '[' || *s == '(' || *s == '^') {
		const char *digits = s + 1;
		size_t n = strspn(digits, "0123456789");

		if (n == 0)
			return NULL;
		s = digits + n;
		s += *s == ']' || *s == ')';
	}
	s = skip_blanks(s);
	return *s == ':' ? s + 1 : NULL;
}

static const struct prefix *
prefix_at(const char *s, const char **rest)
{
	size_t i;

	for (i = 0; i < LENGTH(prefixes); i++) {
		size_t n = strlen(prefixes[i].word);

		if (strncmp(s, prefixes[i].word, n) != 0)
			continue;
		*rest = behind_colon(s + n);
		if (*rest)
			return &prefixes[i];
	}
	return NULL;
}

/* Behind a bracket tag that has text behind it, or NULL. */
static const char *
behind_tag(const char *s)
{
	const char *end = *s == '[' ? strchr(s, ']') : NULL;

	if (!end)
		return NULL;
	end = skip_blanks(end + 1);
	return *end ? end : NULL;
}

const char *
subject_base(struct arena *a, const char *subject)
{
	size_t n;
	const char *s = fold(a, subject, strlen(subject), &n);
	const char *rest;
	char *copy;

	for (;;) {
		s = skip_blanks(s);
		if (prefix_at(s, &rest))
			s = rest;
		else if ((rest = behind_tag(s)) != NULL)
			s = rest;
		else
			break;
	}
	n = strlen(s);
	while (n >= 5 && memcmp(s + n - 5, "(fwd)", 5) == 0) {
		n -= 5;
		while (n > 0 && s[n - 1] == ' ')
			n--;
	}
	copy = arena_copy_n(a, s, n);
	return copy;
}

enum subject_kind
subject_kind(struct arena *a, const char *subject)
{
	size_t n;
	const char *s = fold(a, subject, strlen(subject), &n);
	const struct prefix *prefix;
	const char *rest;

	while ((rest = behind_tag(s)) != NULL)
		s = rest;
	prefix = prefix_at(s, &rest);
	if (prefix)
		return prefix->kind;
	return strlen(s) >= 5 && strcmp(s + strlen(s) - 5, "(fwd)") == 0
	    ? SUBJECT_FORWARD
	    : SUBJECT_PLAIN;
}
