#ifndef POSTWACHT_OURS_H
#define POSTWACHT_OURS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/digest.h"

struct arena;
struct facts;

/* Days for which what a key has signed is still known after another key has
 * taken its place. */
#define OURS_KEY_DAYS 90

struct ours_key {
	unsigned char bytes[DIGEST_BYTES];
	struct date until; /* the last day on which it counts; of the key in
	                      use a day that never comes */
};

#define OURS_FOREVER ((struct date){ INT32_MAX })

/* The one in use is the first; none: nothing is ours. */
struct ours_keys {
	size_t n;
	const struct ours_key *at;
};

/*
 * The mark of a notice, without <>: "pw.<number>.<16 hex digits>@<domain>",
 * the digits being the first of HMAC-SHA-256(key, "notice:<number>"), so that
 * our own mail is known wherever it is seen again and nobody else can write
 * one. It is the notice's Message-ID and its header X-Postwacht-Token, and
 * stands in its References, in front of whose domain OURS_REFERENCE is put: a
 * provider may give a mail another id (D7), and answers then name that one.
 *
 * in       key  DIGEST_BYTES
 */
const char *ours_id(struct arena *a, long long notice, const unsigned char *key,
    const char *domain);

#define OURS_HEADER    "X-Postwacht-Token"
#define OURS_REFERENCE "notice."

/*
 * Whether a key that counts on that day made this mark; the number goes to
 * *notice, which may be NULL.
 */
bool ours_check(const char *id, const struct ours_keys *keys, struct date day,
    long long *notice);

/* Whether a message is a notice of ours: by its Message-ID or by its header.
 * Any one suffices. */
bool ours_is(const struct facts *facts, const struct ours_keys *keys,
    struct date day, long long *notice);

/* Whether a message answers a notice of ours, or tells of it: by its
 * In-Reply-To, else by the latest of its References. */
bool ours_names(const struct facts *facts, const struct ours_keys *keys,
    struct date day, long long *notice);

#endif
