/* Mail into a folder, replies of a server, and what post_send refuses. */

#include <sys/stat.h>

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/post.h"
#include "edge/post_reply.h"
#include "edge/settings.h"
#include "tests/unit/unit.h"

#define MAIL "Subject: a\r\n\r\n.\r\nbody\r\n"

/* A folder, not yet made, inside one of its own, and a post that writes. */
struct fixture {
	char base[32];
	struct post_settings settings;
	struct post *post;
	struct arena *arena;
};

static int
setup(void **state)
{
	static struct fixture f;

	(void)snprintf(f.base, sizeof(f.base), "/tmp/post.XXXXXX");
	if (!mkdtemp(f.base))
		return -1;
	f.arena = arena_new();
	f.settings = (struct post_settings){ .kind = POST_FOLDER,
		.folder = arena_printf(f.arena, "%s/out", f.base) };
	f.post = post_new(&f.settings);
	*state = &f;
	return 0;
}

static int
teardown(void **state)
{
	static const char *const names[] = { "out/a.eml", "out/.a.part",
		"out/a.eml/x", "out", "file" };
	struct fixture *f = *state;
	size_t i;

	post_free(f->post);
	for (i = 0; i < LENGTH(names); i++)
		(void)remove(
		    arena_printf(f->arena, "%s/%s", f->base, names[i]));
	arena_free(f->arena);
	return rmdir(f->base);
}

static enum post_outcome
put(struct fixture *f, const char *name, const char *mail, struct err *e)
{
	return post_send(f->post, "postwacht@o.nl", "noor@o.nl", name, mail,
	    strlen(mail), e);
}

static const char *
content(struct fixture *f, const char *name)
{
	FILE *file =
	    fopen(arena_printf(f->arena, "%s/out/%s", f->base, name), "r");
	char *data = arena_alloc(f->arena, 1000);

	if (!file)
		return "none";
	(void)!fread(data, 1, 999, file);
	(void)fclose(file);
	return data;
}

static size_t
count_files(struct fixture *f)
{
	DIR *folder = opendir(f->settings.folder);
	size_t n = 0;

	if (!folder)
		return 0;
	while (readdir(folder))
		n++;
	(void)closedir(folder);
	return n - 2; /* "." and ".." */
}

static void
test_a_mail_is_one_file_with_the_very_bytes(void **state)
{
	struct err e = { ERR_NONE, "" };

	assert_int_equal(put(*state, "a", MAIL, &e), POST_SENT);
	assert_string_equal(content(*state, "a.eml"), MAIL);
	assert_int_equal(count_files(*state), 1);
	assert_int_equal(e.kind, ERR_NONE);
}

static void
test_the_same_name_again_is_the_same_mail(void **state)
{
	struct err e;

	assert_int_equal(put(*state, "a", "first, longer", &e), POST_SENT);
	assert_int_equal(put(*state, "a", "second", &e), POST_SENT);
	assert_string_equal(content(*state, "a.eml"), "second");
	assert_int_equal(count_files(*state), 1);
}

static void
test_a_part_left_by_a_crash_does_not_matter(void **state)
{
	struct fixture *f = *state;
	struct err e;
	FILE *part;

	assert_int_equal(mkdir(f->settings.folder, 0700), 0);
	part = fopen(arena_printf(f->arena, "%s/out/.a.part", f->base), "w");
	assert_non_null(part);
	assert_true(fputs("half of another mail, rather long", part) >= 0);
	assert_int_equal(fclose(part), 0);
	assert_int_equal(put(f, "a", MAIL, &e), POST_SENT);
	assert_string_equal(content(f, "a.eml"), MAIL);
	assert_int_equal(count_files(f), 1);
}

static void
test_a_folder_that_is_none_needs_a_person(void **state)
{
	struct fixture *f = *state;
	struct err e;

	f->settings.folder = arena_printf(f->arena, "%s/none/out", f->base);
	assert_int_equal(put(f, "a", MAIL, &e), POST_LATER);
	assert_int_equal(e.kind, ERR_FIX);
}

static void
test_what_stands_in_the_way_leaves_no_part(void **state)
{
	struct fixture *f = *state;
	struct err e;

	assert_int_equal(mkdir(f->settings.folder, 0700), 0);
	assert_int_equal(
	    mkdir(arena_printf(f->arena, "%s/out/a.eml", f->base), 0700), 0);
	assert_int_equal(put(f, "a", MAIL, &e), POST_LATER);
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(count_files(f), 1);
}

