#ifndef POSTWACHT_TRIGGER_H
#define POSTWACHT_TRIGGER_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct rules;

/*
 * Which rules are worth a look once a word is found. A rule that cannot match
 * without one of certain words is looked at only then, so that a mail costs
 * what it holds, and not the number of rules.
 */
struct triggers {
	size_t n_chunks; /* of 64 rules */
	const uint64_t
	    *always;         /* rules that no word can rule out, a bit each */
	const size_t *first; /* of each word: its rules in `rules` begin here;
	                          one more than there are words */
	const uint32_t *rules;
};

/* Of compiled rules whose words are closed; in the arena. */
struct triggers triggers_of(struct arena *a, const struct rules *r);

#endif
