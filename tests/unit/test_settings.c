/* The configuration: the shipped example passes, and each mistake is told on
 * its line, with what was expected and what to do. */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/settings.h"
#include "tests/unit/unit.h"

#define EXAMPLE "systemd/postwacht.conf.example"

/* A configuration that is right, in parts that a row may replace. */
#define GENERAL "organisation = \"O\"; internal_domains = [ \"o.nl\" ];\n"
#define TEAMS   "teams = ( { code = \"K\"; name = \"Kinderopvang\"; } );\n"
#define PEOPLE                                          \
	"people = ( { id = \"noor\"; name = \"Noor\"; " \
	"address = \"noor@o.nl\"; role = \"coordinator\"; } );\n"
#define MAILBOXES                                            \
	"mailboxes = ( { id = \"k\"; source = \"maildir\"; " \
	"path = \"mail\"; addresses = [ \"Vragen@o.nl\" ]; } );\n"
#define POST                                             \
	"post = { kind = \"folder\"; folder = \"out\"; " \
	"from = \"postwacht@o.nl\"; };\n"
#define PERSON(more)                                              \
	"people = ( { id = \"noor\"; name = \"Noor\"; address = " \
	"\"noor@o.nl\"; role = \"coordinator\"; " more " } );\n"
#define MAILBOX(more)                                                        \
	"mailboxes = ( { id = \"k\"; addresses = [ \"vragen@o.nl\" ]; " more \
	" } );\n"
#define IMAP(more)                                     \
	MAILBOX("host = \"imap.o.nl\"; user = \"u\"; " \
	        "password_file = \"p\"; " more)
#define SMTP(more) \
	"post = { kind = \"smtp\"; from = \"postwacht@o.nl\"; " more " };\n"
#define REST TEAMS PEOPLE MAILBOXES POST

/* Every reading happens in a folder of its own. */
struct fixture {
	char folder[32];
	struct arena *arena;
	struct text mistakes;
};

static int
setup(void **state)
{
	static struct fixture f;

	(void)snprintf(f.folder, sizeof(f.folder), "/tmp/settings.XXXXXX");
	f.arena = arena_new();
	text_init(&f.mistakes, 65536);
	*state = &f;
	return mkdtemp(f.folder) ? 0 : -1;
}

static int
teardown(void **state)
{
	static const char *const names[] = { "c.conf", "b.conf", "secret",
		"folder" };
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(names); i++)
		(void)remove(
		    arena_printf(f->arena, "%s/%s", f->folder, names[i]));
	arena_free(f->arena);
	text_done(&f->mistakes);
	return rmdir(f->folder);
}

