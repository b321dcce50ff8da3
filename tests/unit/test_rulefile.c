/* A rules directory: what it gives, and all its mistakes at once. */

#include <sys/stat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
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

/* The mistakes of the directory, "" when it is right. */
static const char *
mistakes_of(struct arena *a, const char *dir)
{
	SCOPED(text_done) struct text mistakes;
	struct rulebook book;
	struct err e;

	text_init(&mistakes, 100000);
	if (rulebook_read(a, dir, &book, &mistakes, &e) == 0)
		rulebook_done(&book);
	else
		assert_int_equal(e.kind, ERR_FIX);
	return arena_copy(a, mistakes.data);
}

static void
expect(const char *mistakes, const char *wanted)
{
	if (!strstr(mistakes, wanted))
		fail_msg("\"%s\" is not in:\n%s", wanted, mistakes);
}

static void
test_a_right_directory_is_read(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text mistakes;
	struct rulebook book;
	struct err e;

	text_init(&mistakes, 1000);
	assert_int_equal(rulebook_read(a, *state, &book, &mistakes, &e), 0);
	assert_string_equal(mistakes.data, "");
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
test_every_mistake_is_told_with_file_and_line(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *got;

	put(*state, "20-b.conf",
	    "topics = ( { name = \"a\"; team = \"Q\";\n"
	    "  wrods = [ \"x\" ]; },\n"
	    "  { words = [ 3 ]; },\n"
	    "  { name = \"c\"; topic = \"bkrr\"; weight = \"much\";\n"
	    "    any = ( { subjct = [ \"x\" ]; } ); },\n"
	    "  { name = \"d\"; words = [ \"/(/\" ]; },\n"
	    "  { name = \"e\"; words = [ ]; } );\n"
	    "signals = ( { name = \"w\"; term = \"wo\";\n"
	    "  words = [ \"woo\" ]; } );\n"
	    "noize = ( );\n");
	got = mistakes_of(a, *state);
	expect(got, "20-b.conf:2: unknown setting \"wrods\"");
	expect(got, "did you mean \"words\"?");
	expect(got, "names the unknown team \"Q\"; expected one of: K");
	expect(got, "\"name\" is missing here");
	expect(got, "a number among texts");
	expect(got, "names the unknown topic \"bkrr\"");
	expect(got, "did you mean \"bkr\"?");
	expect(got, "\"weight\" is a text; expected a whole number");
	expect(got, "unknown place \"subjct\"");
	expect(got, "did you mean \"subject\"?");
	expect(got, "the expression /(/ is wrong");
	expect(got, "a list without words");
	expect(got, "unknown term \"wo\"");
	expect(got, "did you mean \"woo\"?");
	expect(got, "20-b.conf:10: unknown setting \"noize\"");
}

static void
test_a_mistake_of_syntax_has_its_line(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();

	put(*state, "20-b.conf", "topics = (\n { name = \"a\"\n ;; } );\n");
	expect(mistakes_of(a, *state), "20-b.conf:3: ");
}

static void
test_bad_data_is_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *got;

	put(*state, "data/gelijkgestelde_dagen.csv",
	    "date,decree\n2026-05-15,x\n2026-01-02,x\nmorgen,x\n");
	put(*state, "terms.conf",
	    "terms = ( { name = \"woo\"; term = \"4 manen\"; } );\n");
	got = mistakes_of(a, *state);
	expect(got, "gelijkgestelde_dagen.csv:3: not later");
	expect(got, "gelijkgestelde_dagen.csv:4: no date");
	expect(got, "terms.conf:1: ");
}

static void
test_a_missing_file_is_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	char path[300];

	(void)snprintf(
	    path, sizeof(path), "%s/data/gemeenten.csv", (const char *)*state);
	assert_int_equal(unlink(path), 0);
	expect(mistakes_of(a, *state), "gemeenten.csv cannot be read");
	expect(mistakes_of(a, "/nonexistent"), "/nonexistent");
}

static void
test_invalid_utf8_in_a_word_is_told(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();

	put(*state, "20-b.conf",
	    "topics = ( { name = \"x\"; words = [ \"caf\xE9\" ]; } );\n");
	expect(mistakes_of(a, *state), "not valid UTF-8");
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
		WITH_FILES(test_every_mistake_is_told_with_file_and_line),
		WITH_FILES(test_a_mistake_of_syntax_has_its_line),
		WITH_FILES(test_bad_data_is_told),
		WITH_FILES(test_a_missing_file_is_told),
		WITH_FILES(test_invalid_utf8_in_a_word_is_told),
		WITH_FILES(test_a_file_over_its_limit_is_refused),
	};

	return unit_run(tests);
}
