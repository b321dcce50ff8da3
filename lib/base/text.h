#ifndef POSTWACHT_TEXT_H
#define POSTWACHT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * A string that grows, up to a ceiling given at birth. What does not fit is
 * left out and is_cut is set; the string stays valid and NUL-terminated.
 */
struct text {
	char *data; /* never NULL after text_init; NUL-terminated */
	size_t len;
	size_t room;
	size_t ceiling;
	bool is_cut;
};

void text_init(struct text *t, size_t ceiling);

/* Releases the memory. For SCOPED(text_done) too. */
void text_done(struct text *t);

/* Empties it, keeps the memory. */
void text_clear(struct text *t);

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_add_char(struct text *t, char c);
void text_addf(struct text *t, const char *format, ...) PRINTF(2, 3);

/* The length of the longest prefix of s that is valid UTF-8 and no longer
 * than n bytes, so that a cut never splits a character. */
size_t text_utf8_prefix(const char *s, size_t n);

/* The number of code points of s, and the bytes that its first n take. */
size_t text_utf8_length(const char *s);
size_t text_utf8_bytes(const char *s, size_t n);

/* Compares ASCII letters without case; for header names, domains, keywords. */
bool text_is_same(const char *a, const char *b);
bool text_has_prefix(const char *s, const char *prefix);
bool text_has_suffix(const char *s, const char *suffix);

/* Whether any of the n strings stands somewhere in s; exact bytes. */
bool text_has_any(const char *s, const char *const *list, size_t n);

/* Letters that must be changed, added or left out to make one of the other,
 * without regard to ASCII case; SIZE_MAX when one has more than 64 bytes. */
size_t text_distance(const char *a, const char *b);

/* The word of the list that is nearest to word by edits, or NULL when none is
 * within a third of its length; to say "did you mean ...?". */
const char *text_nearest(const char *word, const char *const *list, size_t n);

/* Writes "*@*" over whatever looks like a mail address or a Message-ID, in
 * place: for lines that many may read. */
void text_hide_addresses(char *s);

/* Whole number in lowest..highest without anything behind it. 0 or -1. */
int text_to_int(const char *s, long long lowest, long long highest,
    long long *out) MUST_CHECK;

#endif
