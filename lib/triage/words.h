#ifndef POSTWACHT_TRIAGE_WORDS_H
#define POSTWACHT_TRIAGE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "triage/fault.h"

struct arena;

/* Bytes of one folded word or phrase; a longer one is a mistake. */
#define WORDS_LENGTH_MAX 200

/* States of the automaton, some 20 bytes each, and a few thousand rows of 200:
 * 5 MB at most. The shipped rules need some 62,000. */
#define WORDS_STATES_MAX 150000

/*
 * An Aho-Corasick automaton: all words of all rules are found in one walk
 * over a folded text, whatever their number.
 */
struct words;

struct words *words_new(struct arena *a);

/*
 * Adds a folded word or phrase and gives its number; the same word twice has
 * one number. "*" in front or behind stands for the rest of a word; "-", "_"
 * and a blank are the same. After words_close no more can be added; until then
 * the arena must live, which may be another than that of words_new.
 *
 * returns  0; -1: *why says FAULT_WORD_EMPTY, _LONG, _STAR or
 *          FAULT_TOO_MANY_WORDS
 */
int words_add(struct words *w, struct arena *a, const char *word,
    size_t *number, enum fault_kind *why) MUST_CHECK;

/* Makes the automaton ready for walks; from then on it lives in this arena and
 * that of words_new. */
void words_close(struct words *w, struct arena *a);

/* How many numbers were given. */
size_t words_count(const struct words *w);

/* Who is told of the words that a walk finds. */
struct words_listener {
	void (*found)(
	    void *context, size_t number, size_t start, size_t length);
	void *context;
	uint64_t *told; /* a bit for each number, WORDS_TOLD of them: a word
	                   whose bit is set is not told, and who is told sets
	                   it; NULL: every place is told */
};

#define WORDS_TOLD(w) (words_count(w) / 64 + 1)

/*
 * Walks over a folded text and tells of every word that stands in it on word
 * borders, where start and length take in the rest of the word that "*" stood
 * for.
 */
void words_walk(const struct words *w, const char *text, size_t n,
    const struct words_listener *listener);

/* Whether the character that begins at s[i] belongs to a word. */
int words_is_letter(const char *s, size_t n, size_t i);

#endif
