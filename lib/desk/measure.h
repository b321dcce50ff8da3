#ifndef POSTWACHT_MEASURE_H
#define POSTWACHT_MEASURE_H

#include "base/err.h"

struct office;
struct store;

/* How the measurements of a store were made: a fact of the store by that name.
 * Raised when report/span measures otherwise. */
#define MEASURE_VERSION 5
#define MEASURE_META    "measured"

/*
 * Makes the measurements of every question, in one transaction, when the store
 * has none yet or has those of an older way of measuring; else does nothing.
 * 0 or -1.
 */
int measure_all(
    struct store *s, const struct office *o, struct err *e) MUST_CHECK;

/* Whether they are there: 1, 0, -1. */
int measure_is_made(struct store *s, struct err *e) MUST_CHECK;

#endif
