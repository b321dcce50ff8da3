/* A Maildir that others deliver to, read and rename in. */

#include "base/text.h"
#include "edge/maildir.h"
#include "edge/settings.h"
#include "edge/watch.h"
#include "tests/unit/tree.h"

/* What a scan handed out: "folder:uid:name" of each, and the last batch. */
struct taken {
	struct text text;
	size_t n_batches;
	struct fetched last; /* strings are not kept */
	bool is_new_epoch;
	uint32_t last_uid;
	char bytes[64];
};

static int
take(void *context, struct batch *b)
{
	struct taken *t = context;
	size_t i;

	for (i = 0; i < b->n; i++) {
		t->last = b->mails[i];
		text_addf(&t->text, "%s:%u:%s%s\n", b->folder, t->last.uid,
		    t->last.name, *t->last.aside ? ":aside" : "");
		(void)snprintf(t->bytes, sizeof(t->bytes), "%s", t->last.bytes);
	}
	t->n_batches++;
	t->is_new_epoch = b->is_new_epoch;
	t->last_uid = b->last_uid;
	batch_free(b);
	return 0;
}

struct fixture {
	struct tree tree;
	struct mailbox_settings mailbox;
	struct source *source;
	struct taken taken;
	struct err e;
};

static void
fixture_open(struct fixture *f, const struct known_name *names, size_t n_names)
{
	f->source =
	    source_maildir_new(f->tree.arena, &f->mailbox, names, n_names);
	assert_int_equal(f->source->kind->open(f->source, &f->e), 0);
}

static int
set_up(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));

	f->tree = tree_new();
	tree_folder(&f->tree, "new");
	tree_folder(&f->tree, "cur");
	f->mailbox = (struct mailbox_settings){
		.id = "m", .path = f->tree.root, .sent_folder = ""
	};
	text_init(&f->taken.text, 4096);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	if (f->source)
		f->source->kind->close(f->source);
	text_done(&f->taken.text);
	tree_done(&f->tree);
	test_free(f);
	return 0;
}

static const char *
scan(struct fixture *f, const struct cursor *cursors, size_t n)
{
	text_clear(&f->taken.text);
	f->taken.n_batches = 0;
	if (f->source->kind->scan(
	        f->source, cursors, n, take, &f->taken, &f->e) != 0)
		fail_msg("%s", f->e.text);
	return f->taken.text.data;
}

static const struct cursor inbox_begun = { "INBOX", 1, 0, 0 };

static void
test_unknown_files_get_uids_by_receipt_and_name(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "new/1700000300.c.host", "S: c\n\n");
	tree_file(&f->tree, "cur/1700000100.b.host:2,S", "S: b\n\n");
	tree_file(&f->tree, "cur/1700000100.a.host:2,RS", "S: a\n\n");
	tree_file(&f->tree, "cur/.hidden", "S: d\n\n");
	fixture_open(f, NULL, 0);
	assert_string_equal(scan(f, NULL, 0),
	    "INBOX:1:1700000100.a.host\nINBOX:2:1700000100.b.host\n"
	    "INBOX:3:1700000300.c.host\n");
	assert_int_equal(f->taken.last.received.sec, 1700000300);
	assert_int_equal(f->taken.last.basis, RECEIPT_FILE_NAME);
	assert_int_equal(f->taken.last_uid, 3);
	assert_false(f->taken.is_new_epoch);
}

static void
test_a_file_that_is_read_and_moved_is_not_new(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "new/1700000100.a.host", "S: a\n\n");
	fixture_open(f, NULL, 0);
	(void)scan(f, NULL, 0);
	assert_int_equal(rename(tree_path(&f->tree, "new/1700000100.a.host"),
	                     tree_path(&f->tree, "cur/1700000100.a.host:2,S")),
	    0);
	assert_string_equal(scan(f, &inbox_begun, 1), "");
	assert_int_equal(f->taken.n_batches, 0);
	/* A late file with an earlier receipt still gets the next number. */
	tree_file(&f->tree, "new/1600000000.z.host", "S: z\n\n");
	assert_string_equal(
	    scan(f, &inbox_begun, 1), "INBOX:2:1600000000.z.host\n");
}

static void
test_known_names_are_not_handed_out_again(void **state)
{
	static const struct known_name names[] = {
		{ "INBOX", 7, "1700000100.a.host" },
		{ "Sent", 9, "1700000100.b.host" },
	};
	const struct cursor cursor = { "INBOX", 1, 7, 0 };
	struct fixture *f = *state;

	tree_file(&f->tree, "cur/1700000100.a.host:2,", "S: a\n\n");
	tree_file(&f->tree, "cur/1700000100.b.host:2,", "S: b\n\n");
	fixture_open(f, names, LENGTH(names));
	assert_string_equal(scan(f, &cursor, 1), "INBOX:8:1700000100.b.host\n");
}

