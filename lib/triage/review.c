/*
 * Rules that compile and still are a mistake: one rule that stands in the way
 * of another, or of itself. Compares words, places and conditions; what it
 * cannot prove it does not tell. Knows nothing of messages.
 */

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "triage/compiled.h"
#include "triage/fault.h"
#include "triage/rules.h"
#include "triage/slow.h"
#include "triage/topic_sentences.h"

/* A word of a criterion: folded, with the fields it is looked for in. */
struct sought {
	uint64_t fields;
	const char *text;
};

struct sought_list {
	size_t n;
	struct sought *at;
};

/* A rule as its words: `any` and `none` are one set each, `all` one for each
 * criterion. */
struct sketch {
	struct sought_list any, none;
	size_t n_all;
	struct sought_list *all;
};

struct review {
	struct arena *a;
	const struct rules *rules;
	const struct sketch *sketches;
	struct faults *faults;
};

static void
sketch_criterion(struct arena *a, const struct criterion *from, uint64_t fields,
    struct sought_list *out)
{
	size_t i;

	for (i = 0; i < from->n_words; i++) {
		const char *word = from->words[i];

		out->at[out->n++] = (struct sought){ fields,
			word[0] == '/' ? word
			               : fold(a, word, strlen(word), NULL) };
	}
}

static struct sought_list
sketch_set(
    struct arena *a, const struct criteria *from, const struct checks *checks)
{
	struct sought_list out = { 0 };
	size_t i, n = 0;

	for (i = 0; i < from->n; i++)
		n += from->at[i].n_words;
	out.at = arena_array(a, n, sizeof(*out.at));
	for (i = 0; i < from->n; i++)
		sketch_criterion(a, &from->at[i], checks->at[i].fields, &out);
	return out;
}

static struct sketch
sketch_of(struct arena *a, const struct rule *rule, const struct compiled *c)
{
	struct sketch s = { .any = sketch_set(a, &rule->any, &c->any),
		.none = sketch_set(a, &rule->none, &c->none),
		.n_all = rule->all.n };
	size_t i;

	s.all = arena_array(a, rule->all.n, sizeof(*s.all));
	for (i = 0; i < rule->all.n; i++)
		s.all[i] =
		    sketch_set(a, &(struct criteria){ 1, &rule->all.at[i] },
		        &(struct checks){ 1, &c->all.at[i] });
	return s;
}

/* A word without its stars. */
struct core {
	const char *at;
	size_t n;
	bool is_open_front, is_open_end;
};

static struct core
core_of(const char *word)
{
	struct core c = { word, strlen(word), false, false };

	if (c.n > 0 && c.at[0] == '*') {
		c.is_open_front = true;
		c.at++;
		c.n--;
	}
	if (c.n > 0 && c.at[c.n - 1] == '*') {
		c.is_open_end = true;
		c.n--;
	}
	return c;
}

/* Whether `wide` is found wherever `narrow` is, with its letters at i. */
static bool
covers_at(const struct core *wide, const struct core *narrow, size_t i)
{
	size_t end = i + wide->n;
	bool front = wide->is_open_front ||
	    (i > 0 ? !words_is_letter(narrow->at, narrow->n, i - 1)
	           : !narrow->is_open_front);
	bool back = wide->is_open_end ||
	    (end < narrow->n ? !words_is_letter(narrow->at, narrow->n, end)
	                     : !narrow->is_open_end);

	return front && back && memcmp(narrow->at + i, wide->at, wide->n) == 0;
}

/* Where the one stands the other is found: "dwangsom" is in "last onder
 * dwangsom", and "handhav*" in "handhaving". */
static bool
word_covers(const char *wide, const char *narrow)
{
	struct core w = core_of(wide), n = core_of(narrow);
	size_t i;

	if (strcmp(wide, narrow) == 0 || strcmp(wide, "*") == 0)
		return true;
	if (wide[0] == '/' || narrow[0] == '/' || n.n == 0)
		return false;
	for (i = 0; i + w.n <= n.n; i++) {
		if (covers_at(&w, &n, i))
			return true;
	}
	return false;
}

/* Places whose content must be equal as a whole. */
#define WHOLE_FIELDS \
	((UINT64_C(1) << FIELD_KIND) | (UINT64_C(1) << FIELD_HAS_ATTACHMENT))

static bool
sought_covers(const struct sought *wide, const struct sought *narrow)
{
	if (narrow->fields & ~wide->fields)
		return false;
	if (narrow->fields & WHOLE_FIELDS)
		return strcmp(wide->text, narrow->text) == 0 ||
		    strcmp(wide->text, "*") == 0;
	return word_covers(wide->text, narrow->text);
}

static bool
set_covers_one(const struct sought_list *wide, const struct sought *one)
{
	size_t i;

	for (i = 0; i < wide->n; i++) {
		if (sought_covers(&wide->at[i], one))
			return true;
	}
	return false;
}

/* Whenever one of `narrow` is found, one of `wide` is. */
static bool
set_covers(const struct sought_list *wide, const struct sought_list *narrow)
{
	size_t i;

	for (i = 0; i < narrow->n; i++) {
		if (!set_covers_one(wide, &narrow->at[i]))
			return false;
	}
	return narrow->n > 0;
}

