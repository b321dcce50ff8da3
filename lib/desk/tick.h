#ifndef POSTWACHT_TICK_H
#define POSTWACHT_TICK_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct store;

/*
 * The moment of the last tick, which the store keeps. A clock that went back
 * by more than TICK_BACK sends nothing until it has caught up, or until a
 * person says that it is right now (H18, decisions.md 19).
 */
#define TICK_BACK 300 /* s */

/* How far the clock lies behind the last tick, in seconds; 0 within
 * TICK_BACK. */
int tick_behind(struct store *s, struct instant now, int64_t *behind,
    struct err *e) MUST_CHECK;

/* The same, and where it is 0 the last tick is now. */
int tick_note(struct store *s, struct instant now, int64_t *behind,
    struct err *e) MUST_CHECK;

/* The clock is right: the last tick is now. out *behind as it was. */
int tick_accept(struct store *s, struct instant now, int64_t *behind,
    struct err *e) MUST_CHECK;

#endif
