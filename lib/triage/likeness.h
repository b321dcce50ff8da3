#ifndef POSTWACHT_LIKENESS_H
#define POSTWACHT_LIKENESS_H

#include <stddef.h>

struct arena;

/*
 * How much a text resembles sentences that somebody wrote down, set against
 * other sets of sentences. A word counts for a set as its sentences have it
 * more often than those of all others; a word that no set has counts nothing,
 * nor does one that most have. So a few sentences from each subject tell
 * subjects apart that are not called by their name.
 *
 * source   Rennie, Shih, Teevan, Karger, Tackling the Poor Assumptions of
 *          Naive Bayes Text Classifiers, ICML 2003: each class against its
 *          complement, and long texts count no more than short ones.
 */
struct likeness;

struct sentence_set {
	size_t n;
	const char *const *at; /* UTF-8, as written */
};

/* Of n sets; their places are what likeness_points fills. Keeps nothing of
 * what is passed. */
struct likeness *likeness_new(
    struct arena *a, const struct sentence_set *sets, size_t n);

/* What a text has in common with one set. */
struct resemblance {
	int points; /* 0: no more than with the others; some 30 is clear */
	const char *words; /* those that speak for it most, "" without points */
};

/*
 * in       subject, text  folded, as fold() leaves them; a word of the
 *                         subject counts double
 * returns  one for each set, in the arena
 */
struct resemblance *likeness_points(const struct likeness *l, struct arena *a,
    const char *subject, const char *text);

#endif