/* Whenever the rule matches, one of `wide` is found: by what it must have. */
static bool
is_certain(const struct sketch *s, const struct sought_list *wide)
{
	size_t i;

	if (set_covers(wide, &s->any))
		return true;
	for (i = 0; i < s->n_all; i++) {
		if (set_covers(wide, &s->all[i]))
			return true;
	}
	return false;
}

/* Whenever `narrow` matches, `wide` does. */
static bool
rule_covers(const struct sketch *wide, const struct sketch *narrow)
{
	size_t i;

	if (wide->any.n > 0 && !is_certain(narrow, &wide->any))
		return false;
	for (i = 0; i < wide->n_all; i++) {
		if (!is_certain(narrow, &wide->all[i]))
			return false;
	}
	return wide->none.n == 0 || set_covers(&narrow->none, &wide->none);
}

static void
fault_of_rule(struct review *r, const struct rule *rule, enum fault_kind kind,
    const struct rule *other)
{
	fault_add(r->faults,
	    (struct fault){ .kind = kind,
	        .file = rule->file,
	        .line = rule->line,
	        .rule = rule->name,
	        .found = rule->name,
	        .want = other ? arena_printf(r->faults->arena, "%s:%d (\"%s\")",
	                            other->file, other->line, other->name)
	                      : NULL });
}

/* Of these lists only the first rule that matches counts. A rule for spam
 * passes over those who are known, so it stands in nobody's way. */
static bool
is_in_the_way(const struct rule *first, const struct rule *later)
{
	if (first->group == RULE_NOISE)
		return strcmp(first->value, "spam") != 0 ||
		    strcmp(later->value, "spam") == 0;
	return first->group == RULE_TERM;
}

/* One fault a rule: the first rule that is in its way, or says the same. */
static void
review_pairs(struct review *r, size_t i)
{
	const struct rule *rule = &r->rules->list[i];
	const struct sketch *sketch = &r->sketches[i];
	size_t k;

	for (k = 0; k < i; k++) {
		const struct rule *first = &r->rules->list[k];
		bool is_first_match = is_in_the_way(first, rule);

		if (first->group != rule->group ||
		    first->sentences.n + rule->sentences.n > 0 ||
		    !rule_covers(&r->sketches[k], sketch))
			continue;
		if (!is_first_match && !rule_covers(sketch, &r->sketches[k]))
			continue;
		if (rule->group == RULE_ROLE &&
		    strcmp(rule->value, first->value) != 0)
			continue;
		fault_of_rule(r, rule,
		    is_first_match ? FAULT_SHADOWED : FAULT_SAME, first);
		return;
	}
}

static void
fault_of_word(struct review *r, const struct rule *rule,
    const struct criterion *at, enum fault_kind kind, const char *word,
    const char *want)
{
	fault_add(r->faults,
	    (struct fault){ .kind = kind,
	        .file = at->file,
	        .line = at->line,
	        .rule = rule->name,
	        .found = word,
	        .want = want });
}

/* The word without a hyphen at its end, or NULL: it has none. */
static const char *
without_hyphen(struct arena *a, const char *word)
{
	const struct core core = core_of(word);
	size_t n = core.n;

	while (n > 0 && (core.at[n - 1] == '-' || core.at[n - 1] == '_'))
		n--;
	return n > 0 && n < core.n
	    ? arena_copy_n(a, word, (size_t)(core.at + n - word))
	    : NULL;
}

static void
review_words(struct review *r, const struct rule *rule,
    const struct criteria *criteria, const struct checks *checks)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i, k;

	for (i = 0; i < criteria->n; i++) {
		const struct criterion *at = &criteria->at[i];

		for (k = 0; k < at->n_words; k++) {
			const struct needle *needle = &checks->at[i].needles[k];
			const char *want = needle->is_expression
			    ? NULL
			    : without_hyphen(r->faults->arena, at->words[k]);

			arena_clear(a);
			if (want)
				fault_of_word(r, rule, at, FAULT_WORD_HYPHEN,
				    at->words[k], want);
			if (needle->is_expression &&
			    slow_is(a, &r->rules->expressions[needle->number]))
				fault_of_word(r, rule, at, FAULT_SLOW,
				    at->words[k], NULL);
		}
	}
}

void
rules_review(const struct rules *rules, struct faults *faults)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct sketch *sketches = arena_array(a, rules->n, sizeof(*sketches));
	struct review r = { a, rules, sketches, faults };
	size_t i;

	topic_sentences_review(rules, faults);
	for (i = 0; i < rules->n; i++)
		sketches[i] =
		    sketch_of(a, &rules->list[i], &rules->compiled[i]);
	for (i = 0; i < rules->n; i++) {
		const struct rule *rule = &rules->list[i];
		const struct compiled *c = &rules->compiled[i];

		if (sketches[i].none.n > 0 && rule->sentences.n == 0 &&
		    is_certain(&sketches[i], &sketches[i].none))
			fault_of_rule(&r, rule, FAULT_CONTRADICTION, NULL);
		review_pairs(&r, i);
		review_words(&r, rule, &rule->any, &c->any);
		review_words(&r, rule, &rule->all, &c->all);
		review_words(&r, rule, &rule->none, &c->none);
	}
}
