/*
 * Naive Bayes against the complement, over words and the beginnings of long
 * words ("kinder" of "kinderdagverblijven"): Dutch makes words of words, and
 * nobody writes down all of them. Knows no rules and no topics.
 */

#include "triage/likeness.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"

/* Bytes of the beginning of a word that is a feature of its own. */
#define STEM 6

/* A word of a letter is none. */
#define WORD_LEAST 2

/* A word that more than one in so many sets have tells nothing; among a few
 * sets that would be every word. */
#define COMMON_PART  3
#define COMMON_LEAST 4

/* What an unseen word is counted for: low enough that one that only this set
 * has weighs, high enough that it does not decide alone. */
#define SMOOTHING 0.3

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

/* Small words of the language, which a few sentences hold by chance. */
static const char *const small[] = { "aan", "al", "alle", "als", "andere",
	"bij", "daar", "daarover", "daarvan", "dan", "dat", "de", "deze", "die",
	"dit", "door", "een", "en", "er", "geen", "graag", "hallo", "heb",
	"hebben", "heeft", "hem", "het", "hier", "hierover", "hij", "hoe",
	"iemand", "iets", "ik", "in", "is", "je", "jullie", "kan", "kunnen",
	"kunt", "maar", "mag", "met", "mij", "mijn", "moet", "moeten", "mogen",
	"naar", "niet", "nog", "nu", "of", "om", "ons", "onze", "ook", "op",
	"over", "te", "tot", "uit", "uw", "van", "veel", "voor", "vraag",
	"vragen", "waar", "wat", "we", "wel", "welke", "wie", "wij", "wil",
	"willen", "worden", "wordt", "ze", "zich", "zij", "zijn", "zo" };

/* That sentences of a set have the feature, and what it then weighs:
 * log(P(feature | set) / P(feature | the other sets)), without the bias. */
struct posting {
	size_t set;
	double n, weight;
};

struct feature {
	const char *key; /* a word, or the beginning of one and "*" */
	double n;        /* sentences that have it, of all sets */
	double absent;   /* what it weighs for a set that does not have it */
	size_t n_postings;
	struct posting *postings; /* in the order of the sets */
};

struct likeness {
	size_t n_sets, n_features;
	struct feature *features; /* in the order of their keys */
	double *bias; /* of each set: what any feature weighs by its size */
};

/* A feature of a text. */
struct token {
	const char *key;
	size_t set;     /* while sets are read */
	double weight;  /* 2 in the subject */
	bool is_broken; /* the beginning of a word */
};

struct tokens {
	struct arena *a;
	size_t n, room;
	struct token *at;
};

static void
tokens_add(struct tokens *t, struct token token)
{
	if (t->n == t->room) {
		t->room = t->room ? 2 * t->room : 32;
		t->at = arena_grow(t->a, t->at, t->n, t->room, sizeof(*t->at));
	}
	t->at[t->n++] = token;
}

static bool
is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
	    (unsigned char)c >= 0x80;
}

static bool
is_small(const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < LENGTH(small); i++) {
		if (strlen(small[i]) == n && memcmp(small[i], word, n) == 0)
			return true;
	}
	return false;
}

/* The words of a folded text, and the beginnings of long ones. */
static void
tokens_read(struct tokens *t, const char *folded, size_t set, double weight)
{
	const char *at = folded;

	while (*at) {
		const char *from = at;
		size_t n;

		while (is_of_word(*at))
			at++;
		n = (size_t)(at - from);
		if (n >= WORD_LEAST && !is_small(from, n))
			tokens_add(t,
			    (struct token){ arena_copy_n(t->a, from, n), set,
			        weight, false });
		if (n > STEM && !is_small(from, n))
			tokens_add(t,
			    (struct token){
			        arena_printf(t->a, "%.*s*", STEM, from), set,
			        weight, true });
		if (*at)
			at++;
	}
}

/* By key and set; of equal ones that of the subject first. */
static int
compare_tokens(const void *left, const void *right)
{
	const struct token *a = left, *b = right;
	int by_key = strcmp(a->key, b->key);

	if (by_key)
		return by_key;
	if (a->set != b->set)
		return a->set < b->set ? -1 : 1;
	return (a->weight < b->weight) - (a->weight > b->weight);
}

static void
tokens_sort(struct tokens *t)
{
	if (t->n > 1)
		qsort(t->at, t->n, sizeof(*t->at), compare_tokens);
}

/* Keeps one of those that are equal: the first. */
static void
tokens_unite(struct tokens *t)
{
	size_t i, n = 0;

	tokens_sort(t);
	for (i = 0; i < t->n; i++) {
		if (n == 0 || strcmp(t->at[n - 1].key, t->at[i].key) != 0)
			t->at[n++] = t->at[i];
	}
	t->n = n;
}

/* Those of all sentences: a word counts once in each. */
static void
read_sets(struct tokens *all, const struct sentence_set *sets, size_t n)
{
	size_t i, k, m;

	for (i = 0; i < n; i++) {
		for (k = 0; k < sets[i].n; k++) {
			struct tokens one = { .a = all->a };
			const char *s = sets[i].at[k];

			tokens_read(
			    &one, fold(all->a, s, strlen(s), NULL), i, 1);
			tokens_unite(&one);
			for (m = 0; m < one.n; m++)
				tokens_add(all, one.at[m]);
		}
	}
	tokens_sort(all);
}

