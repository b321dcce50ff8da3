/*
 * Whose sentences are whose: a topic has those of all its rules, and none has
 * another's. What they are worth is likeness.c's.
 */

#include "triage/topic_sentences.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "triage/fault.h"
#include "triage/tokens.h"

/* Words of one sentence that are compared. */
#define WORDS_MOST 100

/* A topic that is said of two teams, or of none of ours, is as good as two. */
static bool
is_same_topic(const struct rule *a, const struct rule *b)
{
	return strcmp(a->value, b->value) == 0 &&
	    (strcmp(a->team, b->team) == 0 || !*a->team || !*b->team);
}

/* Numbers the topics that have sentences; how many there are. */
static size_t
number_topics(const struct rules *r, struct compiled *compiled)
{
	size_t i, k, n = 0;

	for (i = 0; i < r->n; i++) {
		compiled[i].sentences = NO_SENTENCES;
		if (r->list[i].sentences.n == 0)
			continue;
		for (k = 0; k < i; k++) {
			if (compiled[k].sentences != NO_SENTENCES &&
			    is_same_topic(&r->list[k], &r->list[i]))
				break;
		}
		compiled[i].sentences = k < i ? compiled[k].sentences : n++;
	}
	return n;
}

static struct sentence_set
sentences_of(struct arena *a, const struct rules *r, size_t topic)
{
	size_t i, n = 0;
	const char **at;

	for (i = 0; i < r->n; i++) {
		if (r->compiled[i].sentences == topic)
			n += r->list[i].sentences.n;
	}
	at = arena_array(a, n, sizeof(*at));
	n = 0;
	for (i = 0; i < r->n; i++) {
		const struct sentence_set *own = &r->list[i].sentences;

		if (r->compiled[i].sentences != topic)
			continue;
		memcpy(at + n, own->at, own->n * sizeof(*at));
		n += own->n;
	}
	return (struct sentence_set){ n, at };
}

const struct likeness *
topic_sentences_compile(
    struct arena *a, const struct rules *r, struct compiled *compiled)
{
	SCOPED(arena_done) struct arena *scratch = arena_new();
	size_t n = number_topics(r, compiled), i;
	struct sentence_set *sets = arena_array(scratch, n, sizeof(*sets));

	for (i = 0; i < n; i++)
		sets[i] = sentences_of(scratch, r, i);
	return likeness_new(a, sets, n);
}

/* A sentence, and what is compared of it. */
struct saying {
	uint64_t key;
	const struct rule *rule;
	const char *sentence;
	size_t order;
};

static int
compare_sayings(const void *left, const void *right)
{
	const struct saying *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* The words of a sentence that count, once each. */
struct words_read {
	size_t n;
	uint64_t at[WORDS_MOST];
};

static void
note_word(void *context, const struct token *token)
{
	struct words_read *w = context;
	size_t i;

	if (token->is_part || w->n == WORDS_MOST)
		return;
	for (i = 0; i < w->n; i++) {
		if (w->at[i] == token->hash)
			return;
	}
	w->at[w->n++] = token->hash;
}

/* The same for the same words in any order; 0: it has none. */
static uint64_t
key_of(struct arena *a, const char *sentence)
{
	struct words_read words = { 0 };
	const struct tokens_listener listener = { note_word, &words };
	uint64_t key = 0;
	size_t i;

	tokens_read(fold(a, sentence, strlen(sentence), NULL), &listener);
	for (i = 0; i < words.n; i++)
		key += words.at[i];
	return key;
}

static size_t
sayings_of(struct arena *a, const struct rules *r, struct saying **out)
{
	size_t i, k, n = 0;

	for (i = 0; i < r->n; i++)
		n += r->list[i].sentences.n;
	*out = arena_array(a, n, sizeof(**out));
	n = 0;
	for (i = 0; i < r->n; i++) {
		const struct rule *rule = &r->list[i];

		for (k = 0; k < rule->sentences.n; k++, n++) {
			const char *s = rule->sentences.at[k];

			(*out)[n] = (struct saying){ key_of(a, s), rule, s, n };
		}
	}
	if (n > 1)
		qsort(*out, n, sizeof(**out), compare_sayings);
	return n;
}

void
topic_sentences_review(const struct rules *r, struct faults *faults)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct saying *at;
	size_t i, first = 0, n = sayings_of(a, r, &at);

	for (i = 1; i < n; i++) {
		const struct rule *rule = at[i].rule, *other = at[first].rule;

		if (at[i].key != at[first].key) {
			first = i;
			continue;
		}
		if (at[i].key == 0 || is_same_topic(rule, other))
			continue;
		fault_add(faults,
		    (struct fault){ .kind = FAULT_SENTENCE_TWICE,
		        .file = rule->file,
		        .line = rule->line,
		        .rule = rule->name,
		        .found = at[i].sentence,
		        .want = arena_printf(faults->arena, "%s:%d (\"%s\")",
		            other->file, other->line, other->name) });
	}
}
