#ifndef POSTWACHT_UTF8_H
#define POSTWACHT_UTF8_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* The length (1..4) of the valid UTF-8 character at the front of s, or 0
 * (RFC 3629: no overlong forms, no surrogates). n is at least 1. */
size_t utf8_step(const char *s, size_t n);

/* The number of bytes at the front that are printable ASCII. */
size_t utf8_plain(const char *s, size_t n);

/* What the bytes look like as UTF-8. */
struct utf8_count {
	size_t many; /* valid characters of more than one byte */
	size_t bad;  /* bytes that belong to no valid character */
	size_t tail; /* bytes of a character that the end cuts off */
};

struct utf8_count utf8_count(const char *s, size_t n);

/*
 * The same text fit for facts: valid UTF-8 (U+FFFD for each bad byte), no
 * control characters but newline and tab, CRLF and CR as LF, odd blanks as a
 * plain blank. utf8_line gives one trimmed line, also without the marks that
 * turn the direction of writing, so that a name cannot disguise itself.
 */
char *utf8_text(struct arena *a, const char *s, size_t n, size_t *out_n);
const char *utf8_line(struct arena *a, const char *s, size_t n);

/* At most max bytes of s, never half a character. */
const char *utf8_cut(struct arena *a, const char *s, size_t max);

#endif
