/*
 * The rules engine alone, over one text of 12 KB: 50 and 500 words in as many
 * rules, and the rules of the configuration that is named. Prints
 * tab-separated lines: what, microseconds a text (the best of several rounds),
 * microseconds to compile.
 *
 *   rules_bench [CONFIG]
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "desk/office.h"
#include "mail/message.h"
#include "triage/fault.h"
#include "triage/rules.h"

#define TEXT_BYTES   12288
#define ROUNDS       7
#define TEXTS        200
#define WORD_BYTES   64
#define MISTAKES_MAX 65536

static const char *const sentences[] = {
	"Kunt u aangeven of een gastouder zes kinderen tegelijk mag opvangen? ",
	"De gemeente heeft het verslag van de inspectie vorige week ontvangen. ",
	"Volgens de toelichting geldt hiervoor een termijn van acht weken. ",
	"Naar aanleiding van ons overleg bevestig ik de gemaakte afspraken. ",
	"Het college heeft het budget voor deze voorziening toegekend. ",
	"Wij zien dat het bericht twee keer is verstuurd. ",
};

static double
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* The same numbers on every machine. */
static unsigned
next_number(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 0x7FFF;
}

static void
make_facts(struct arena *a, struct facts *out)
{
	SCOPED(text_done) struct text t = { 0 };
	unsigned state = 1;

	text_init(&t, TEXT_BYTES);
	while (t.len < TEXT_BYTES - 100)
		text_add(
		    &t, sentences[next_number(&state) % LENGTH(sentences)]);
	message_read(a, "", 0, false, out);
	out->subject = "Vraag over kinderopvang";
	out->folded_subject = "vraag over kinderopvang";
	out->text_new = arena_copy(a, t.data);
	out->folded_new = fold(a, out->text_new, t.len, NULL);
}

/* A Dutch-looking word of two to four syllables. */
static const char *
make_word(struct arena *a, unsigned *state)
{
	static const char *const parts[] = { "be", "ver", "ge", "hand", "ling",
		"toe", "zicht", "op", "vang", "kind", "reken", "stel", "voor",
		"waar", "schrift", "plicht" };
	SCOPED(text_done) struct text word = { 0 };
	size_t n = 2 + next_number(state) % 3;

	text_init(&word, WORD_BYTES);
	while (n-- > 0)
		text_add(&word, parts[next_number(state) % LENGTH(parts)]);
	return arena_copy(a, word.data);
}

/* n rules of one word each. */
static const struct rule *
make_rules(struct arena *a, size_t n)
{
	struct rule *rules = arena_array(a, n, sizeof(*rules));
	unsigned state = 7;
	size_t i;

	for (i = 0; i < n; i++) {
		struct criterion *c = arena_alloc(a, sizeof(*c));
		const char **words = arena_array(a, 1, sizeof(*words));

		words[0] = make_word(a, &state);
		*c = (struct criterion){ .place = PLACE_TEXT,
			.n_words = 1,
			.words = words,
			.file = "bench" };
		rules[i] = (struct rule){ .group = RULE_TOPIC,
			.name = arena_printf(a, "rule-%zu", i),
			.says = "",
			.any = { 1, c },
			.weight = 10,
			.team = "",
			.value = arena_printf(a, "topic-%zu", i),
			.actions = { "", "", "", "", "", false },
			.file = "bench" };
	}
	return rules;
}

static void
measure(const char *what, const struct rules *rules, double compile)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(arena_done) struct arena *mail = arena_new();
	struct facts facts;
	double best = 0;
	size_t i, k;

	make_facts(a, &facts);
	for (i = 0; i < ROUNDS; i++) {
		double began = now_us(), took;

		for (k = 0; k < TEXTS; k++) {
			arena_clear(mail);
			(void)rules_match(rules, mail, &facts, NULL);
		}
		took = (now_us() - began) / TEXTS;
		if (i == 0 || took < best)
			best = took;
	}
	printf("%s\t%.1f\t%.0f\n", what, best, compile);
}

static int
measure_words(size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	const struct rule *list = make_rules(a, n);
	struct rules *rules = NULL;
	double began = now_us();

	if (rules_new(a, list, n, &rules, &faults) != 0)
		return -1;
	measure(arena_printf(a, "%zu words", n), rules, now_us() - began);
	rules_free(rules);
	return 0;
}

static int
measure_office(const char *config)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text mistakes = { 0 };
	struct office *office = NULL;
	struct err e = { 0 };
	double began = now_us(), compile;

	text_init(&mistakes, MISTAKES_MAX);
	if (office_open(config, office_rules_dir(a), &office, &mistakes, &e) !=
	    0) {
		fprintf(stderr, "rules_bench: %s%s\n", mistakes.data, e.text);
		return -1;
	}
	compile = now_us() - began;
	measure(arena_printf(a, "%zu rules of %s",
	            rules_count(office->rulebook.rules),
	            config ? "the configuration" : "the house"),
	    office->rulebook.rules, compile);
	office_close(office);
	return 0;
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	message_init();
	if (date_init(&e) != 0 || measure_words(50) != 0 ||
	    measure_words(500) != 0 ||
	    measure_office(argc > 1 ? argv[1] : NULL) != 0)
		return EX_SOFTWARE;
	return EX_OK;
}
