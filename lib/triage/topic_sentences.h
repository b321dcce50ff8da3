#ifndef POSTWACHT_TOPIC_SENTENCES_H
#define POSTWACHT_TOPIC_SENTENCES_H

#include "triage/compiled.h"

struct arena;
struct faults;

/* The sentences that rules have, for rules.c and review.c. */

/*
 * All rules of one topic have their sentences together, whatever file they
 * stand in, and each topic is set against the others.
 *
 * out      sentences of every compiled[], as many as there are rules
 */
const struct likeness *topic_sentences_compile(
    struct arena *a, const struct rules *r, struct compiled *compiled);

/* Sentences that stand under two topics, and so say nothing: with the same
 * words, whatever their order and the small words between them. Adds to
 * *faults. */
void topic_sentences_review(const struct rules *r, struct faults *faults);

#endif
