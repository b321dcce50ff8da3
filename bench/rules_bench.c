/*
 * The rules engine alone. Over one text of 12 KB: 50, 500 and 5,000 words in
 * as many rules, and the rules of the configuration that is named. Prints
 * tab-separated lines: what, microseconds of CPU a text (the best of several rounds),
 * microseconds to compile.
 *
 *   rules_bench [CONFIG]
 *   rules_bench --mail FOLDER  on the mails of a folder: what, rules, mails a
 *                              second, MB of text a second; beside PCRE2 word
 *                              by word, interpreted and compiled to machine
 *                              code
 *   rules_bench --sieve N      the same N words as a Sieve script
 */

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"
#include "base/fold.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/rulefile.h"
#include "mail/message.h"
#include "triage/fault.h"
#include "triage/rules.h"

#define TEXT_BYTES   12288
#define ROUNDS       7
#define TEXTS        200
#define WORD_BYTES   64
#define MISTAKES_MAX 65536
#define MAIL_BYTES   (1u << 20)
#define MAILS_MAX    5000

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

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
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

/* The mails of a folder, read once. */
struct mails {
	size_t n, bytes; /* of folded text */
	struct facts *at;
};

static void
read_mails(struct arena *a, const char *folder, struct mails *out)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;

	*out = (struct mails){ 0 };
	out->at = arena_array(a, MAILS_MAX, sizeof(*out->at));
	while (dir && (entry = readdir(dir)) && out->n < MAILS_MAX) {
		struct facts *f = &out->at[out->n];
		const char *bytes;
		size_t n;

		if (entry->d_name[0] == '.' ||
		    file_read(a,
		        arena_printf(a, "%s/%s", folder, entry->d_name),
		        MAIL_BYTES, &bytes, &n, NULL) != 0)
			continue;
		message_read(a, bytes, n, false, f);
		out->bytes += strlen(f->folded_subject) + strlen(f->folded_new);
		out->n++;
	}
	if (dir)
		(void)closedir(dir);
}

static void
print_rate(
    const char *what, size_t rules, const struct mails *mails, double took)
{
	printf("%s\t%zu\t%.0f\t%.1f\n", what, rules,
	    (double)mails->n * 1e6 / took, (double)mails->bytes / took);
}

static int
mail_by_rules(const struct mails *mails, size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(arena_done) struct arena *mail = arena_new();
	struct faults faults = { .arena = a };
	struct rules *rules = NULL;
	double began;
	size_t i;

	if (rules_new(a, make_rules(a, n), n, &rules, &faults) != 0)
		return -1;
	began = now_us();
	for (i = 0; i < mails->n; i++) {
		arena_clear(mail);
		(void)rules_match(rules, mail, &mails->at[i], NULL);
	}
	print_rate("Postwacht", n, mails, now_us() - began);
	rules_free(rules);
	return 0;
}

static size_t
match_all(pcre2_code *const *codes, size_t n, const char *text,
    pcre2_match_data *data)
{
	size_t i, found = 0, length = strlen(text);

	for (i = 0; i < n; i++)
		found += pcre2_match(codes[i], (PCRE2_SPTR)text, length, 0, 0,
		             data, NULL) > 0;
	return found;
}

static void
mail_by_pcre2(const struct mails *mails, size_t n, bool is_jit)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct rule *rules = make_rules(a, n);
	pcre2_code **codes = arena_array(a, n, sizeof(*codes));
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	double began;
	size_t i;

	for (i = 0; i < n; i++) {
		const char *word =
		    arena_printf(a, "\\b%s\\b", rules[i].any.at[0].words[0]);
		int code;
		PCRE2_SIZE at;

		codes[i] = pcre2_compile((PCRE2_SPTR)word,
		    PCRE2_ZERO_TERMINATED, PCRE2_UTF, &code, &at, NULL);
		if (is_jit)
			(void)pcre2_jit_compile(codes[i], PCRE2_JIT_COMPLETE);
	}
	began = now_us();
	for (i = 0; i < mails->n; i++) {
		(void)match_all(codes, n, mails->at[i].folded_subject, data);
		(void)match_all(codes, n, mails->at[i].folded_new, data);
	}
	print_rate(is_jit ? "PCRE2 JIT, each word" : "PCRE2, each word", n,
	    mails, now_us() - began);
	for (i = 0; i < n; i++)
		pcre2_code_free(codes[i]);
	pcre2_match_data_free(data);
}

static int
measure_mail(const char *folder)
{
	static const size_t sizes[] = { 50, 500, 5000 };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct mails mails;
	size_t i;

	read_mails(a, folder, &mails);
	for (i = 0; i < LENGTH(sizes); i++) {
		if (mail_by_rules(&mails, sizes[i]) != 0)
			return -1;
	}
	for (i = 0; i < LENGTH(sizes); i++)
		mail_by_pcre2(&mails, sizes[i], false);
	for (i = 0; i < LENGTH(sizes); i++)
		mail_by_pcre2(&mails, sizes[i], true);
	return 0;
}

static void
print_sieve(size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct rule *rules = make_rules(a, n);
	size_t i;

	puts("require [\"body\"];");
	for (i = 0; i < n; i++) {
		const char *word = rules[i].any.at[0].words[0];

		printf("if anyof (header :contains \"subject\" \"%s\", "
		       "body :text :contains \"%s\") { keep; }\n",
		    word, word);
	}
}

int
main(int argc, char **argv)
{
	struct err e = { 0 };

	message_init();
	if (date_init(&e) != 0)
		return EX_SOFTWARE;
	if (argc == 3 && strcmp(argv[1], "--sieve") == 0) {
		print_sieve(strtoul(argv[2], NULL, 10));
		return EX_OK;
	}
	if (argc == 3 && strcmp(argv[1], "--mail") == 0)
		return measure_mail(argv[2]) == 0 ? EX_OK : EX_SOFTWARE;
	if (measure_words(50) != 0 || measure_words(500) != 0 ||
	    measure_words(5000) != 0 ||
	    measure_office(argc > 1 ? argv[1] : NULL) != 0)
		return EX_SOFTWARE;
	return EX_OK;
}
