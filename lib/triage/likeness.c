/*
 * Naive Bayes against the complement, over words and parts of words
 * (triage/tokens). Knows no rules and no topics.
 */

#include "triage/likeness.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "triage/features.h"
#include "triage/tokens.h"

/* A word that more than one in so many sets have tells nothing; among a few
 * sets that would be every word. */
#define COMMON_PART  3
#define COMMON_LEAST 4

/* What an unseen word is counted for: low enough that one that only this set
 * has weighs, high enough that it does not decide alone. */
#define SMOOTHING 0.2

/* What the tokens that a set does not have count for together: more makes a
 * set of a few sentences hard to find, less makes it found everywhere. Found
 * by leaving sets with ten of their sentences. */
#define UNSEEN 2000

/* What any token weighs for a set of middling size, among many sets. */
#define BIAS_MOST 2.2

/* A text is held against the square root of the words that it shares with the
 * sentences, and as many more that tell nothing: one rare word in a short one
 * is chance. */
#define NEUTRAL 8

/* From natural logarithms so divided to points as words of rules give them.
 * Both were found on labelled mail. */
#define POINTS_PER_UNIT 12

/* Fewer points are chance, and so is a single word. */
#define POINTS_LEAST 5
#define WORDS_LEAST  2

/* A text that is clearly like no set is still likest to one, when that is so
 * far ahead of the next and it has so many known words; it is given so many
 * points. */
#define LIKEST_LEAD   0.3
#define LIKEST_WORDS  6
#define LIKEST_POINTS 10

/* Words that an explanation shows, and the bytes of all. */
#define SHOWN     6
#define SHOWN_MAX 200

struct likeness {
	size_t n_sets;
	const struct features *features;
	double *bias; /* of each set: what any feature weighs by its size */
};

/* What a feature weighs for a set n of whose sentences have it:
 * log(P(feature | set) / P(feature | the other sets)), without the bias. */
static double
weight_of(const struct feature *f, uint32_t n)
{
	return log(n + SMOOTHING) - log(f->n - n + SMOOTHING);
}

static int
compare_numbers(const void *left, const void *right)
{
	const double *a = left, *b = right;

	return (*a > *b) - (*a < *b);
}

/* A set with many words has each of them by chance: what a token weighs for
 * it is less than for one with few, by how far it is from the set in the
 * middle. */
static void
set_bias(struct likeness *l)
{
	SCOPED(arena_done) struct arena *scratch = arena_new();
	double *own = arena_array(scratch, l->n_sets, sizeof(*own));
	double all = UNSEEN, middle = log((double)l->n_sets);
	size_t i;

	for (i = 0; i < features_places(l->features); i++) {
		const struct feature *f = features_at(l->features, i);
		const struct posting *p;

		for (p = f ? f->postings : NULL; p; p = p->next)
			own[p->set] += p->n;
		all += f ? f->n : 0;
	}
	for (i = 0; i < l->n_sets; i++)
		own[i] = l->bias[i] = log(all - own[i]) - log(own[i] + UNSEEN);
	qsort(own, l->n_sets, sizeof(*own), compare_numbers);
	if (middle > BIAS_MOST)
		middle = BIAS_MOST;
	for (i = 0; i < l->n_sets; i++)
		l->bias[i] += middle - own[l->n_sets / 2];
}

struct likeness *
likeness_new(struct arena *a, const struct sentence_set *sets, size_t n)
{
	struct likeness *l = arena_alloc(a, sizeof(*l));

	l->n_sets = n;
	l->features = features_new(a, sets, n, COMMON_PART, COMMON_LEAST);
	l->bias = arena_array(a, n, sizeof(*l->bias));
	if (n > 0)
		set_bias(l);
	return l;
}

/* A token that both the text and some set have. */
struct known {
	struct token token;
	const struct feature *feature;
	double weight; /* 2 in the subject */
	bool is_shown;
};

/* All of them, in the order of the text. */
struct common {
	const struct likeness *l;
	struct arena *a;
	uint64_t *seen; /* a bit for each place of a feature */
	double weight;  /* of what is being read */
	size_t n, room;
	struct known *at;
};

static void
note_token(void *context, const struct token *token)
{
	struct common *c = context;
	const struct feature *f = features_find(c->l->features, token->hash);
	size_t place;

	if (!f)
		return;
	place = features_place(c->l->features, f);
	if (c->seen[place / 64] >> place % 64 & 1)
		return;
	c->seen[place / 64] |= UINT64_C(1) << place % 64;
	if (c->n == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		c->at = arena_grow(c->a, c->at, c->n, c->room, sizeof(*c->at));
	}
	c->at[c->n++] = (struct known){ *token, f, c->weight, false };
}

