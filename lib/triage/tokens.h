#ifndef POSTWACHT_TOKENS_H
#define POSTWACHT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What two texts may have in common: a word, the beginning of a long one, or
 * two neighbours. */
struct token {
	uint64_t hash;  /* the same for the same token; two others with the
	                   same are as good as impossible */
	const char *at; /* the word, or the first of two, in the text */
	size_t n;
	bool is_part; /* no word of its own: nothing to show */
};

/* Who is told of them. */
struct tokens_listener {
	void (*found)(void *context, const struct token *token);
	void *context;
};

/*
 * Tells of the words of a folded text, of the beginnings of long ones, since
 * Dutch makes words of words, and of neighbours ("in huis"), which say what
 * neither says alone. Small words of the language count beside another only.
 */
void tokens_read(const char *folded, const struct tokens_listener *listener);

#endif