static void
test_answered_and_basis_come_from_the_file(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "cur/odd-name:2,FRS", "S: a\n\n");
	fixture_open(f, NULL, 0);
	assert_string_equal(scan(f, NULL, 0), "INBOX:1:odd-name\n");
	assert_true(f->taken.last.is_answered);
	assert_int_equal(f->taken.last.basis, RECEIPT_FILE_TIME);
	assert_true(f->taken.last.received.sec > 1700000000);
	assert_string_equal(f->taken.bytes, "S: a\n\n");
}

static void
test_sent_is_found_also_when_it_comes_later(void **state)
{
	static const char *const names[] = { ".Sent", ".Verzonden items",
		"Sent Items", ".Gel&APY-schte" };
	size_t i;

	for (i = 0; i < LENGTH(names); i++) {
		struct fixture *f;
		char path[128];

		if (i > 0) {
			tear_down(state);
			set_up(state);
		}
		f = *state;
		f->mailbox.sent_folder = "Gelöschte";
		fixture_open(f, NULL, 0);
		assert_string_equal(scan(f, &inbox_begun, 1), "");
		tree_folder(&f->tree, names[i]);
		(void)snprintf(path, sizeof(path), "%s/new", names[i]);
		tree_folder(&f->tree, path);
		(void)snprintf(path, sizeof(path), "%s/cur", names[i]);
		tree_folder(&f->tree, path);
		(void)snprintf(
		    path, sizeof(path), "%s/cur/1700000100.s:2,S", names[i]);
		tree_file(&f->tree, path, "S: s\n\n");
		(void)scan(f, &inbox_begun, 1);
		if (!strstr(f->taken.text.data, ":1:1700000100.s\n"))
			fail_msg("%s: %s", names[i], f->taken.text.data);
	}
}

static void
test_what_is_no_mail_file_is_left_or_set_aside(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
	    mkfifo(tree_path(&f->tree, "cur/1700000100.pipe"), 0600), 0);
	tree_folder(&f->tree, "cur/1700000200.folder");
	assert_int_equal(
	    symlink("/etc/passwd", tree_path(&f->tree, "cur/1700000300.link")),
	    0);
	fixture_open(f, NULL, 0);
	assert_string_equal(
	    scan(f, NULL, 0), "INBOX:1:1700000300.link:aside\n");
}

static void
test_a_long_file_is_cut(void **state)
{
	struct fixture *f = *state;
	struct text t;
	int i;

	text_init(&t, 1 << 20);
	text_add(&t, "S: a\n\n");
	for (i = 0; i < 20000; i++)
		text_add(&t, "Mag een gastouder zes kinderen opvangen?\n");
	tree_file(&f->tree, "new/1700000100.long", t.data);
	text_done(&t);
	fixture_open(f, NULL, 0);
	(void)scan(f, NULL, 0);
	assert_true(f->taken.last.is_cut);
	assert_int_equal(f->taken.last.n, FETCH_LAST);
}

static void
test_many_files_come_in_batches(void **state)
{
	struct fixture *f = *state;
	int i;

	for (i = 0; i < 2 * BATCH_MAILS + 1; i++) {
		char name[64];

		(void)snprintf(name, sizeof(name), "new/%d.x", 1700000000 + i);
		tree_file(&f->tree, name, "S: a\n\n");
	}
	fixture_open(f, NULL, 0);
	(void)scan(f, NULL, 0);
	assert_int_equal(f->taken.n_batches, 3);
	assert_int_equal(f->taken.last_uid, 2 * BATCH_MAILS + 1);
}

static void
test_an_empty_folder_is_reported_once(void **state)
{
	struct fixture *f = *state;

	fixture_open(f, NULL, 0);
	(void)scan(f, NULL, 0);
	assert_int_equal(f->taken.n_batches, 1);
	(void)scan(f, &inbox_begun, 1);
	assert_int_equal(f->taken.n_batches, 0);
}

static void
test_a_folder_that_is_no_maildir_is_refused(void **state)
{
	struct fixture *f = *state;
	struct source *s;

	f->mailbox.path = tree_path(&f->tree, "new");
	s = source_maildir_new(f->tree.arena, &f->mailbox, NULL, 0);
	assert_int_equal(s->kind->open(s, &f->e), -1);
	assert_int_equal(f->e.kind, ERR_FIX);
}

#define with_tree(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_tree(test_unknown_files_get_uids_by_receipt_and_name),
		with_tree(test_a_file_that_is_read_and_moved_is_not_new),
		with_tree(test_known_names_are_not_handed_out_again),
		with_tree(test_answered_and_basis_come_from_the_file),
		with_tree(test_sent_is_found_also_when_it_comes_later),
		with_tree(test_what_is_no_mail_file_is_left_or_set_aside),
		with_tree(test_a_long_file_is_cut),
		with_tree(test_many_files_come_in_batches),
		with_tree(test_an_empty_folder_is_reported_once),
		with_tree(test_a_folder_that_is_no_maildir_is_refused),
	};

	return unit_run(tests);
}
