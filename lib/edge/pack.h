#ifndef POSTWACHT_PACK_H
#define POSTWACHT_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text;

/*
 * Values as bytes, between processes of the same program: numbers go as they
 * lie in memory. A string is its length, its bytes and a NUL.
 */

void pack_number(struct text *out, uint32_t n);
void pack_string(struct text *out, const char *s);

/* What is left of what came. After the first thing that is wrong nothing is
 * taken any more, and every value is zero or "". */
struct unpack {
	const char *at;
	size_t left;
	bool is_bad;
};

void unpack_bytes(struct unpack *in, void *out, size_t n);

/* At most max, else it is wrong. */
uint32_t unpack_number(struct unpack *in, uint32_t max);

/* At most max bytes; it stays where it lies. */
const char *unpack_string(struct unpack *in, size_t max);

#endif
