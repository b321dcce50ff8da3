/*
 * A list that two threads share under a lock. Knows nothing of what the
 * messages in it are about.
 */

#include "edge/interest.h"

#include <pthread.h>
#include <string.h>

#include "base/arena.h"

struct interest {
	struct arena *arena; /* holds this struct */
	struct arena *list_arena;
	pthread_mutex_t lock;
	uint64_t generation;
	size_t n;
	struct whereabouts *at;
};

struct interest *
interest_new(void)
{
	struct arena *a = arena_new();
	struct interest *i = arena_alloc(a, sizeof(*i));

	i->arena = a;
	i->generation = 1;
	(void)pthread_mutex_init(&i->lock, NULL);
	return i;
}

void
interest_free(struct interest *i)
{
	if (!i)
		return;
	(void)pthread_mutex_destroy(&i->lock);
	arena_free(i->list_arena);
	arena_free(i->arena);
}

static int
is_same(const struct interest *i, const struct whereabouts *at, size_t n)
{
	size_t k;

	if (i->n != n)
		return 0;
	for (k = 0; k < n; k++)
		if (i->at[k].uid != at[k].uid ||
		    i->at[k].uidvalidity != at[k].uidvalidity ||
		    strcmp(i->at[k].folder, at[k].folder) != 0)
			return 0;
	return 1;
}

static void
replace(struct interest *i, const struct whereabouts *at, size_t n)
{
	struct arena *a = arena_new();
	size_t k;

	arena_free(i->list_arena);
	i->list_arena = a;
	i->at = arena_array(a, n, sizeof(*i->at));
	for (k = 0; k < n; k++) {
		i->at[k] = at[k];
		/* Neighbours mostly lie in the same folder. */
		i->at[k].folder =
		    k > 0 && strcmp(at[k - 1].folder, at[k].folder) == 0
		    ? i->at[k - 1].folder
		    : arena_copy(a, at[k].folder);
	}
	i->n = n;
	i->generation++;
}

void
interest_set(struct interest *i, const struct whereabouts *at, size_t n)
{
	(void)pthread_mutex_lock(&i->lock);
	if (!is_same(i, at, n))
		replace(i, at, n);
	(void)pthread_mutex_unlock(&i->lock);
}

struct uid_list
interest_in(struct interest *i, struct arena *a, const char *folder,
    uint32_t uidvalidity)
{
	struct uid_list out = { 0 };
	uint32_t *uids;
	size_t k;

	if (!i)
		return out;
	(void)pthread_mutex_lock(&i->lock);
	uids = arena_array(a, i->n + 1, sizeof(*uids));
	for (k = 0; k < i->n; k++)
		if (i->at[k].uidvalidity == uidvalidity &&
		    strcmp(i->at[k].folder, folder) == 0)
			uids[out.n++] = i->at[k].uid;
	out.uids = uids;
	out.generation = i->generation;
	(void)pthread_mutex_unlock(&i->lock);
	return out;
}
