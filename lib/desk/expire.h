#ifndef POSTWACHT_EXPIRE_H
#define POSTWACHT_EXPIRE_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct office;
struct store;

/*
 * Closes what has waited for its asker for more working days than the office
 * waits (users.md 5): an event by the passing of time, at the end of the last
 * of those days, so that a tick that comes late closes it at the same moment.
 * Each question in a transaction of its own.
 *
 * out      *closed  how many
 */
int expire_waits(struct store *s, const struct office *o, struct instant now,
    size_t *closed, struct err *e) MUST_CHECK;

#endif
