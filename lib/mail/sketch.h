#ifndef POSTWACHT_SKETCH_H
#define POSTWACHT_SKETCH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

#define SKETCH_BYTES 128

/* A text of fewer words, its greeting left out, has no sketch: "Dat klopt." is
 * written by many to many. */
#define SKETCH_WORDS_MIN 5

/*
 * What a text says, in so few bytes that two of them can be compared: the
 * lowest values of 32 hash functions over its pairs of words (MinHash). The
 * share of equal values is about the share of pairs that the texts have in
 * common. Greeting, figures, case and punctuation do not count, so that
 * "Beste Nora, zaak 12" is "Beste Piet, zaak 31".
 *
 * out      false: too few words, *out is zeroed
 * source   A. Broder, On the resemblance and containment of documents, 1997
 */
bool sketch_of(
    struct arena *a, const char *text, unsigned char out[SKETCH_BYTES]);

/* Equal but for a word or so: all values but two. */
bool sketch_is_same(
    const unsigned char a[SKETCH_BYTES], const unsigned char b[SKETCH_BYTES]);

/* Nearly equal: at least five eighths of the values. */
bool sketch_is_alike(
    const unsigned char a[SKETCH_BYTES], const unsigned char b[SKETCH_BYTES]);

#endif
