#ifndef POSTWACHT_FRONT_H
#define POSTWACHT_FRONT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the front of a message shows enough of it, or more must be fetched
 * (decisions.md 6): the header has ended and so has a part with text in it.
 * Cheap and cautious: it knows lines and boundaries, not MIME, and says no in
 * doubt, which costs only bytes.
 */
bool front_is_enough(const char *bytes, size_t n);

/* How many bytes of a message to have next, when n are there and more is
 * wanted: FETCH_FIRST, FETCH_SECOND, FETCH_LAST, and then 0. */
size_t front_next(size_t n);

#endif
