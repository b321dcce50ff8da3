#ifndef POSTWACHT_OURS_H
#define POSTWACHT_OURS_H

#include <stdbool.h>

struct arena;

/*
 * The Message-ID of a notice, without <>:
 * "pw.<number>.<16 hex digits>@<domain>", the digits being the first of
 * HMAC-SHA-256(key, "notice:<number>"), so that our own mail is known wherever
 * it is seen again and nobody else can write one.
 *
 * in       key  DIGEST_BYTES
 */
const char *ours_id(struct arena *a, long long notice, const unsigned char *key,
    const char *domain);

/* Whether the key made this Message-ID; the number goes to *notice, which
 * may be NULL. */
bool ours_check(
    const char *message_id, const unsigned char *key, long long *notice);

#endif
