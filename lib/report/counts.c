/*
 * Words and how often each was seen: an open hash, so that a million rows
 * with a few hundred words cost no more than their looking up.
 */

#include "report/counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define FIRST_ROOM 64

/* FNV-1a, 32 bits (Fowler, Noll, Vo). Words come from our own tables;
 * an attacker has nothing to gain from a collision. */
static uint32_t
hash_of(const char *word)
{
	uint32_t h = 2166136261u;

	for (; *word; word++)
		h = (h ^ (unsigned char)*word) * 16777619u;
	return h;
}

/* The slot of a word, or the free one where it belongs. */
static uint32_t *
slot_of(const struct counts *c, const char *word)
{
	size_t i = hash_of(word) & (c->room - 1);

	while (c->slots[i] && strcmp(c->at[c->slots[i] - 1].word, word) != 0)
		i = (i + 1) & (c->room - 1);
	return &c->slots[i];
}

static void
make_room(struct counts *c)
{
	size_t i, room = c->room ? c->room * 2 : FIRST_ROOM;

	if (c->n * 2 < c->room)
		return;
	c->at = arena_grow(c->arena, c->at, c->n, room, sizeof(*c->at));
	c->slots = arena_array(c->arena, room, sizeof(*c->slots));
	c->room = room;
	for (i = 0; i < c->n; i++)
		*slot_of(c, c->at[i].word) = (uint32_t)(i + 1);
}

size_t
counts_place(struct counts *c, const char *word)
{
	uint32_t *slot;

	make_room(c);
	slot = slot_of(c, word);
	if (*slot == 0) {
		c->at[c->n++].word = arena_copy(c->arena, word);
		*slot = (uint32_t)c->n;
	}
	return *slot - 1;
}

void
counts_add(struct counts *c, const char *word)
{
	size_t place = counts_place(c, word); /* may move c->at */

	c->at[place].n++;
}

static int
compare_counts(const void *left, const void *right)
{
	const struct word_count *a = left, *b = right;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->word, b->word);
}

void
counts_sort(struct counts *c)
{
	if (c->n > 1)
		qsort(c->at, c->n, sizeof(*c->at), compare_counts);
}
