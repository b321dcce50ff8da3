/* Many words in one walk, on word borders. */

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/words.h"

struct seen {
	const char *text;
	struct text out; /* "number:slice " for each word found */
};

static void
note(void *context, size_t number, size_t start, size_t length)
{
	struct seen *seen = context;

	text_addf(
	    &seen->out, "%zu:%.*s ", number, (int)length, seen->text + start);
}

static void
check(const char *const *words, const char *text, const char *want)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct words *w = words_new(a);
	struct seen seen = { .text = fold(a, text, strlen(text), NULL) };
	enum fault_kind why;
	size_t number;

	text_init(&seen.out, 10000);
	for (; *words; words++)
		assert_int_equal(
		    words_add(w, a, fold(a, *words, strlen(*words), NULL),
		        &number, &why),
		    0);
	words_close(w, a);
	words_walk(w, seen.text, strlen(seen.text),
	    &(struct words_listener){ note, &seen, NULL });
	if (strcmp(seen.out.data, want) != 0)
		fail_msg("\"%s\": got \"%s\", wanted \"%s\"", text,
		    seen.out.data, want);
	text_done(&seen.out);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_words_match_whole(void **state)
{
	(void)state;
	check(WORDS("bkr"), "De BKR klopt niet.", "0:bkr ");
	check(WORDS("bkr"), "bkrx xbkr bkr2", "");
	check(WORDS("bkr"), "(bkr) bkr's bkr-regels bkr",
	    "0:bkr 0:bkr 0:bkr 0:bkr ");
	check(WORDS("ve"), "ve, \xE2\x80\x98ve\xE2\x80\x99 v\xC3\xA9!",
	    "0:ve 0:ve 0:ve ");
	check(WORDS("ve"), "\xD0\xB2ve ve\xD0\xB2", "");
	check(WORDS("3f"), "niveau 3F.", "0:3f ");
}

static void
test_a_star_stands_for_the_rest_of_a_word(void **state)
{
	(void)state;
	check(WORDS("handhav*"), "Handhavingsbeleid en handhaven",
	    "0:handhavingsbeleid 0:handhaven ");
	check(WORDS("*toeslag"), "kinderopvangtoeslag, toeslagen",
	    "0:kinderopvangtoeslag ");
	check(WORDS("*toezicht*"), "GGD-toezichthouder tweedelijnstoezicht",
	    "0:toezichthouder 0:tweedelijnstoezicht ");
	check(WORDS("coordinat*"), "De co\xC3\xB6rdinator", "0:coordinator ");
}

static void
test_phrases_match_over_any_white_space_and_hyphens(void **state)
{
	(void)state;
	check(WORDS("last onder dwangsom"),
	    "een last\n  onder\tdwangsom opleggen", "0:last onder dwangsom ");
	check(WORDS("beroepskracht-kindratio"), "beroepskracht kindratio",
	    "0:beroepskracht kindratio ");
	check(WORDS("e mail"), "e-mail", "0:e-mail ");
	check(WORDS("z.s.m"), "graag z.s.m. reactie", "0:z.s.m ");
}

static void
test_words_within_words_are_all_found(void **state)
{
	(void)state;
	check(WORDS("last", "last onder", "onder dwangsom", "dwangsom*"),
	    "last onder dwangsommen", "0:last 1:last onder 3:dwangsommen ");
	check(WORDS("he*", "*hers", "she", "hers"), "ushers hers",
	    "1:ushers 0:hers 3:hers 1:hers ");
	check(WORDS("bkr", "bkr*", "*bkr"), "bkr", "2:bkr 1:bkr 0:bkr ");
}

struct first_only {
	struct seen seen;
	uint64_t told[1];
};

static void
note_first(void *context, size_t number, size_t start, size_t length)
{
	struct first_only *f = context;

	f->told[0] |= UINT64_C(1) << number;
	note(&f->seen, number, start, length);
}

/* Only a place on word borders counts as told. */
static void
test_what_was_told_is_not_told_again(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct words *w = words_new(a);
	struct first_only f = { .seen.text =
		                    "xbkr bkr last bkr last onder bkr" };
	enum fault_kind why;
	size_t number;

	(void)state;
	text_init(&f.seen.out, 1000);
	assert_int_equal(words_add(w, a, "bkr", &number, &why), 0);
	assert_int_equal(words_add(w, a, "last", &number, &why), 0);
	assert_int_equal(words_add(w, a, "last onder", &number, &why), 0);
	words_close(w, a);
	assert_int_equal(WORDS_TOLD(w), LENGTH(f.told));
	words_walk(w, f.seen.text, strlen(f.seen.text),
	    &(struct words_listener){ note_first, &f, f.told });
	assert_string_equal(f.seen.out.data, "0:bkr 1:last 2:last onder ");
	text_done(&f.seen.out);
}

