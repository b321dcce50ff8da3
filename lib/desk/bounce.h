#ifndef POSTWACHT_BOUNCE_H
#define POSTWACHT_BOUNCE_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct facts;
struct ours_keys;
struct store;

/*
 * A bounce that names a notice of ours settles it: it did not arrive, and the
 * next digest says so (I5). A report that delivery is merely delayed settles
 * nothing. The notice is known by the keyed Message-ID that comes back in
 * In-Reply-To, in References or in the returned headers; nobody else can
 * write one.
 *
 * in       keys      of our marks
 *          bytes, n  what was fetched of the bounce, NULL and 0 when nothing
 * returns  0, whether or not it named one; -1 as the store says
 */
int bounce_settle(struct store *s, const struct ours_keys *keys,
    const struct facts *facts, const char *bytes, size_t n, struct instant now,
    struct err *e) MUST_CHECK;

#endif
