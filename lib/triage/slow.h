#ifndef POSTWACHT_SLOW_H
#define POSTWACHT_SLOW_H

#include <stdbool.h>

struct arena;
struct expression;

/*
 * Whether some mail could make an expression exceed its limits, after which
 * it does not match: tried on texts that are made from its own letters. Not
 * a proof either way, and no clock: the same expression always gives the same.
 */
bool slow_is(struct arena *a, const struct expression *expression);

#endif