static const char *
write_file(struct fixture *f, const char *name, const char *s)
{
	const char *path = arena_printf(f->arena, "%s/%s", f->folder, name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fputs(s, file) >= 0, 1);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* The mistakes of a text, each without the folder in front. */
static const char *
mistakes_of(struct fixture *f, const char *s)
{
	struct settings settings;
	struct err e = { ERR_NONE, "" };
	size_t n = strlen(f->folder) + 1;
	char *at;
	int code;

	text_clear(&f->mistakes);
	code = settings_read(
	    f->arena, write_file(f, "c.conf", s), &settings, &f->mistakes, &e);
	assert_int_equal(code, f->mistakes.len > 0 ? -1 : 0);
	assert_int_equal(e.kind, code == 0 ? ERR_NONE : ERR_FIX);
	while ((at = strstr(f->mistakes.data, f->folder)))
		memmove(at, at + n, strlen(at + n) + 1);
	return f->mistakes.data;
}

static void
test_the_shipped_example_passes(void **state)
{
	struct fixture *f = *state;
	struct settings s;
	struct err e = { ERR_NONE, "" };

	if (settings_read(f->arena, EXAMPLE, &s, &f->mistakes, &e) != 0)
		fail_msg("%s\n%s", e.text, f->mistakes.data);
	assert_int_equal(s.roster.n_teams, 2);
	assert_string_equal(s.roster.teams[1].code, "W");
	assert_int_equal(s.n_mailboxes, 3);
	assert_string_equal(settings_command_mailbox(&s)->id, "postwacht");
	assert_string_equal(
	    s.mailboxes[0].addresses[0], "postbus.kinderopvang@vng.nl");
	assert_int_equal(s.mailboxes[1].server.port, 993);
	assert_int_equal(s.mailboxes[1].poll_seconds, 60);
	assert_int_equal(s.post.server.security, SECURITY_STARTTLS);
	assert_int_equal(s.roster.people[0].workdays, 0x1b);
	assert_int_equal(s.roster.people[2].n_absences, 1);
	assert_int_equal(s.agenda.morning, 8 * 60 + 30);
	assert_int_equal(s.calendar.n_closed, 2);
	assert_false(s.is_statutory_binding);
}

static void
test_what_is_absent_has_its_default(void **state)
{
	struct fixture *f = *state;
	struct settings s;
	struct err e;

	assert_int_equal(
	    settings_read(f->arena, write_file(f, "c.conf", GENERAL REST), &s,
	        &f->mistakes, &e),
	    0);
	assert_string_equal(s.state_dir, "/var/lib/postwacht");
	assert_int_equal(s.language, LANGUAGE_NL);
	assert_string_equal(s.norm, "5 werkdagen");
	assert_string_equal(s.interim_norm, "10 werkdagen");
	assert_true(s.calendar.has_good_friday);
	assert_int_equal(s.calendar.liberation_day, LIBERATION_ALWAYS);
	assert_int_equal(s.agenda.morning, 510);
	assert_int_equal(s.agenda.evening, 1020);
	assert_int_equal(s.agenda.late_repeat, 3);
	assert_int_equal(s.n_notice_domains, 1);
	assert_string_equal(s.notice_domains[0], "o.nl");
	assert_string_equal(s.roster.teams[0].short_name, "Kinderopvang");
	assert_int_equal(s.roster.people[0].workdays, 0x1f);
	assert_string_equal(s.roster.people[0].stand_in, "");
	assert_string_equal(s.mailboxes[0].addresses[0], "vragen@o.nl");
	assert_string_equal(s.post.from_name, "Postwacht");
	assert_string_equal(s.post.server.user, "");
}

static void
test_paths_begin_at_the_file_itself(void **state)
{
	struct fixture *f = *state;
	struct settings s;
	struct err e;
	char wanted[100];

	assert_int_equal(settings_read(f->arena,
	                     write_file(f, "c.conf",
	                         "rules_dir = \"/r\"; state_dir = "
	                         "\"state\";" GENERAL REST),
	                     &s, &f->mistakes, &e),
	    0);
	(void)snprintf(wanted, sizeof(wanted), "%s/mail", f->folder);
	assert_string_equal(s.mailboxes[0].path, wanted);
	(void)snprintf(wanted, sizeof(wanted), "%s/state", f->folder);
	assert_string_equal(s.state_dir, wanted);
	assert_string_equal(s.rules_dir, "/r");
}

static void
test_each_mistake_is_told_on_its_line(void **state)
{
	static const struct {
		const char *text, *mistakes;
	} rows[] = {
#include "tests/unit/settings_mistakes.inc"
	};
	size_t i;
	bool is_wrong = false;

	for (i = 0; i < LENGTH(rows); i++) {
		const char *got = mistakes_of(*state, rows[i].text);

		if (strcmp(got, rows[i].mistakes) == 0)
			continue;
		print_error("%s\n got    %s\n wanted %s\n", rows[i].text, got,
		    rows[i].mistakes);
		is_wrong = true;
	}
	assert_false(is_wrong);
}

static void
test_an_included_folder_is_a_mistake_and_no_end(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
	    mkdir(arena_printf(f->arena, "%s/folder", f->folder), 0700), 0);
	assert_string_equal(
	    mistakes_of(f, GENERAL "@include \"folder\"\n" REST),
	    "c.conf:2: folder cannot be read (it is no plain file); expected "
	    "a configuration file in UTF-8 of at most 4194304 bytes; correct "
	    "the name or its mode\n");
}

