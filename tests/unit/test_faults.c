/* What is wrong with rules, as it is told: every kind, with its exact words,
 * its line and its caret. */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/fault_print.h"
#include "edge/rulefile.h"
#include "tests/unit/tree.h"
#include "tests/unit/unit.h"

/* A small directory that is right; each row changes one file. */
static const struct {
	const char *name, *text;
} files[] = {
	{ "10-a.conf",
	    "topics = ( { name = \"bkr\"; team = \"K\";\n"
	    "  words = [ \"bkr\" ]; } );\n"
	    "teams = ( { name = \"k\"; team = \"K\"; words = \"kdv\"; } );\n" },
	{ "terms.conf",
	    "terms = ( { name = \"woo\"; term = \"4 weken\"; } );\n" },
	{ "data/domeinen.csv",
	    "domain,kind,cbs_code,name,status,successor_codes\n" },
	{ "data/gemeenten.csv",
	    "cbs_code,name,province\nGM0344,Utrecht,Utrecht\n" },
	{ "data/ketenpartners.csv",
	    "name,kind,domains,domains_unverified\n"
	    "GGD Twente,ggd,ggdtwente.nl,\n" },
	{ "data/vrije_maildomeinen.txt", "gmail.com\n" },
	{ "data/persdomeinen.txt", "nos.nl\n" },
	{ "data/gelijkgestelde_dagen.csv",
	    "date,decree\n2026-01-02,x\n2028-12-31,until\n" },
	{ "templates/digest.nl.xsl", "<x/>" },
};

static const struct row {
	enum fault_kind kind;
	const char *file, *text; /* NULL: the file is not there */
	const char *want;
} rows[] = {
#include "tests/unit/faults.inc"
};

static void
make_directory(struct tree *t, const struct row *row)
{
	size_t i;

	tree_folder(t, "data");
	tree_folder(t, "templates");
	for (i = 0; i < LENGTH(files); i++) {
		if (strcmp(files[i].name, row->file) != 0)
			tree_file(t, files[i].name, files[i].text);
	}
	if (row->text)
		tree_file(t, row->file, row->text);
}

/* As postwacht check does. */
static void
find_faults(struct arena *a, const char *dir, struct faults *faults)
{
	struct rulebook book;

	if (rulebook_read(a, dir, NULL, &book, faults) != 0)
		return;
	rules_try_examples(book.rules, faults);
	rules_review(book.rules, faults);
	rulebook_done(&book);
}

/* The text with the name of the directory written as R. */
static const char *
without_root(struct arena *a, const char *text, const char *root)
{
	SCOPED(text_done) struct text out = { 0 };
	const char *at;

	text_init(&out, 1 << 20);
	while ((at = strstr(text, root))) {
		text_add_n(&out, text, (size_t)(at - text));
		text_add_char(&out, 'R');
		text = at + strlen(root);
	}
	text_add(&out, text);
	return arena_copy(a, out.data);
}

static bool
has_kind(const struct faults *faults, enum fault_kind kind)
{
	size_t i;

	for (i = 0; i < faults->n; i++) {
		if (faults->at[i].kind == kind)
			return true;
	}
	return false;
}

static void
check_row(const struct row *row)
{
	struct tree t = tree_new();
	struct faults faults = { .arena = t.arena };
	SCOPED(text_done) struct text told = { 0 };
	const char *got;

	make_directory(&t, row);
	find_faults(t.arena, t.root, &faults);
	text_init(&told, 1 << 20);
	faults_print(&faults, LANGUAGE_NL, &told);
	got = without_root(t.arena, told.data, t.root);
	if (!has_kind(&faults, row->kind) || strcmp(got, row->want) != 0)
		fail_msg("%s:\n%s\ngot:\n%s\nwanted:\n%s", row->file,
		    row->text ? row->text : "(none)", got, row->want);
	tree_done(&t);
}