static void
test_the_same_word_has_one_number(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct words *w = words_new(a);
	enum fault_kind why;
	size_t one, two, three;

	(void)state;
	assert_int_equal(words_add(w, a, "bkr", &one, &why), 0);
	assert_int_equal(words_add(w, a, "bkr", &two, &why), 0);
	assert_int_equal(words_add(w, a, "bkr*", &three, &why), 0);
	assert_int_equal(one, two);
	assert_int_not_equal(one, three);
	assert_int_equal(words_count(w), 2);
}

static void
test_bad_words_are_refused(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct words *w = words_new(a);
	char *long_word = arena_alloc(a, WORDS_LENGTH_MAX + 2);
	const struct {
		const char *word;
		enum fault_kind why;
	} rows[] = {
		{ "", FAULT_WORD_EMPTY },
		{ "*", FAULT_WORD_EMPTY },
		{ "**", FAULT_WORD_EMPTY },
		{ "a*b", FAULT_WORD_STAR },
		{ long_word, FAULT_WORD_LONG },
	};
	size_t i, number;
	enum fault_kind why;

	(void)state;
	memset(long_word, 'a', WORDS_LENGTH_MAX + 1);
	for (i = 0; i < LENGTH(rows); i++) {
		if (words_add(w, a, rows[i].word, &number, &why) != -1)
			fail_msg("\"%s\" was accepted", rows[i].word);
		assert_int_equal(why, rows[i].why);
	}
}

/* The square of the length would take minutes here. */
static void
test_an_endless_word_costs_no_more_than_its_length(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct words *w = words_new(a);
	size_t n = 1u << 20, number;
	char *text = arena_alloc(a, n + 1);
	struct seen seen = { .text = text };
	enum fault_kind why;

	(void)state;
	memset(text, 'a', n);
	text_init(&seen.out, 100);
	assert_int_equal(words_add(w, a, "*aa*", &number, &why), 0);
	words_close(w, a);
	words_walk(w, text, n, &(struct words_listener){ note, &seen, NULL });
	assert_true(seen.out.is_cut);
	text_done(&seen.out);
}

static void
test_broken_utf8_is_walked_over(void **state)
{
	static const char text[] = "\x80\xBF"
	                           "bkr\xC3 \xE2\x82 bkr\xFF";
	SCOPED(arena_done) struct arena *a = arena_new();
	struct words *w = words_new(a);
	struct seen seen = { .text = text };
	enum fault_kind why;
	size_t number;

	(void)state;
	text_init(&seen.out, 100);
	assert_int_equal(words_add(w, a, "*bkr*", &number, &why), 0);
	words_close(w, a);
	words_walk(w, text, sizeof(text) - 1,
	    &(struct words_listener){ note, &seen, NULL });
	assert_non_null(strstr(seen.out.data, "bkr"));
	text_done(&seen.out);
}

/* Words of two letters share long beginnings and ends, so that a walk often
 * falls back from far below. */
static void
note_bit(void *context, size_t number, size_t start, size_t length)
{
	(void)start;
	(void)length;
	((bool *)context)[number] = true;
}

static void
random_letters(unsigned *state, char *out, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		*state = *state * 1103515245u + 12345u;
		out[i] = "ab"[*state >> 16 & 1];
	}
	out[n] = '\0';
}

static void
test_a_walk_finds_what_a_search_finds(void **state)
{
	enum {
		WORDS = 60,
		LENGTH_MOST = 12,
		TEXT = 40
	};
	unsigned seed = 1;
	size_t round, i;

	(void)state;
	for (round = 0; round < 200; round++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct words *w = words_new(a);
		char words[WORDS][LENGTH_MOST + 1], text[TEXT + 1];
		size_t numbers[WORDS];
		bool is_found[WORDS] = { false };
		const struct words_listener listener = { note_bit, is_found,
			NULL };
		enum fault_kind why;

		for (i = 0; i < WORDS; i++) {
			random_letters(&seed, words[i], 1 + i % LENGTH_MOST);
			assert_int_equal(
			    words_add(w, a, arena_printf(a, "*%s*", words[i]),
			        &numbers[i], &why),
			    0);
		}
		words_close(w, a);
		random_letters(&seed, text, TEXT);
		words_walk(w, text, TEXT, &listener);
		for (i = 0; i < WORDS; i++) {
			bool is_there = strstr(text, words[i]) != NULL;

			if (is_found[numbers[i]] != is_there)
				fail_msg("\"%s\" in \"%s\": %d", words[i], text,
				    is_found[numbers[i]]);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_walk_finds_what_a_search_finds),
		cmocka_unit_test(test_words_match_whole),
		cmocka_unit_test(test_a_star_stands_for_the_rest_of_a_word),
		cmocka_unit_test(
		    test_phrases_match_over_any_white_space_and_hyphens),
		cmocka_unit_test(test_words_within_words_are_all_found),
		cmocka_unit_test(test_what_was_told_is_not_told_again),
		cmocka_unit_test(test_the_same_word_has_one_number),
		cmocka_unit_test(test_bad_words_are_refused),
		cmocka_unit_test(
		    test_an_endless_word_costs_no_more_than_its_length),
		cmocka_unit_test(test_broken_utf8_is_walked_over),
	};

	return unit_run(tests);
}
