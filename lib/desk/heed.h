#ifndef POSTWACHT_HEED_H
#define POSTWACHT_HEED_H

#include "base/date.h"
#include "base/err.h"

struct arena;
struct office;
struct sighting;
struct store;

/*
 * Signs that a question was answered although no answer was seen (users.md
 * 6): the message is marked as answered, or it was thrown away. They close
 * nothing; the digest asks.
 */
#define SIGN_FLAG    "flag"
#define SIGN_DELETED "deleted"

/* Records the sign for the open questions that wait for an answer to the
 * message at that place; once for each message and sign. */
int heed_sign(struct store *s, const struct office *o, struct arena *a,
    const struct sighting *at, const char *sign, struct instant now,
    struct err *e) MUST_CHECK;

#endif
