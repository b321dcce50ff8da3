/*
 * Arbitrary bytes as a rules file and, behind a line "%%", as terms.conf:
 * what a coordinator may write, or a mail that brings rules. Either there are
 * mistakes, each a line of text, or rules that can be tried on a message.
 */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "edge/fault_print.h"
#include "edge/ruleconf.h"
#include "mail/message.h"
#include "triage/rules.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
const char *__lsan_default_suppressions(void);
int LLVMFuzzerTestOneInput(const uint8_t *data_in, size_t n);

/* libconfig 1.5 forgets a text that stands where none may, or that a file
 * ends in. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libconfig_yylex\nleak:strbuf_append\n";
}

#define MISTAKES_MAX (1024 * 1024)

static char folder[] = "/tmp/postwacht-fuzz-XXXXXX";
static char rules_path[64], terms_path[64];

static void
clean(void)
{
	(void)unlink(rules_path);
	(void)unlink(terms_path);
	(void)rmdir(folder);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct err e;

	(void)argc;
	(void)argv;
	if (!mkdtemp(folder) || atexit(clean) != 0 || date_init(&e) != 0)
		abort();
	(void)snprintf(rules_path, sizeof(rules_path), "%s/r.conf", folder);
	(void)snprintf(terms_path, sizeof(terms_path), "%s/t.conf", folder);
	message_init();
	return 0;
}

static void
put_file(const char *path, const uint8_t *data, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, data, n) != (ssize_t)n || close(fd) != 0)
		abort();
}

/* Whose files may be read is not libconfig's to ask: the directory is the
 * administrator's. Here nothing but the two files is to be opened. */
static bool
reads_elsewhere(const uint8_t *data, size_t n)
{
	const uint8_t *at = data;
	size_t left = n;

	while ((at = memmem(at, left, "@include", 8))) {
		left = n - (size_t)(at - data);
		if (memchr(at, '/', left))
			return true;
		at += 8;
		left -= 8;
	}
	return false;
}

static void
try_on_a_message(struct arena *a, const struct rules *rules)
{
	static const char mail[] =
	    "From: N <n@gemeente.example>\nTo: a@b.example\nSubject: Vraag over "
	    "de bkr\nList-Id: x\n\nMag dit morgen?\n\nMet vriendelijke groet\n";
	struct facts facts;

	message_read(a, mail, sizeof(mail) - 1, false, &facts);
	(void)rules_match(rules, a, &facts, NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data_in, size_t n)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct ruleconf conf = { .a = a, .faults = &faults };
	const struct organisation_data data = { .domains = "kind\nggd\n",
		.municipalities = "name,province\nUtrecht,Utrecht\n",
		.partners = "kind\n" };
	SCOPED(text_done) struct text told = { 0 };
	const uint8_t *split = memmem(data_in, n, "\n%%\n", 4);
	size_t n_rules = split ? (size_t)(split - data_in) : n;
	size_t n_terms = split ? n - n_rules - 4 : 0;
	struct rules *rules = NULL;

	if (reads_elsewhere(data_in, n))
		return 0;
	put_file(rules_path, data_in, n_rules);
	put_file(terms_path, split ? split + 4 : data_in, n_terms);
	text_init(&told, MISTAKES_MAX);
	ruleconf_read_rules(&conf, rules_path);
	ruleconf_read_terms(&conf, terms_path);
	ruleconf_settle(&conf, &data);
	if (rules_new(a, conf.rules, conf.n, &rules, &faults) != 0 &&
	    faults.n == 0)
		abort();
	if (rules) {
		try_on_a_message(a, rules);
		rules_try_examples(rules, &faults);
		rules_review(rules, &faults);
		rules_free(rules);
	}
	faults_print(&faults, LANGUAGE_NL, &told);
	if ((faults.n > 0) != (told.len > 0))
		abort();
	return 0;
}
