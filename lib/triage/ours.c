/*
 * Knowing our own notices by a keyed hash in their Message-ID (hard cases E10
 * and G2). A header that merely claims to be ours proves nothing (C7).
 */

#include "triage/ours.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

#define HASH_DIGITS 16
#define NUMBER_MAX  18 /* digits: fits a long long */
#define MARK        "pw."

static void
hash_of(long long notice, const unsigned char *key, char out[HASH_DIGITS + 1])
{
	unsigned char digest[DIGEST_BYTES];
	char text[32];
	int n = snprintf(text, sizeof(text), "notice:%lld", notice);

	digest_hmac(key, text, n > 0 ? (size_t)n : 0, digest);
	digest_hex(digest, HASH_DIGITS / 2, out);
}

const char *
ours_id(struct arena *a, long long notice, const unsigned char *key,
    const char *domain)
{
	char hash[HASH_DIGITS + 1];

	hash_of(notice, key, hash);
	return arena_printf(a, MARK "%lld.%s@%s", notice, hash, domain);
}

bool
ours_check(const char *message_id, const unsigned char *key, long long *notice)
{
	char hash[HASH_DIGITS + 1];
	const char *p = message_id + strlen(MARK);
	long long number = 0;
	size_t digits = 0;

	if (strncmp(message_id, MARK, strlen(MARK)) != 0)
		return false;
	while (p[digits] >= '0' && p[digits] <= '9') {
		if (digits == NUMBER_MAX)
			return false;
		number = 10 * number + (p[digits++] - '0');
	}
	if (digits == 0 || p[digits] != '.')
		return false;
	p += digits + 1;
	hash_of(number, key, hash);
	if (strlen(p) <= HASH_DIGITS || p[HASH_DIGITS] != '@' ||
	    !digest_is_same(p, hash, HASH_DIGITS))
		return false;
	if (notice)
		*notice = number;
	return true;
}
