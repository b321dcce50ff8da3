#ifndef POSTWACHT_MISSPELT_H
#define POSTWACHT_MISSPELT_H

#include <stddef.h>

#include "triage/rules.h"

struct arena;
struct facts;

/* Letters that a word has at least to be compared, and from which on it may
 * differ in two of them ("kinderopavng"), not one. */
#define MISSPELT_LETTERS_MIN 7
#define MISSPELT_LETTERS_TWO 10

/* Different words of one message that are compared. */
#define MISSPELT_WORDS_MAX 400

/* A word of a message that is no word of a rule but nearly one. */
struct misspelt {
	const char *found; /* "kinderopavng" */
	const char *meant; /* "kinderopvang*", as the rule has it */
	const struct rule *rule;
};

/*
 * Words of subject and new text that are a letter or two from a word of a
 * topic rule, in the order of the text: a typing mistake, or an ending that
 * the rule has not thought of. For explanations: nothing is decided by it.
 *
 * in       not_topic  whose rules are left out: the topic that was found
 * out      out        room for max
 * returns  how many
 */
size_t misspelt_find(struct arena *a, const struct rules *rules,
    const struct facts *facts, const char *not_topic, struct misspelt *out,
    size_t max);

#endif
