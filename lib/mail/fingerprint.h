#ifndef POSTWACHT_FINGERPRINT_H
#define POSTWACHT_FINGERPRINT_H

#include <stdbool.h>

#include "base/digest.h"

struct arena;
struct facts;

/* Written beside each fingerprint; raised when the reckoning changes. */
#define FINGERPRINT_VERSION 1

/* Code points of the visible text that key2 takes in (decisions.md 13). */
#define FINGERPRINT_TEXT 2048

/*
 * Two keys for "the same message, wherever it is seen" (decisions.md 13).
 * key1: normalised Message-ID + From + Date to the second, usable only where
 * all three are sane (has_key1). key2: From, Date as sent, base subject and
 * the first text, white space collapsed, links removed; never raw bytes.
 */
struct fingerprint {
	bool has_key1;
	unsigned char key1[DIGEST_BYTES];
	unsigned char key2[DIGEST_BYTES];
};

struct fingerprint fingerprint_of(struct arena *a, const struct facts *facts);

#endif
