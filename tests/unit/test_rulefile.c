/* A rules directory: what it gives. What is told of one that is wrong is in
 * test_faults.c. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/fault_print.h"
#include "edge/rulefile.h"
#include "tests/unit/unit.h"

/* A small directory that is right; tests overwrite single files. */
static const struct {
	const char *name, *text;
} files[] = {
	{ "10-a.conf",
	    "topics = ( { name = \"bkr\"; team = \"K\";\n"
	    "  words = [ \"bkr\" ]; },\n"
	    "  { name = \"bkr-zwak\"; topic = \"bkr\"; weight = 5;\n"
	    "  any = ( { subject = [ \"groep*\" ]; },\n"
	    "          { header = \"X-A\"; words = [ \"*\" ]; } ); } );\n"
	    "teams = ( { name = \"k\"; team = \"K\"; words = \"kdv\"; } );\n" },
	{ "20-b.conf",
	    "signals = ( { name = \"w\"; term = \"woo\";\n"
	    "  words = [ \"woo\" ]; } );\n" },
	{ "terms.conf",
	    "terms = ( { name = \"woo\"; says = \"Woo\";\n"
	    "  article = \"Woo 4.4\"; term = \"4 weken\";\n"
	    "  extension = \"2 weken\"; statutory = true; } );\n" },
	{ "data/domeinen.csv",
	    "domain,kind,cbs_code,name,status,successor_codes\n" },
	{ "data/gemeenten.csv", "cbs_code,name,province\n" },
	{ "data/ketenpartners.csv", "name,kind,domains,domains_unverified\n" },
	{ "data/vrije_maildomeinen.txt", "gmail.com\n" },
	{ "data/persdomeinen.txt", "nos.nl\n" },
	{ "data/gelijkgestelde_dagen.csv",
	    "date,decree\n2026-01-02,x\n2026-05-15,x\n2028-12-31,until\n" },
	{ "templates/digest.nl.xsl", "<x/>" },
};

static void
put(const char *dir, const char *name, const char *text)
{
	char path[300];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
make_folder(const char *dir, const char *name)
{
	char path[300];

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	assert_int_equal(mkdir(path, 0700), 0);
}

static int
set_up(void **state)
{
	char *dir = strdup("/tmp/test_rulefile.XXXXXX");
	size_t i;

	if (!dir || !mkdtemp(dir))
		return -1;
	make_folder(dir, "data");
	make_folder(dir, "templates");
	for (i = 0; i < LENGTH(files); i++)
		put(dir, files[i].name, files[i].text);
	*state = dir;
	return 0;
}

static int
tear_down(void **state)
{
	char *dir = *state;
	char path[300];
	size_t i;

	for (i = 0; i < LENGTH(files); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", dir, files[i].name);
		(void)unlink(path);
	}
	(void)snprintf(path, sizeof(path), "%s/data", dir);
	(void)rmdir(path);
	(void)snprintf(path, sizeof(path), "%s/templates", dir);
	(void)rmdir(path);
	(void)rmdir(dir);
	free(dir);
	return 0;
}

/* The faults of the directory, "" when it is right. */
static const char *
faults_of(struct arena *a, const char *dir)
{
	SCOPED(text_done) struct text told;
	struct faults faults = { .arena = a };
	struct rulebook book;

	text_init(&told, 100000);
	if (rulebook_read(a, dir, NULL, &book, &faults) == 0)
		rulebook_done(&book);
	faults_print(&faults, LANGUAGE_EN, &told);
	return arena_copy(a, told.data);
}

static void
expect(const char *told, const char *wanted)
{
	if (!strstr(told, wanted))
		fail_msg("\"%s\" is not in:\n%s", wanted, told);
}

static void
test_a_right_directory_is_read(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rulebook book;

	assert_int_equal(rulebook_read(a, *state, NULL, &book, &faults), 0);
	assert_int_equal(faults.n, 0);
	assert_int_equal(rules_count(book.rules), 4);
	assert_int_equal(book.terms.n, 1);
	assert_string_equal(book.terms.at[0].article, "Woo 4.4");
	assert_int_equal(book.terms.at[0].term.length, 4);
	assert_true(book.terms.at[0].term.is_statutory);
	assert_int_equal(book.terms.at[0].extension.length, 2);
	assert_int_equal(book.equated.n, 2);
	assert_int_equal(date_civil(book.equated.known_until).year, 2028);
	assert_int_equal(book.n_templates, 1);
	assert_string_equal(book.data.free_mail, "gmail.com\n");
	rulebook_done(&book);
}

static void
test_a_missing_file_is_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	char path[300];

	(void)snprintf(
	    path, sizeof(path), "%s/data/gemeenten.csv", (const char *)*state);
	assert_int_equal(unlink(path), 0);
	expect(faults_of(a, *state), "gemeenten.csv cannot be read");
	expect(faults_of(a, "/nonexistent"), "/nonexistent");
}

/* A list may stand in a later file than the rules that use it. */
static void
test_rules_share_lists_of_words(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rulebook book;
	const struct rule *rule;

	put(*state, "20-b.conf",
	    "lists = ( { name = \"opvang\"; words = [ \"kdv\", \"bso*\" ]; } );\n"
	    "actions = ( { name = \"w\"; priority = \"hoog\";\n"
	    "  all = ( { text = [ \"vraag\", \"<opvang>\" ]; } ); } );\n");
	assert_int_equal(rulebook_read(a, *state, NULL, &book, &faults), 0);
	rule = rules_at(book.rules, 3);
	assert_string_equal(rule->actions.priority, "high");
	assert_int_equal(rule->all.at[0].n_words, 3);
	assert_string_equal(rule->all.at[0].words[2], "bso*");
	rulebook_done(&book);
}

static void
test_assignments_are_read(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rulebook book;

	put(*state, "20-b.conf",
	    "assignments = ( { assignee = \"noor\"; team = \"K\";\n"
	    "  topics = [ \"bkr\" ]; }, { assignee = \"daan\"; } );\n");
	assert_int_equal(rulebook_read(a, *state, NULL, &book, &faults), 0);
	assert_int_equal(book.assignments.n, 2);
	assert_string_equal(
	    assign_find(&book.assignments, "K", "bkr", NULL), "noor");
	assert_string_equal(
	    assign_find(&book.assignments, "K", "x", NULL), "daan");
	rulebook_done(&book);
}

static void
test_a_file_over_its_limit_is_refused(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	char path[300];
	const char *text = NULL;
	struct err e;
	size_t n;

	(void)snprintf(
	    path, sizeof(path), "%s/20-b.conf", (const char *)*state);
	assert_int_equal(file_read(a, path, 10, &text, &n, &e), -1);
	assert_null(text);
	assert_int_equal(file_read(a, path, 10000, &text, &n, &e), 0);
	assert_int_equal(n, strlen(text));
	assert_int_equal(file_read(a, *state, 10000, &text, &n, &e), -1);
}

int
main(void)
{
#define WITH_FILES(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		WITH_FILES(test_a_right_directory_is_read),
		WITH_FILES(test_a_missing_file_is_told),
		WITH_FILES(test_rules_share_lists_of_words),
		WITH_FILES(test_assignments_are_read),
		WITH_FILES(test_a_file_over_its_limit_is_refused),
	};

	return unit_run(tests);
}