static void
test_each_fault_is_told_with_its_line_and_a_caret(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		check_row(&rows[i]);
}

/* One that needs more words than a file of this table may hold. */
static bool
is_seen_elsewhere(enum fault_kind kind)
{
	return kind == FAULT_TOO_MANY_WORDS;
}

static void
test_no_kind_of_fault_goes_without_a_row(void **state)
{
	bool is_seen[FAULT_KINDS] = { false };
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		is_seen[rows[i].kind] = true;
	for (i = 0; i < FAULT_KINDS; i++) {
		if (!is_seen[i] && !is_seen_elsewhere((enum fault_kind)i))
			fail_msg("fault %zu has no row", i);
	}
}

static void
test_each_fault_has_a_sentence_in_both_languages(void **state)
{
	struct fault f = {
		.file = "f", .rule = "r", .key = "k", .found = "x", .want = "w"
	};
	SCOPED(text_done) struct text dutch = { 0 }, english = { 0 };
	size_t i;

	(void)state;
	text_init(&dutch, 1000);
	text_init(&english, 1000);
	for (i = 0; i < FAULT_KINDS; i++) {
		f.kind = (enum fault_kind)i;
		text_clear(&dutch);
		text_clear(&english);
		fault_tell(&f, LANGUAGE_NL, &dutch);
		fault_tell(&f, LANGUAGE_EN, &english);
		assert_true(dutch.len > 0 && english.len > 0);
		if (f.kind != FAULT_FILE)
			assert_string_not_equal(dutch.data, english.data);
		assert_false(strstr(dutch.data, "{found}"));
		assert_false(strstr(english.data, "{found}"));
	}
}

static void
test_all_faults_of_all_files_are_told_at_once(void **state)
{
	struct tree t = tree_new();
	const struct row row = { .file = "20-b.conf",
		.text =
		    "topics = ( { name = \"a\"; wrods = [ \"x\" ]; },\n"
		    "{ name = \"b\"; words = [ \"/(/\", \"a*b\" ]; },\n"
		    "{ name = \"c\"; team = \"Q\"; words = [ \"c\" ]; } );" };
	struct faults faults = { .arena = t.arena };

	(void)state;
	make_directory(&t, &row);
	tree_file(&t, "30-c.conf", "topics = ( { name = \"d\" } );");
	find_faults(t.arena, t.root, &faults);
	assert_int_equal(faults.n, 5);
	tree_done(&t);
}

/* Past what the automaton holds: 900 words of 200 letters, no two alike. */
static void
test_too_many_words_are_told(void **state)
{
	struct tree t = tree_new();
	const struct row row = { .file = "20-b.conf" };
	SCOPED(text_done) struct text conf = { 0 };
	struct faults faults = { .arena = t.arena };
	size_t i, k;

	(void)state;
	text_init(&conf, 1 << 20);
	text_add(&conf, "topics = ( { name = \"a\"; words = [ \"x\"");
	for (i = 0; i < 900; i++) {
		text_addf(&conf, ",\n\"%zu", i);
		for (k = 0; k < 195; k++)
			text_add_char(&conf, (char)('a' + (i + k) % 26));
		text_add_char(&conf, '"');
	}
	text_add(&conf, " ]; } );");
	make_directory(&t, &row);
	tree_file(&t, "20-b.conf", conf.data);
	find_faults(t.arena, t.root, &faults);
	assert_true(has_kind(&faults, FAULT_TOO_MANY_WORDS));
	tree_done(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_each_fault_is_told_with_its_line_and_a_caret),
		cmocka_unit_test(test_no_kind_of_fault_goes_without_a_row),
		cmocka_unit_test(
		    test_each_fault_has_a_sentence_in_both_languages),
		cmocka_unit_test(test_all_faults_of_all_files_are_told_at_once),
		cmocka_unit_test(test_too_many_words_are_told),
	};

	return unit_run(tests);
}
