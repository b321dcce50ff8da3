#ifndef POSTWACHT_LOOKALIKE_H
#define POSTWACHT_LOOKALIKE_H

#include <stddef.h>

#include "triage/organisation.h"

struct arena;

/* Registered domains that one explanation names at most. */
#define LOOKALIKE_MAX 3

/* Letters that a name must have to be recognised in another domain: "ede" is
 * in too many. */
#define LOOKALIKE_LETTERS_MIN 4

/*
 * The registered domains that an unknown one looks like: its name stands in
 * the domain between dots and hyphens ("gemeente-utrecht.example" and
 * utrecht.nl), or it differs by a few letters ("utrcht.nl"). For a person to
 * look at: nothing is decided by it.
 *
 * in       domain  lower case, A-labels
 * out      out     room for LOOKALIKE_MAX organisations
 * returns  how many
 */
size_t lookalike_find(struct arena *a, const struct organisations *all,
    const char *domain, const struct organisation **out);

#endif
