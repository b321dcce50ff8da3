#ifndef POSTWACHT_RETAIN_H
#define POSTWACHT_RETAIN_H

#include "base/date.h"
#include "base/err.h"

struct office;
struct store;

#define RETAIN_EVERY 86400 /* s between two rounds */

/* Conversations, and texts, that one transaction takes at most. */
#define RETAIN_BATCH 200

/*
 * Takes away what was kept long enough (settings, group retention; users.md
 * 28), a batch in a transaction of its own. A round begins a day after the
 * last one; call it again while it says that there is more.
 *
 * returns  1: there is more; 0: nothing is due; -1
 */
int retain(struct store *s, const struct office *office, struct instant now,
    struct err *e) MUST_CHECK;

#endif