/* The postings of all->at[from..end), which are of one key. */
static void
postings_read(struct feature *f, struct arena *a, const struct token *from,
    const struct token *end)
{
	const struct token *at;
	size_t i;

	f->postings =
	    arena_array(a, (size_t)(end - from), sizeof(*f->postings));
	for (at = from; at < end; at++) {
		if (at == from || at->set != at[-1].set)
			f->postings[f->n_postings++].set = at->set;
		f->postings[f->n_postings - 1].n++;
	}
	f->absent = log(SMOOTHING) - log(f->n + SMOOTHING);
	for (i = 0; i < f->n_postings; i++) {
		struct posting *p = &f->postings[i];

		p->weight =
		    log(p->n + SMOOTHING) - log(f->n - p->n + SMOOTHING);
	}
}

/* The feature that begins at *i, which moves behind it. */
static struct feature
feature_read(struct arena *a, const struct tokens *all, size_t *i)
{
	const struct token *from = &all->at[*i], *end = &all->at[all->n], *at;
	struct feature f = { .key = arena_copy(a, from->key) };

	for (at = from; at < end && strcmp(at->key, from->key) == 0; at++)
		f.n++;
	postings_read(&f, a, from, at);
	*i += (size_t)(at - from);
	return f;
}

static bool
is_common(const struct likeness *l, const struct feature *f)
{
	return f->n_postings >= COMMON_LEAST &&
	    f->n_postings * COMMON_PART > l->n_sets;
}

/* A set with many words has each of them by chance; this is taken off. */
static void
set_bias(struct likeness *l, const double *own, double all)
{
	double unseen = SMOOTHING * (double)l->n_features;
	size_t i;

	for (i = 0; i < l->n_sets; i++)
		l->bias[i] = log(all - own[i] + unseen) - log(own[i] + unseen);
}

struct likeness *
likeness_new(struct arena *a, const struct sentence_set *sets, size_t n)
{
	struct likeness *l = arena_alloc(a, sizeof(*l));
	SCOPED(arena_done) struct arena *scratch = arena_new();
	struct tokens tokens = { .a = scratch };
	double *own = arena_array(scratch, n, sizeof(*own)), all = 0;
	size_t i = 0, k;

	read_sets(&tokens, sets, n);
	l->n_sets = n;
	l->features = arena_array(a, tokens.n, sizeof(*l->features));
	l->bias = arena_array(a, n, sizeof(*l->bias));
	while (i < tokens.n) {
		struct feature f = feature_read(a, &tokens, &i);

		if (is_common(l, &f))
			continue;
		l->features[l->n_features++] = f;
		for (k = 0; k < f.n_postings; k++)
			own[f.postings[k].set] += f.postings[k].n;
		all += f.n;
	}
	set_bias(l, own, all);
	return l;
}

static int
compare_key(const void *key, const void *feature)
{
	return strcmp(key, ((const struct feature *)feature)->key);
}

/* A feature that both the text and some set have. */
struct known {
	const struct token *token;
	const struct feature *feature;
	bool is_shown;
};

struct common {
	size_t n;
	struct known *at;
};

static struct common
common_of(const struct likeness *l, struct arena *a, const struct tokens *t)
{
	struct common c = { 0, arena_array(a, t->n, sizeof(*c.at)) };
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct feature *f = bsearch(t->at[i].key, l->features,
		    l->n_features, sizeof(*f), compare_key);

		if (f)
			c.at[c.n++] = (struct known){ &t->at[i], f, false };
	}
	return c;
}

/* What the features weigh together for each set. */
static double *
sums_of(const struct likeness *l, struct arena *a, const struct common *c)
{
	double *sums = arena_array(a, l->n_sets, sizeof(*sums));
	double absent = 0, all = 0, squares = NEUTRAL;
	size_t i, k;

	for (i = 0; i < c->n; i++) {
		const struct feature *f = c->at[i].feature;
		double times = c->at[i].token->weight;

		all += times;
		squares += times * times;
		absent += times * f->absent;
		for (k = 0; k < f->n_postings; k++)
			sums[f->postings[k].set] +=
			    times * (f->postings[k].weight - f->absent);
	}
	for (k = 0; k < l->n_sets; k++)
		sums[k] = (sums[k] + absent + all * l->bias[k]) / sqrt(squares);
	return sums;
}

static double
weight_for(const struct likeness *l, const struct known *known, size_t set)
{
	const struct feature *f = known->feature;
	size_t i;

	for (i = 0; i < f->n_postings; i++) {
		if (f->postings[i].set == set)
			return f->postings[i].weight + l->bias[set];
	}
	return 0;
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

		if (known->is_shown || known->token->is_broken ||
		    weight <= most)
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
		text_addf(&t, "%s%s", n++ ? ", " : "", known->token->key);
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
		n += !c->at[i].token->is_broken;
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
	struct tokens tokens = { .a = a };
	struct common common;
	const double *sums;
	size_t i, first;

	tokens_read(&tokens, subject, 0, 2);
	tokens_read(&tokens, text, 0, 1);
	tokens_unite(&tokens);
	common = common_of(l, a, &tokens);
	sums = sums_of(l, a, &common);
	first =
	    count_words(&common) < LIKEST_WORDS ? l->n_sets : likest(l, sums);
	for (i = 0; i < l->n_sets; i++)
		out[i] = resemblance_of(
		    l, a, &common, i, sums[i], i == first ? LIKEST_POINTS : 0);
	return out;
}
