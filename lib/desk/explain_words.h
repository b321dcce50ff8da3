#ifndef POSTWACHT_EXPLAIN_WORDS_H
#define POSTWACHT_EXPLAIN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "edge/source.h"

struct arena;

/*
 * A reason as triage gives it, which is Dutch and is stored so, in the
 * language asked for. What the team wrote itself (the sentences and words of
 * its rules) stays as it is.
 */
const char *explain_sentence(
    struct arena *a, const char *dutch, bool is_english);

/* An outcome as classify --tsv writes it, in words: "human" -> "van een
 * mens"; what has no other word stays as it is. */
const char *explain_outcome(const char *found, bool is_english);

/* By what the moment of receipt is known: "stempel van de mailserver". */
const char *explain_basis(enum receipt_basis basis, bool is_english);

/* The Dutch and the English form of the i-th fixed reason, for tests; false
 * behind the last. "%s" stands for what differs. */
bool explain_pair(size_t i, const char **dutch, const char **english);

#endif
