#ifndef POSTWACHT_FEATURES_H
#define POSTWACHT_FEATURES_H

#include <stddef.h>
#include <stdint.h>

#include "triage/likeness.h"

struct arena;

/* In how many sentences of one set a token stands. */
struct posting {
	const struct posting *next; /* in the order of the sets, or NULL */
	uint32_t set, n;
};

/* A token that sentences have, and where. */
struct feature {
	uint64_t hash;                  /* of the token */
	const struct posting *postings; /* one at least */
	uint32_t n;                     /* sentences, of all sets */
	uint32_t n_sets;
};

/* The tokens of sets of sentences, for likeness.c. */
struct features;

/*
 * Counts; a token counts once in a sentence. What more than one in so many
 * sets have is left out, as soon as so many have it.
 *
 * in       part, least  "one in part", "least"
 */
const struct features *features_new(struct arena *a,
    const struct sentence_set *sets, size_t n, size_t part, size_t least);

/* All of them: places up to the number; NULL at a place that is empty. */
size_t features_places(const struct features *f);
const struct feature *features_at(const struct features *f, size_t place);

/* The one with that hash, or NULL. */
const struct feature *features_find(const struct features *f, uint64_t hash);

/* Its place among all. */
size_t features_place(const struct features *f, const struct feature *feature);

#endif
