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

/* Letters in which a domain may differ that looks like another one; what
 * differs more is merely the nearest there is. */
#define LOOKALIKE_EDITS 2

struct lookalike {
	const struct organisation *org; /* its domain is the one looked like */
	size_t edits; /* letters that differ; 0: its name stands in the
	                 domain between dots and hyphens */
};

/*
 * The registered domains that an unknown one comes near to: its name stands
 * in the domain ("gemeente-utrecht.example" and utrecht.nl), or it differs by
 * letters ("utrcht.nl"); when neither is so, the one of all that differs
 * least, if that is less than a third of it. Of an organisation with several
 * domains the plainest is named. For a person to look at: nothing is decided
 * by it.
 *
 * in       domain  lower case, A-labels
 * out      out     room for LOOKALIKE_MAX
 * returns  how many
 */
size_t lookalike_find(
    const struct organisations *all, const char *domain, struct lookalike *out);

/* Letters of an organisation's name that is looked for in a text: a shorter
 * one is somebody else's abbreviation as well. */
#define LOOKALIKE_NAME_MIN 6

/* The organisation whose whole name stands in a text ("Gemeente Utrecht"):
 * the longest of several; NULL when none does. */
const struct organisation *lookalike_named(
    struct arena *a, const struct organisations *all, const char *text);

#endif
