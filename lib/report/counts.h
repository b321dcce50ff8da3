#ifndef POSTWACHT_COUNTS_H
#define POSTWACHT_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* How often each of a set of words was seen. Begins as { .arena = a }. */
struct counts {
	struct arena *arena; /* holds the copies of the words */
	size_t n;
	struct word_count {
		const char *word;
		size_t n;
	} * at;          /* in order of first sight */
	size_t room;     /* of the slots, a power of two */
	uint32_t *slots; /* place + 1, 0: free */
};

/* The place of a word in `at`, added with n = 0 when it is new. */
size_t counts_place(struct counts *c, const char *word);

/* Seen once more. */
void counts_add(struct counts *c, const char *word);

/* Most first, then by word; places are no longer valid. */
void counts_sort(struct counts *c);

#endif