static void
common_read(struct common *c, const char *subject, const char *text)
{
	const struct tokens_listener listener = { note_token, c };

	c->seen = arena_array(
	    c->a, features_places(c->l->features) / 64 + 1, sizeof(*c->seen));
	c->weight = 2;
	tokens_read(subject, &listener);
	c->weight = 1;
	tokens_read(text, &listener);
}

/* What the features weigh together for each set. */
static double *
sums_of(const struct likeness *l, struct arena *a, const struct common *c)
{
	double *sums = arena_array(a, l->n_sets, sizeof(*sums));
	double others = 0, all = 0, squares = NEUTRAL;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct feature *f = c->at[i].feature;
		double times = c->at[i].weight, absent = weight_of(f, 0);
		const struct posting *p;

		all += times;
		squares += times * times;
		others += times * absent;
		for (p = f->postings; p; p = p->next)
			sums[p->set] += times * (weight_of(f, p->n) - absent);
	}
	for (i = 0; i < l->n_sets; i++)
		sums[i] = (sums[i] + others + all * l->bias[i]) / sqrt(squares);
	return sums;
}

static double
weight_for(const struct likeness *l, const struct known *known, size_t set)
{
	const struct posting *p = known->feature->postings;

	while (p && p->set != set)
		p = p->next;
	return p ? weight_of(known->feature, p->n) + l->bias[set] : 0;
}

/* The word that speaks most for the set and was not shown yet, or NULL. */
static struct known *
strongest(const struct likeness *l, struct common *c, size_t set)
{
	struct known *best = NULL;
	double most = 0;
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct known *known = &c->at[i];
		double weight = weight_for(l, known, set);

		if (known->is_shown || known->token.is_part || weight <= most)
			continue;
		best = known;
		most = weight;
	}
	return best;
}

/* Those that speak for the set; "" for fewer than must. */
static const char *
print_words(
    const struct likeness *l, struct arena *a, struct common *c, size_t set)
{
	SCOPED(text_done) struct text t;
	size_t i, n = 0;

	text_init(&t, SHOWN_MAX);
	for (i = 0; i < c->n; i++)
		c->at[i].is_shown = false;
	while (n < SHOWN) {
		struct known *known = strongest(l, c, set);

		if (!known)
			break;
		known->is_shown = true;
		text_addf(&t, "%s%.*s", n++ ? ", " : "", (int)known->token.n,
		    known->token.at);
	}
	return n < WORDS_LEAST ? "" : arena_copy(a, t.data);
}

/* The set that is ahead of all others, or n_sets. */
static size_t
likest(const struct likeness *l, const double *sums)
{
	size_t first = 0, i;

	for (i = 1; i < l->n_sets; i++) {
		if (sums[i] > sums[first])
			first = i;
	}
	for (i = 0; i < l->n_sets; i++) {
		if (i != first && sums[first] - sums[i] < LIKEST_LEAD)
			return l->n_sets;
	}
	return first;
}

static size_t
count_words(const struct common *c)
{
	size_t i, n = 0;

	for (i = 0; i < c->n; i++)
		n += !c->at[i].token.is_part;
	return n;
}

static struct resemblance
resemblance_of(const struct likeness *l, struct arena *a, struct common *common,
    size_t set, double sum, int least)
{
	int points = (int)(POINTS_PER_UNIT * sum);
	const char *words;

	if (points < least)
		points = least;
	words = points < POINTS_LEAST ? "" : print_words(l, a, common, set);
	return (struct resemblance){ *words ? points : 0, words };
}

struct resemblance *
likeness_points(const struct likeness *l, struct arena *a, const char *subject,
    const char *text)
{
	struct resemblance *out = arena_array(a, l->n_sets, sizeof(*out));
	struct common common = { .l = l, .a = a };
	const double *sums;
	size_t i, first;

	if (l->n_sets == 0)
		return out;
	common_read(&common, subject, text);
	sums = sums_of(l, a, &common);
	first =
	    count_words(&common) < LIKEST_WORDS ? l->n_sets : likest(l, sums);
	for (i = 0; i < l->n_sets; i++)
		out[i] = resemblance_of(
		    l, a, &common, i, sums[i], i == first ? LIKEST_POINTS : 0);
	return out;
}
