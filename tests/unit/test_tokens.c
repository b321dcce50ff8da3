/* What two texts may have in common: words, their beginnings, neighbours. */

#include <string.h>

#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/tokens.h"

#define TOKENS_MAX 20

struct seen {
	struct text shown;
	size_t n;
	uint64_t hashes[TOKENS_MAX];
};

static void
note(void *context, const struct token *token)
{
	struct seen *seen = context;

	assert_true(seen->n < TOKENS_MAX);
	seen->hashes[seen->n++] = token->hash;
	text_addf(&seen->shown, "%s%.*s%s", seen->shown.len ? " " : "",
	    (int)token->n, token->at, token->is_part ? "+" : "");
}

static void
read_text(struct seen *seen, const char *text)
{
	const struct tokens_listener listener = { note, seen };

	*seen = (struct seen){ 0 };
	text_init(&seen->shown, 1000);
	tokens_read(text, &listener);
}

/* A part is shown by its word, or the first of two, and "+". */
static const struct {
	const char *text, *want;
} rows[] = {
	{ "", "" },
	{ "boete", "boete" },
	{ "kinderdagverblijven", "kinderdagverblijven kinderdagverblijven+" },
	{ "kinder", "kinder" },
	/* Small words and single letters are no words. */
	{ "de of het", "" },
	{ "a 5 boete", "boete" },
	/* Neighbours count together, beside a small word as well. */
	{ "dure auto", "dure auto dure+" },
	{ "in huis", "huis in+" },
	/* Signs part words; letters with marks are theirs. */
	{ "baby's, pm'er", "baby's pm'er baby's+" },
	{ "één", "één" },
};

static void
test_a_text_is_words_their_beginnings_and_neighbours(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct seen seen;

		read_text(&seen, rows[i].text);
		if (strcmp(seen.shown.data, rows[i].want) != 0)
			fail_msg("\"%s\": got \"%s\", wanted \"%s\"",
			    rows[i].text, seen.shown.data, rows[i].want);
		text_done(&seen.shown);
	}
}

static const struct {
	const char *left, *right;
	size_t common;
} pairs[] = {
	{ "boete", "boete", 1 },
	{ "boete", "boetes", 0 },
	{ "kinderopvang", "kinderdagverblijf", 1 },
	/* The beginning of a word is no word. */
	{ "kinder", "kinderopvang", 0 },
	/* A word, its beginning, and with its neighbour. */
	{ "dure woningen", "de dure woningen", 4 },
	{ "dure woning", "dure woningen", 2 },
	{ "woning dure", "dure woning", 2 },
	{ "in huis", "uit huis", 1 },
};

static void
test_texts_share_what_they_have_in_common(void **state)
{
	size_t i, k, m;

	(void)state;
	for (i = 0; i < LENGTH(pairs); i++) {
		struct seen left, right;
		size_t common = 0;

		read_text(&left, pairs[i].left);
		read_text(&right, pairs[i].right);
		for (k = 0; k < left.n; k++) {
			for (m = 0; m < right.n; m++)
				common += left.hashes[k] == right.hashes[m];
		}
		if (common != pairs[i].common)
			fail_msg("\"%s\" and \"%s\": got %zu, wanted %zu",
			    pairs[i].left, pairs[i].right, common,
			    pairs[i].common);
		text_done(&left.shown);
		text_done(&right.shown);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_text_is_words_their_beginnings_and_neighbours),
		cmocka_unit_test(test_texts_share_what_they_have_in_common),
	};

	return unit_run(tests);
}
