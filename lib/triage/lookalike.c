/*
 * Domains that resemble one of the table. Knows how deceivers and typing
 * mistakes make a domain; whose domain it really is organisation.c knows.
 */

#include "triage/lookalike.h"

#include <string.h>

#include "base/arena.h"
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

static bool
is_among(const struct organisation *const *list, size_t n,
    const struct organisation *org)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(list[i]->code, org->code) == 0)
			return true;
	}
	return false;
}

size_t
lookalike_find(struct arena *a, const struct organisations *all,
    const char *domain, const struct organisation **out)
{
	size_t i, n = 0, n_all = organisations_count(all);
	const char **domains = arena_array(a, n_all + 1, sizeof(*domains));
	const char *nearest;

	for (i = 0; i < n_all; i++) {
		const struct organisation *org = organisations_at(all, i);
		size_t letters = strcspn(org->domain, ".");

		domains[i] = org->domain;
		if (n < LOOKALIKE_MAX && *org->code &&
		    letters >= LOOKALIKE_LETTERS_MIN &&
		    has_word(domain, org->domain, letters) &&
		    !is_among(out, n, org))
			out[n++] = org;
	}
	nearest =
	    n < LOOKALIKE_MAX ? text_nearest(domain, domains, n_all) : NULL;
	if (nearest) {
		const struct organisation *org = organisation_of(all, nearest);

		if (*org->code && !is_among(out, n, org))
			out[n++] = org;
	}
	return n;
}