static void
test_a_mistake_in_an_included_file_names_that_file(void **state)
{
	struct fixture *f = *state;

	(void)write_file(f, "b.conf", "\nnorm = \"x\";\n");
	assert_string_equal(
	    mistakes_of(f, GENERAL "@include \"b.conf\"\n" REST),
	    "b.conf:2: norm is \"x\"; expected a term such as \"5 "
	    "werkdagen\"; write for example norm = \"5 werkdagen\"\n");
}

static void
test_a_file_that_includes_itself_ends(void **state)
{
	assert_string_equal(
	    mistakes_of(*state, GENERAL "@include \"c.conf\"\n" REST),
	    "c.conf:2: too many files inside each other; expected at most 10 "
	    "levels and 200 files; look for a file that includes itself\n");
}

static void
test_a_secret_needs_a_file_closed_to_others(void **state)
{
	static const struct {
		const char *content;
		mode_t mode;
		const char *secret; /* NULL: refused */
	} rows[] = {
		{ "geheim\n", 0600, "geheim" },
		{ "geheim\r\n", 0400, "geheim" },
		{ " ge heim ", 0600, " ge heim " },
		{ "geheim\n", 0640, NULL },
		{ "geheim\n", 0604, NULL },
		{ "\n", 0600, NULL },
		{ "een\ntwee\n", 0600, NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		const char *path = write_file(f, "secret", rows[i].content);
		const struct secret_source source = { "", path };
		const char *secret = "none";
		struct err e = { ERR_NONE, "" };
		int code;

		assert_int_equal(chmod(path, rows[i].mode), 0);
		code = secret_read(f->arena, &source, &secret, &e);
		assert_int_equal(remove(path), 0);
		assert_int_equal(code, rows[i].secret ? 0 : -1);
		assert_string_equal(
		    secret, rows[i].secret ? rows[i].secret : "none");
		assert_int_equal(e.kind, code == 0 ? ERR_NONE : ERR_FIX);
		assert_null(strstr(e.text, "geheim"));
	}
}

static void
test_a_credential_comes_from_its_folder(void **state)
{
	struct fixture *f = *state;
	const struct secret_source source = { "secret", "" };
	const struct secret_source outside = { "../secret", "" };
	const char *secret;
	struct err e;

	(void)write_file(f, "secret", "geheim");
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
	assert_int_equal(secret_read(f->arena, &source, &secret, &e), -1);
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", f->folder, 1), 0);
	assert_int_equal(secret_read(f->arena, &source, &secret, &e), 0);
	assert_string_equal(secret, "geheim");
	assert_int_equal(secret_read(f->arena, &outside, &secret, &e), -1);
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
}

static void
test_the_table_has_a_line_for_every_setting(void **state)
{
	struct fixture *f = *state;
	const char *c;
	size_t tabs = 0, lines = 0;

	settings_print_table(&f->mistakes);
	for (c = f->mistakes.data; *c; c++) {
		tabs += *c == '\t';
		lines += *c == '\n';
	}
	assert_true(lines > 50);
	assert_int_equal(tabs, 5 * lines);
	assert_non_null(strstr(f->mistakes.data,
	    "\nmailboxes.poll\tduration\t10..3600 seconds\t60s\treload\t"));
	assert_false(f->mistakes.is_cut);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_the_shipped_example_passes),
		CASE(test_what_is_absent_has_its_default),
		CASE(test_paths_begin_at_the_file_itself),
		CASE(test_each_mistake_is_told_on_its_line),
		CASE(test_an_included_folder_is_a_mistake_and_no_end),
		CASE(test_a_mistake_in_an_included_file_names_that_file),
		CASE(test_a_file_that_includes_itself_ends),
		CASE(test_a_secret_needs_a_file_closed_to_others),
		CASE(test_a_credential_comes_from_its_folder),
		CASE(test_the_table_has_a_line_for_every_setting),
	};

	return unit_run(tests);
}
