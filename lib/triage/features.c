/*
 * A table of tokens by their hash (open addressing, linear probing), counted
 * in sentences. Knows nothing of what a token is worth.
 */

#include "triage/features.h"

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "triage/tokens.h"

/* Places of the smallest table; a table is as large as a power of two. */
#define PLACES_LEAST 64

struct features {
	size_t n_places; /* a power of two */
	struct feature *at;
};

/* While it is counted. */
struct counting {
	struct arena *scratch, *a;
	struct features table; /* in the scratch arena */
	size_t n;              /* features in it */
	struct posting **last; /* of each place */
	size_t *sentence;      /* by which each place was counted last */
	size_t reading, set;   /* the sentence, from 1, and its set */
};

/* Where the hash stands, or the empty place where it would. */
static size_t
place_of(const struct features *f, uint64_t hash)
{
	size_t at = (size_t)(hash ^ hash >> 32) & (f->n_places - 1);

	while (f->at[at].postings && f->at[at].hash != hash)
		at = (at + 1) & (f->n_places - 1);
	return at;
}

static struct features
table_new(struct arena *a, size_t n_places)
{
	return (struct features){ n_places,
		arena_array(a, n_places, sizeof(struct feature)) };
}

/* Twice the places. */
static void
counting_grow(struct counting *c)
{
	struct counting old = *c;
	size_t i;

	c->table = table_new(c->scratch, 2 * old.table.n_places);
	c->last = arena_array(c->scratch, c->table.n_places, sizeof(*c->last));
	c->sentence =
	    arena_array(c->scratch, c->table.n_places, sizeof(*c->sentence));
	for (i = 0; i < old.table.n_places; i++) {
		size_t at;

		if (!old.table.at[i].postings)
			continue;
		at = place_of(&c->table, old.table.at[i].hash);
		c->table.at[at] = old.table.at[i];
		c->last[at] = old.last[i];
		c->sentence[at] = old.sentence[i];
	}
}

static void
add_posting(struct counting *c, size_t at)
{
	struct feature *f = &c->table.at[at];
	struct posting *p = arena_alloc(c->a, sizeof(*p));

	*p = (struct posting){ NULL, (uint32_t)c->set, 0 };
	if (f->postings)
		c->last[at]->next = p;
	else
		f->postings = p;
	c->last[at] = p;
	f->n_sets++;
}

static void
count_token(void *context, const struct token *token)
{
	struct counting *c = context;
	size_t at = place_of(&c->table, token->hash);
	struct feature *f;

	if (c->sentence[at] == c->reading)
		return;
	if (!c->table.at[at].postings && 2 * c->n++ > c->table.n_places) {
		counting_grow(c);
		at = place_of(&c->table, token->hash);
	}
	f = &c->table.at[at];
	f->hash = token->hash;
	if (!f->postings || c->last[at]->set != c->set)
		add_posting(c, at);
	c->last[at]->n++;
	c->sentence[at] = c->reading;
	f->n++;
}

static void
count_sets(struct counting *c, const struct sentence_set *sets, size_t n)
{
	const struct tokens_listener listener = { count_token, c };
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t k;

	for (c->set = 0; c->set < n; c->set++) {
		for (k = 0; k < sets[c->set].n; k++) {
			const char *s = sets[c->set].at[k];

			arena_clear(a);
			c->reading++;
			tokens_read(fold(a, s, strlen(s), NULL), &listener);
		}
	}
}

/* Those that are kept, in a table that holds them three quarters full. */
static const struct features *
keep(const struct counting *c, size_t n_most)
{
	struct features *out = arena_alloc(c->a, sizeof(*out));
	size_t n = PLACES_LEAST, i;

	while (4 * c->n > 3 * n)
		n *= 2;
	*out = table_new(c->a, n);
	for (i = 0; i < c->table.n_places; i++) {
		const struct feature *f = &c->table.at[i];

		if (f->postings && f->n_sets <= n_most)
			out->at[place_of(out, f->hash)] = *f;
	}
	return out;
}

const struct features *
features_new(struct arena *a, const struct sentence_set *sets, size_t n,
    size_t part, size_t least)
{
	SCOPED(arena_done) struct arena *scratch = arena_new();
	struct counting c = { .scratch = scratch,
		.a = a,
		.table = table_new(scratch, PLACES_LEAST),
		.last = arena_array(scratch, PLACES_LEAST, sizeof(*c.last)),
		.sentence =
		    arena_array(scratch, PLACES_LEAST, sizeof(*c.sentence)) };

	count_sets(&c, sets, n);
	return keep(&c, n / part > least - 1 ? n / part : least - 1);
}

size_t
features_places(const struct features *f)
{
	return f->n_places;
}

const struct feature *
features_at(const struct features *f, size_t place)
{
	return f->at[place].postings ? &f->at[place] : NULL;
}

const struct feature *
features_find(const struct features *f, uint64_t hash)
{
	return features_at(f, place_of(f, hash));
}

size_t
features_place(const struct features *f, const struct feature *feature)
{
	return (size_t)(feature - f->at);
}
