/*
 * Knowing our own notices by a keyed hash (hard cases E10 and G2). A header
 * that merely claims to be ours proves nothing (C7).
 */

#include "triage/ours.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "mail/message.h"

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

static bool
is_made_by(const char *digits, long long number, const unsigned char *key)
{
	char hash[HASH_DIGITS + 1];

	hash_of(number, key, hash);
	return digest_is_same(digits, hash, HASH_DIGITS);
}

bool
ours_check(const char *id, const struct ours_keys *keys, struct date day,
    long long *notice)
{
	const char *p = id + strlen(MARK);
	long long number = 0;
	size_t i, digits = 0;

	if (strncmp(id, MARK, strlen(MARK)) != 0)
		return false;
	while (p[digits] >= '0' && p[digits] <= '9') {
		if (digits == NUMBER_MAX)
			return false;
		number = 10 * number + (p[digits++] - '0');
	}
	if (digits == 0 || p[digits] != '.')
		return false;
	p += digits + 1;
	if (strlen(p) <= HASH_DIGITS || p[HASH_DIGITS] != '@')
		return false;
	for (i = 0; i < keys->n; i++) {
		if (day.day > keys->at[i].until.day ||
		    !is_made_by(p, number, keys->at[i].bytes))
			continue;
		if (notice)
			*notice = number;
		return true;
	}
	return false;
}

bool
ours_is(const struct facts *facts, const struct ours_keys *keys,
    struct date day, long long *notice)
{
	const char *token = message_header(facts, OURS_HEADER);

	return ours_check(facts->message_id, keys, day, notice) ||
	    (token &&
	        ours_check(token + strspn(token, " \t<"), keys, day, notice));
}

bool
ours_names(const struct facts *facts, const struct ours_keys *keys,
    struct date day, long long *notice)
{
	size_t i;

	if (ours_check(facts->in_reply_to, keys, day, notice))
		return true;
	for (i = facts->n_references; i > 0; i--) {
		if (ours_check(facts->references[i - 1], keys, day, notice))
			return true;
	}
	return false;
}
