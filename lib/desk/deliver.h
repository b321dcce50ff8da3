#ifndef POSTWACHT_DELIVER_H
#define POSTWACHT_DELIVER_H

#include <stdint.h>

#include "base/err.h"

struct arena;
struct office;
struct reading;
struct store;

/*
 * A message that was delivered to several mailboxes is one message, so one
 * question (C3). Its team follows from rules; where they give none, from the
 * mailboxes: that of the one team they have, and both when they have more
 * (users.md 8). The outcome does not depend on which copy came first.
 *
 * in       message   with a sighting for each copy
 *          r         what was read of one copy
 * out      *conversation  to be judged anew, when 1 is returned
 * returns  1; 0: nothing changed; -1
 */
int deliver_settle(struct store *s, const struct office *o, struct arena *a,
    int64_t message, const struct reading *r, int64_t *conversation,
    struct err *e) MUST_CHECK;

#endif
