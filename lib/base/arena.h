#ifndef POSTWACHT_ARENA_H
#define POSTWACHT_ARENA_H

#include <stddef.h>

#include "base/err.h"

/*
 * Memory that is freed all at once: one arena a tick, one a message. Nothing
 * in it is freed singly. Out of memory aborts: what matters is in the store.
 */
struct arena;

struct arena *arena_new(void);

/* Frees the arena and all that came from it. NULL is accepted. */
void arena_free(struct arena *a);

/* For SCOPED(arena_done). */
void arena_done(struct arena **a);

/* Forgets all that came from the arena, keeps one block for reuse. */
void arena_clear(struct arena *a);

/* size zeroed bytes, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t size);

/* An array of n elements of size bytes, zeroed; aborts on overflow. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* A larger copy of an array: old_n elements kept, the rest zeroed. */
void *arena_grow(
    struct arena *a, const void *old, size_t old_n, size_t new_n, size_t size);

/* Copies of a string; s may be NULL, which gives NULL. */
char *arena_copy(struct arena *a, const char *s);
char *arena_copy_n(struct arena *a, const char *s, size_t n);

/* Gives memory that was freed back to the system: after something large that
 * does not come again soon. Takes milliseconds. */
void arena_give_back(void);

char *arena_printf(struct arena *a, const char *format, ...) PRINTF(2, 3);

#endif
