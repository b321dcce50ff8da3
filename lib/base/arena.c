/*
 * A chain of blocks from which memory is cut. The only file beside text.c
 * that calls free().
 */

#include "base/arena.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Most messages and ticks fit into one block of this many bytes. */
#define ARENA_BLOCK 65536

struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) unsigned char data[];
};

struct arena {
	struct block *blocks;
};

static struct block *
block_new(size_t size)
{
	struct block *b = malloc(sizeof(*b) + size);

	if (!b)
		abort();
	b->next = NULL;
	b->used = 0;
	b->size = size;
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = malloc(sizeof(*a));

	if (!a)
		abort();
	a->blocks = block_new(ARENA_BLOCK);
	return a;
}

void
arena_free(struct arena *a)
{
	struct block *b, *next;

	if (!a)
		return;
	for (b = a->blocks; b; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

void
arena_done(struct arena **a)
{
	arena_free(*a);
	*a = NULL;
}

void
arena_clear(struct arena *a)
{
	struct block *b, *next;

	for (b = a->blocks->next; b; b = next) {
		next = b->next;
		free(b);
	}
	a->blocks->next = NULL;
	a->blocks->used = 0;
}

/* A block with room for size bytes; a large piece gets a block of its own
 * behind the current one, so that the current one stays in use. */
static struct block *
block_with_room(struct arena *a, size_t size)
{
	struct block *b = a->blocks;

	if (b->size - b->used >= size)
		return b;
	if (size > ARENA_BLOCK / 4) {
		struct block *large = block_new(size);

		large->next = b->next;
		b->next = large;
		return large;
	}
	b = block_new(ARENA_BLOCK);
	b->next = a->blocks;
	a->blocks = b;
	return b;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *b;
	void *p;

	if (size > SIZE_MAX - 2 * align - sizeof(*b))
		abort();
	size = (size + align - 1) / align * align;
	b = block_with_room(a, size);
	p = b->data + b->used;
	b->used += size;
	return memset(p, 0, size);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		abort();
	return arena_alloc(a, n * size);
}

void *
arena_grow(
    struct arena *a, const void *old, size_t old_n, size_t new_n, size_t size)
{
	void *p = arena_array(a, new_n, size);

	if (old_n > 0)
		memcpy(p, old, old_n * size);
	return p;
}

char *
arena_copy_n(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(copy, s, n);
	return copy;
}

char *
arena_copy(struct arena *a, const char *s)
{
	return s ? arena_copy_n(a, s, strlen(s)) : NULL;
}

void
arena_give_back(void)
{
	/* glibc's own: by itself it gives back the end of the heap alone. */
	(void)malloc_trim(0);
}

char *
arena_printf(struct arena *a, const char *format, ...)
{
	va_list args, again;
	char *s;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		abort();
	s = arena_alloc(a, (size_t)n + 1);
	(void)vsnprintf(s, (size_t)n + 1, format, again);
	va_end(again);
	return s;
}
