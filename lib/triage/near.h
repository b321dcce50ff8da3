#ifndef POSTWACHT_NEAR_H
#define POSTWACHT_NEAR_H

#include <stddef.h>

#include "triage/rules.h"

struct arena;
struct facts;
struct house;

/* The one thing that kept a rule from matching. */
enum near_lack {
	NEAR_FORBIDDEN, /* a criterion of its "none" was found */
	NEAR_NO_ANY,    /* none of its "words" and "any" was */
	NEAR_NO_ALL,    /* one criterion of its "all" was not */
};

/* A rule that did not match and lacked one condition, while words of the
 * message met another one. */
struct near_miss {
	const struct rule *rule;
	enum near_lack lack;
	struct criteria lacking; /* what stood in the way: one of them would
	                            have done, or should not have been there */
	const char *there;       /* words of the message that fit the rule */
	const char *forbidden;   /* those that were one too many, or "" */
	size_t n_there;
};

struct near_misses {
	size_t n;
	const struct near_miss *at;
};

/*
 * The rules that nearly matched, the nearest first: those that were only
 * kept from it by words that may not be there, then by how many words were,
 * then in the order of the rules. The rules of RULE_QUESTION are held
 * against the words by which classify decides whether something is asked.
 *
 * To be asked for explanations: every rule is tried, about a millisecond.
 */
struct near_misses near_find(
    struct arena *a, const struct facts *facts, const struct house *house);

#endif
