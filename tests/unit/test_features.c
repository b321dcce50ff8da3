/* In how many sentences of which topic a token stands. */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/features.h"
#include "triage/tokens.h"

static const char *const first[] = { "Boete boete", "Een boete", "Auto" };
static const char *const second[] = { "De boete", "Huis" };
static const char *const third[] = { "Een huis" };
static const struct sentence_set sets[] = {
	{ LENGTH(first), first },
	{ LENGTH(second), second },
	{ LENGTH(third), third },
};

static void
keep_hash(void *context, const struct token *token)
{
	if (!token->is_part)
		*(uint64_t *)context = token->hash;
}

static const struct feature *
find(const struct features *f, const char *word)
{
	uint64_t hash = 0;
	const struct tokens_listener listener = { keep_hash, &hash };

	tokens_read(word, &listener);
	return features_find(f, hash);
}

static void
test_a_token_counts_once_in_a_sentence(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct features *f = features_new(a, sets, LENGTH(sets), 1, 1);
	const struct feature *boete = find(f, "boete");

	(void)state;
	assert_non_null(boete);
	assert_int_equal(boete->n, 3);
	assert_int_equal(boete->n_sets, 2);
	assert_int_equal(boete->postings->set, 0);
	assert_int_equal(boete->postings->n, 2);
	assert_int_equal(boete->postings->next->set, 1);
	assert_int_equal(boete->postings->next->n, 1);
	assert_null(boete->postings->next->next);
	assert_ptr_equal(features_at(f, features_place(f, boete)), boete);
	assert_null(find(f, "fiets"));
}

static void
test_what_many_sets_have_is_left_out(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct features *f = features_new(a, sets, LENGTH(sets), 3, 2);

	(void)state;
	assert_null(find(f, "boete")); /* of two */
	assert_null(find(f, "huis"));
	assert_non_null(find(f, "auto")); /* of one */
}

/* The table grows while it is counted. */
static void
test_many_tokens_are_found_again(void **state)
{
	enum {
		N = 2000
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const char **many = arena_array(a, N, sizeof(*many));
	struct sentence_set set = { N, many };
	const struct features *f;
	size_t i, n = 0;

	(void)state;
	for (i = 0; i < N; i++)
		many[i] = arena_printf(a, "w%zu", i);
	f = features_new(a, &set, 1, 1, 1);
	for (i = 0; i < N; i++) {
		if (!find(f, many[i]) || find(f, many[i])->n != 1)
			fail_msg("%s is not there once", many[i]);
	}
	for (i = 0; i < features_places(f); i++)
		n += features_at(f, i) != NULL;
	assert_int_equal(n, N);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_token_counts_once_in_a_sentence),
		cmocka_unit_test(test_what_many_sets_have_is_left_out),
		cmocka_unit_test(test_many_tokens_are_found_again),
	};

	return unit_run(tests);
}
