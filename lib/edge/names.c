/*
 * A hash set of names. Grows with what it holds; names are never taken out,
 * because a file that was once handed out is not handed out again.
 */

#include "edge/names.h"

#include <string.h>

#include "base/arena.h"

#define NAMES_BUCKETS 256 /* at first; always a power of two */

/* FNV-1a, 64 bits: the delivering program chooses the names, not a sender. */
static uint64_t
hash_of(const char *text, size_t n)
{
	uint64_t h = 0xcbf29ce484222325U;

	while (n-- > 0)
		h = (h ^ (unsigned char)*text++) * 0x100000001b3U;
	return h;
}

void
names_init(struct names *set, struct arena *a)
{
	*set = (struct names){ .arena = a, .n_buckets = NAMES_BUCKETS };
	set->buckets = arena_array(a, set->n_buckets, sizeof(struct name *));
}

static void
names_grow(struct names *set)
{
	size_t n = set->n_buckets * 4, i;
	struct name **buckets =
	    arena_array(set->arena, n, sizeof(struct name *));

	for (i = 0; i < set->n_buckets; i++) {
		struct name *name = set->buckets[i], *next;

		for (; name; name = next) {
			next = name->next;
			name->next = buckets[name->hash & (n - 1)];
			buckets[name->hash & (n - 1)] = name;
		}
	}
	set->buckets = buckets;
	set->n_buckets = n;
}

struct name *
names_add(struct names *set, const char *text, size_t n)
{
	uint64_t hash = hash_of(text, n);
	struct name *name = set->buckets[hash & (set->n_buckets - 1)];

	for (; name; name = name->next)
		if (name->hash == hash && strlen(name->text) == n &&
		    memcmp(name->text, text, n) == 0)
			return name;
	if (set->n >= set->n_buckets)
		names_grow(set);
	name = arena_alloc(set->arena, sizeof(*name));
	name->text = arena_copy_n(set->arena, text, n);
	name->hash = hash;
	name->next = set->buckets[hash & (set->n_buckets - 1)];
	set->buckets[hash & (set->n_buckets - 1)] = name;
	set->n++;
	return name;
}
