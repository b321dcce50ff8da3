#ifndef POSTWACHT_SENTENCE_H
#define POSTWACHT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Words of one sentence that are looked at; a longer sentence is cut up. */
#define SENTENCE_WORDS_MAX 128

struct token {
	const char *at; /* into the folded text */
	size_t n;
};

/* The words of one sentence; a comma or other pause is a token of its own. */
struct sentence {
	size_t n;
	bool is_question; /* a question mark ends it */
	struct token token[SENTENCE_WORDS_MAX];
};

/* The next sentence of a folded text from *at on, which is moved; false at
 * the end. Full stops in "16.00", "a.s.", "30 jan." end no sentence. */
bool sentence_next(const char **at, struct sentence *out);

/* Asked of every word of every mail, hundreds of times: nearly always the
 * first letter differs already. A token holds no NUL. */
static inline bool
token_is(const struct token *t, const char *word)
{
	return t->n > 0 && *t->at == *word && strncmp(t->at, word, t->n) == 0 &&
	    !word[t->n];
}

/* Whether the token is one of the words of a list that NULL ends. */
bool token_in(const struct token *t, const char *const *list);

/* A list that is asked for every word of a mail: which lengths its words have,
 * by their first letter, rules nearly all others out. */
struct word_list {
	const char *const *words;
	uint32_t lengths[32];
};

struct word_list word_list_of(const char *const *words);
bool word_list_has(const struct word_list *l, const struct token *t);

/* The whole number that the token is, 0..99999; -1 when it is none. */
int token_number(const struct token *t);

#endif
