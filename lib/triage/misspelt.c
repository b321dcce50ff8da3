/*
 * Words that are nearly those of a rule. Knows letters; what a rule means for
 * a message is match.c's.
 */

#include "triage/misspelt.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/message.h"

/* A folded text has other than these between words. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

struct word_list {
	size_t n;
	const char *at[MISSPELT_WORDS_MAX];
};

static bool
has_word(const struct word_list *list, const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (strncmp(list->at[i], word, n) == 0 && !list->at[i][n])
			return true;
	}
	return false;
}

static void
collect(struct arena *a, const char *folded, struct word_list *out)
{
	while (*folded) {
		size_t n = 0;

		while (is_letter(folded[n]))
			n++;
		if (n >= MISSPELT_LETTERS_MIN && out->n < LENGTH(out->at) &&
		    !has_word(out, folded, n))
			out->at[out->n++] = arena_copy_n(a, folded, n);
		folded += n + (folded[n] ? 1 : 0);
	}
}

/* The edits between a word and the front of what was found, for a word with
 * an open end; else the whole of it. */
static size_t
edits_to(struct arena *a, const char *found, const char *word, bool is_open)
{
	size_t n = strlen(word), n_found = strlen(found), least = SIZE_MAX, k;

	if (!is_open)
		return text_distance(found, word);
	for (k = n - 1; k <= n + 1 && k <= n_found; k++) {
		size_t edits = text_distance(arena_copy_n(a, found, k), word);

		if (edits < least)
			least = edits;
	}
	return least;
}

/* Found is the rule's word. */
static bool
is_word(struct arena *a, const char *found, const char *word)
{
	size_t n = strcspn(word, "*");

	(void)a;
	return strncmp(found, word, n) == 0 &&
	    (word[n] == '*' ? n > 0 : !found[n]);
}

/* What the rules have as "word" or "word*", and found is nearly. */
static bool
is_nearly(struct arena *a, const char *found, const char *word)
{
	size_t n = strlen(word), n_found = strlen(found), allowed, edits;
	bool is_open = n > 0 && word[n - 1] == '*';

	n -= is_open;
	if (n < MISSPELT_LETTERS_MIN || *found != *word ||
	    strcspn(word, " -/*") < n || n_found + 2 < n ||
	    (!is_open && n_found > n + 2))
		return false;
	allowed = n >= MISSPELT_LETTERS_TWO ? 2 : 1;
	edits = edits_to(a, found, arena_copy_n(a, word, n), is_open);
	return edits > 0 && edits <= allowed;
}

/* The first word of the rule that found is, or nearly is. */
static const char *
word_of(struct arena *a, const char *found, const struct rule *rule,
    bool (*is_it)(struct arena *, const char *, const char *))
{
	size_t i, k;

	for (i = 0; i < rule->any.n; i++) {
		const struct criterion *c = &rule->any.at[i];

		for (k = 0; k < c->n_words; k++) {
			if (is_it(a, found, c->words[k]))
				return c->words[k];
		}
	}
	return NULL;
}

/* A word that counts for some topic is written as it was meant. */
static bool
find_one(struct arena *a, const struct rules *rules, const char *found,
    const char *not_topic, struct misspelt *out)
{
	bool is_found = false;
	size_t i;

	for (i = 0; i < rules_count(rules); i++) {
		const struct rule *rule = rules_at(rules, i);
		const char *meant;

		if (rule->group != RULE_TOPIC)
			continue;
		if (word_of(a, found, rule, is_word))
			return false;
		if (is_found || strcmp(rule->value, not_topic) == 0)
			continue;
		meant = word_of(a, found, rule, is_nearly);
		if (!meant)
			continue;
		*out = (struct misspelt){ found, meant, rule };
		is_found = true;
	}
	return is_found;
}

size_t
misspelt_find(struct arena *a, const struct rules *rules,
    const struct facts *facts, const char *not_topic, struct misspelt *out,
    size_t max)
{
	struct word_list words = { 0 };
	size_t i, n = 0;

	collect(a, facts->folded_subject, &words);
	collect(a, facts->folded_new, &words);
	for (i = 0; i < words.n && n < max; i++)
		n += find_one(a, rules, words.at[i], not_topic, &out[n]);
	return n;
}
