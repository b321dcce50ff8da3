/*
 * Domains that resemble one of the table. Knows how deceivers and typing
 * mistakes make a domain; whose domain it really is organisation.c knows.
 */

#include "triage/lookalike.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"

#define BORDERS ".-_"

/* Whether the word stands in the domain between two borders. */
static bool
has_word(const char *domain, const char *word, size_t n)
{
	while (*domain) {
		size_t m = strcspn(domain, BORDERS);

		if (m == n && strncmp(domain, word, n) == 0)
			return true;
		domain += m;
		domain += strspn(domain, BORDERS);
	}
	return false;
}

/* The name in a domain is the label below its top: "groningen", of
 * gemeente.groningen.nl too. */
static bool
has_name_of(const char *domain, const char *known)
{
	const char *top = strrchr(known, '.'), *name = top ? top : known;

	while (name > known && name[-1] != '.')
		name--;
	return top && (size_t)(top - name) >= LOOKALIKE_LETTERS_MIN &&
	    has_word(domain, name, (size_t)(top - name));
}

/* An organisation is named once, by the plainest of its domains. */
static size_t
add(struct lookalike *out, size_t n, const struct organisation *org,
    size_t edits)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(out[i].org->code, org->code) != 0)
			continue;
		if (strlen(org->domain) < strlen(out[i].org->domain))
			out[i].org = org;
		return n;
	}
	if (n < LOOKALIKE_MAX)
		out[n++] = (struct lookalike){ org, edits };
	return n;
}

size_t
lookalike_find(
    const struct organisations *all, const char *domain, struct lookalike *out)
{
	size_t i, n = 0, least = SIZE_MAX;
	const struct organisation *nearest = NULL;

	for (i = 0; i < organisations_count(all); i++) {
		const struct organisation *org = organisations_at(all, i);
		size_t edits;

		if (!*org->code)
			continue;
		if (has_name_of(domain, org->domain))
			n = add(out, n, org, 0);
		edits = text_distance(domain, org->domain);
		if (edits < least) {
			least = edits;
			nearest = org;
		}
	}
	if (nearest &&
	    (least <= LOOKALIKE_EDITS ||
	        (n == 0 && least < strlen(domain) / 3)))
		n = add(out, n, nearest, least);
	return n;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    (unsigned char)c >= 0x80;
}

/* Whether the words stand in the text, not as part of longer ones. */
static bool
has_words(const char *text, const char *words)
{
	const char *at = text;
	size_t n = strlen(words);

	while ((at = strstr(at, words))) {
		if ((at == text || !is_letter(at[-1])) && !is_letter(at[n]))
			return true;
		at++;
	}
	return false;
}

const struct organisation *
lookalike_named(
    struct arena *a, const struct organisations *all, const char *text)
{
	const char *folded = fold(a, text, strlen(text), NULL);
	const struct organisation *best = NULL;
	size_t i, longest = LOOKALIKE_NAME_MIN - 1;

	for (i = 0; i < organisations_count(all); i++) {
		const struct organisation *org = organisations_at(all, i);
		const char *name;

		if (!*org->code || strlen(org->name) <= longest)
			continue;
		name = fold(a, org->name, strlen(org->name), NULL);
		if (!has_words(folded, name))
			continue;
		longest = strlen(org->name);
		best = org;
	}
	return best;
}
