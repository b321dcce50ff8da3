/*
 * Chooses for each rule the words without one of which it cannot match: a
 * criterion of "all", or the words of "any". An expression stands there by its
 * guards. Where neither consists of words alone the rule is always looked at.
 */

#include "triage/trigger.h"

#include "base/arena.h"
#include "triage/compiled.h"

#define CHUNK 64

/* Notes words; NULL: only counts how many there are. */
struct noting {
	const struct rules *rules;
	void (*note)(struct noting *noting, size_t word);
	size_t *ends; /* of each word, while the table is made */
	uint32_t *table;
	uint32_t rule;
};

/* On the kind an expression is tried without its guards. */
static bool
is_by_words(const struct rules *r, const struct check *check)
{
	size_t i;

	for (i = 0; i < check->n; i++) {
		const struct needle *needle = &check->needles[i];

		if (needle->is_presence ||
		    (needle->is_expression &&
		        (r->expressions[needle->number].n_guards == 0 ||
		            check->fields & (UINT64_C(1) << FIELD_KIND))))
			return false;
	}
	return true;
}

/* The first criterion of "all" that is made of words, else all of "any"; a
 * rule without either has n = 0. */
static struct checks
trigger_of(const struct rules *r, const struct compiled *rule)
{
	size_t i;

	for (i = 0; i < rule->all.n; i++) {
		if (is_by_words(r, &rule->all.at[i]))
			return (struct checks){ 1, &rule->all.at[i] };
	}
	for (i = 0; i < rule->any.n; i++) {
		if (!is_by_words(r, &rule->any.at[i]))
			return (struct checks){ 0, NULL };
	}
	if (rule->sentences != NO_SENTENCES)
		return (struct checks){ 0, NULL };
	return rule->any;
}

static void
note_check(struct noting *n, const struct check *check)
{
	size_t i, k;

	for (i = 0; i < check->n; i++) {
		const struct needle *needle = &check->needles[i];
		const struct expression *e;

		if (!needle->is_expression) {
			n->note(n, needle->number);
			continue;
		}
		e = &n->rules->expressions[needle->number];
		for (k = 0; k < e->n_guards; k++)
			n->note(n, e->guards[k]);
	}
}

static void
note_all(struct noting *n)
{
	size_t i, k;

	for (i = 0; i < n->rules->n; i++) {
		const struct checks checks =
		    trigger_of(n->rules, &n->rules->compiled[i]);

		n->rule = (uint32_t)i;
		for (k = 0; k < checks.n; k++)
			note_check(n, &checks.at[k]);
	}
}

static void
count(struct noting *n, size_t word)
{
	n->ends[word + 1]++;
}

static void
put(struct noting *n, size_t word)
{
	n->table[n->ends[word]++] = n->rule;
}

struct triggers
triggers_of(struct arena *a, const struct rules *r)
{
	size_t n_words = words_count(r->words), i;
	size_t *first = arena_array(a, n_words + 2, sizeof(*first));
	size_t n_chunks = r->n / CHUNK + 1;
	uint64_t *always = arena_array(a, n_chunks, sizeof(*always));
	struct noting n = { .rules = r, .note = count, .ends = first };

	note_all(&n);
	for (i = 1; i <= n_words; i++)
		first[i] += first[i - 1];
	n.table = arena_array(a, first[n_words], sizeof(*n.table));
	n.ends = arena_grow(a, first, n_words + 1, n_words + 1, sizeof(*first));
	n.note = put;
	note_all(&n);
	for (i = 0; i < r->n; i++) {
		if (trigger_of(r, &r->compiled[i]).n == 0)
			always[i / CHUNK] |= UINT64_C(1) << i % CHUNK;
	}
	return (struct triggers){ n_chunks, always, first, n.table };
}