static void
test_names_that_leave_the_folder_are_refused(void **state)
{
	static const char *const rows[] = { "", ".", "..", "../a", "a/b",
		".hidden", "a b", "a\nb" };
	struct fixture *f = *state;
	struct err e;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		if (put(f, rows[i], MAIL, &e) != POST_REFUSED)
			fail_msg("\"%s\" was accepted", rows[i]);
		assert_int_equal(e.kind, ERR_ITEM);
	}
	assert_int_equal(count_files(f), 0);
}

static void
test_addresses_that_carry_commands_are_refused(void **state)
{
	static const char *const rows[] = { "", "a", "@o.nl", "a@",
		"a@o.nl\r\nRCPT TO:<b@o.nl>", "a@o.nl\n", "a b@o.nl",
		"<a@o.nl>", "a@o.nl>", "a@o.nl\t", "\xc3\xa9@o.nl",
		"a@o.nl\x7f" };
	struct fixture *f = *state;
	struct err e;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		if (post_send(f->post, "p@o.nl", rows[i], "a", MAIL, 5, &e) !=
		        POST_REFUSED ||
		    post_send(f->post, rows[i], "p@o.nl", "a", MAIL, 5, &e) !=
		        POST_REFUSED)
			fail_msg("\"%s\" was accepted", rows[i]);
		assert_int_equal(e.kind, ERR_ITEM);
	}
	assert_int_equal(count_files(f), 0);
}

static void
test_a_reply_line_has_its_form(void **state)
{
	static const struct {
		const char *line;
		int code; /* 0: none */
		bool is_last;
		const char *words;
	} rows[] = {
		{ "250 ok", 250, true, "ok" },
		{ "250-ok", 250, false, "ok" },
		{ "250", 250, true, "" },
		{ "250 ", 250, true, "" },
		{ "354 ", 354, true, "" },
		{ "421-", 421, false, "" },
		{ "199 x", 0, false, "" },
		{ "600 x", 0, false, "" },
		{ "25 x", 0, false, "" },
		{ "2500 x", 0, false, "" },
		{ "250+x", 0, false, "" },
		{ " 250 x", 0, false, "" },
		{ "", 0, false, "" },
		{ "2", 0, false, "" },
		{ "hello", 0, false, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		int code = 0;
		bool is_last = false;
		const char *words = "";
		int result =
		    post_reply_parse(rows[i].line, &code, &is_last, &words);

		if (result != (rows[i].code ? 0 : -1) || code != rows[i].code ||
		    is_last != rows[i].is_last ||
		    strcmp(words, rows[i].words) != 0)
			fail_msg("\"%s\": %d, %d, \"%s\"", rows[i].line, code,
			    is_last, words);
	}
}

static void
test_an_offer_is_taken_by_whole_words(void **state)
{
	static const struct {
		const char *line;
		struct post_offer offer;
	} rows[] = {
		{ "STARTTLS", { .has_starttls = true } },
		{ "starttls", { .has_starttls = true } },
		{ "STARTTLSX", { 0 } },
		{ "AUTH PLAIN LOGIN",
		    { .has_plain = true, .has_login = true } },
		{ "AUTH XPLAIN LOGINX", { 0 } },
		{ "auth login  plain",
		    { .has_plain = true, .has_login = true } },
		{ "AUTH=LOGIN", { .has_login = true } },
		{ "AUTH", { 0 } },
		{ "8BITMIME", { .has_8bit = true } },
		{ "SIZE", { .has_size = true } },
		{ "SIZE 35882577", { .has_size = true } },
		{ "X-SIZE 1", { 0 } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct post_offer *wanted = &rows[i].offer;
		struct post_offer got = { 0 };

		post_offer_add(&got, rows[i].line);
		if (got.has_starttls != wanted->has_starttls ||
		    got.has_plain != wanted->has_plain ||
		    got.has_login != wanted->has_login ||
		    got.has_8bit != wanted->has_8bit ||
		    got.has_size != wanted->has_size)
			fail_msg("\"%s\"", rows[i].line);
	}
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_a_mail_is_one_file_with_the_very_bytes),
		CASE(test_the_same_name_again_is_the_same_mail),
		CASE(test_a_part_left_by_a_crash_does_not_matter),
		CASE(test_a_folder_that_is_none_needs_a_person),
		CASE(test_what_stands_in_the_way_leaves_no_part),
		CASE(test_names_that_leave_the_folder_are_refused),
		CASE(test_addresses_that_carry_commands_are_refused),
		cmocka_unit_test(test_a_reply_line_has_its_form),
		cmocka_unit_test(test_an_offer_is_taken_by_whole_words),
	};

	return unit_run(tests);
}
