#ifndef POSTWACHT_FOLD_H
#define POSTWACHT_FOLD_H

#include <stddef.h>

struct arena;

/*
 * The text as rules compare it: lower case by Unicode case folding, without
 * diacritics (NFKD, marks removed), control characters, hyphenation marks
 * and runs of white space turned into one blank. Punctuation stays. A byte
 * that is not UTF-8 becomes U+FFFD. ASCII takes a fast way.
 *
 * in       s, n     text of n bytes; need not be NUL-terminated
 * out      returned string in the arena; *out_n its length (may be NULL)
 * example  "Coördinator\n  VÉ" -> "coordinator ve"
 */
const char *fold(struct arena *a, const char *s, size_t n, size_t *out_n);

#endif
