/* An mbox file: its From_ lines, its quoting, and its being rewritten. */

#include "base/text.h"
#include "edge/mbox.h"
#include "edge/postmark.h"
#include "edge/settings.h"
#include "tests/unit/tree.h"

#define FROM "From a@example.org Mon Nov 23 09:12:00 2026\n"
#define ONE  FROM "Subject: one\n\nEen.\n\n"
#define TWO  "From b@example.org Mon Nov 23 10:12:00 2026\nSubject: two\n\n"
#define TWO_ TWO "Twee.\n\n"
#define THREE \
	"From c@example.org Mon Nov 23 11:12:00 2026\nSubject: three\n\nDrie.\n"

struct fixture {
	struct tree tree;
	struct mailbox_settings mailbox;
	struct source *source;
	struct cursor cursor; /* as the last batch of INBOX left it */
	bool is_new_epoch;
	struct fetched last;
	struct text text; /* "uid:bytes|" of what a scan handed out */
	struct err e;
};

static int
take(void *context, struct batch *b)
{
	struct fixture *f = context;
	size_t i;

	for (i = 0; i < b->n; i++) {
		f->last = b->mails[i];
		text_addf(&f->text, "%u:", f->last.uid);
		text_add_n(&f->text, f->last.bytes, f->last.n);
		text_add_char(&f->text, '|');
	}
	f->is_new_epoch = b->is_new_epoch;
	if (b->role == FOLDER_INBOX)
		f->cursor = (struct cursor){ "INBOX", b->uidvalidity,
			b->last_uid, b->modseq };
	batch_free(b);
	return 0;
}

static int
set_up(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));

	f->tree = tree_new();
	f->mailbox = (struct mailbox_settings){
		.id = "m", .path = tree_path(&f->tree, "box"), .sent_folder = ""
	};
	text_init(&f->text, 1 << 20);
	f->cursor.folder = "INBOX";
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	if (f->source)
		f->source->kind->close(f->source);
	text_done(&f->text);
	tree_done(&f->tree);
	test_free(f);
	return 0;
}

static const char *
scan(struct fixture *f)
{
	text_clear(&f->text);
	if (!f->source) {
		f->source = source_mbox_new(f->tree.arena, &f->mailbox);
		assert_int_equal(f->source->kind->open(f->source, &f->e), 0);
	}
	if (f->source->kind->scan(f->source, &f->cursor, 1, take, f, &f->e) !=
	    0)
		fail_msg("%s", f->e.text);
	return f->text.data;
}

static void
test_from_lines_are_known_by_their_time_of_day(void **state)
{
	static const struct {
		const char *line;
		bool is_from, has_date;
		int64_t sec;
	} rows[] = {
		{ "From a@b Mon Nov 23 09:12:00 2026", true, true, 1795425120 },
		{ "From a@b Mon Nov  2 09:12 2026", true, true, 1793610720 },
		{ "From - Mon Nov 23 09:12:00 2026", true, true, 1795425120 },
		{ "From a@b Mon Nov 23 09:12:00 +0100 2026", true, true,
		    1795421520 },
		{ "From a@b Mon Nov 23 09:12:00 2026 -0500", true, true,
		    1795443120 },
		{ "From \"a b\"@c Mon Nov 23 09:12:00 2026 remote from x", true,
		    true, 1795425120 },
		{ "From ???@??? Mon Xyz 23 09:12:00 2026", true, false, 0 },
		{ "From a@b Mon Feb 30 09:12:00 2026", true, false, 0 },
		{ "From here on it is easy", false, false, 0 },
		{ "From: a@example.org", false, false, 0 },
		{ "From a@b Mon Nov 23 25:12:00 2026", false, false, 0 },
		{ "From", false, false, 0 },
		{ "From 09:12", false, false, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct instant date = { 0 };
		bool has_date = false;

		if (postmark_is(rows[i].line, strlen(rows[i].line), &has_date,
		        &date) != rows[i].is_from)
			fail_msg("%s", rows[i].line);
		if (has_date != rows[i].has_date || date.sec != rows[i].sec)
			fail_msg("%s: %lld", rows[i].line, (long long)date.sec);
	}
}

static void
test_messages_are_split_and_unquoted(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "box",
	    ONE TWO ">From hier\n>>From daar\n> From ginds\n\n"
	            "From hier af is het makkelijk.\n\n" THREE);
	assert_string_equal(scan(f),
	    "1:Subject: one\n\nEen.\n|"
	    "2:Subject: two\n\nFrom hier\n>From daar\n> From ginds\n\n"
	    "From hier af is het makkelijk.\n|"
	    "3:Subject: three\n\nDrie.\n|");
	assert_int_equal(f->last.basis, RECEIPT_MBOX_FROM);
	assert_int_equal(f->last.received.sec, 1795432320);
}

static void
test_what_is_appended_is_new(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "box", ONE);
	assert_string_equal(scan(f), "1:Subject: one\n\nEen.\n|");
	assert_string_equal(scan(f), "");
	tree_append(&f->tree, "box", TWO_);
	assert_string_equal(scan(f), "2:Subject: two\n\nTwee.\n|");
	assert_false(f->is_new_epoch);
}

static void
test_an_empty_file_keeps_its_epoch_when_mail_comes(void **state)
{
	struct fixture *f = *state;
	uint32_t validity;

	tree_file(&f->tree, "box", "");
	assert_string_equal(scan(f), "");
	validity = f->cursor.uidvalidity;
	assert_true(validity != 0);
	tree_append(&f->tree, "box", ONE);
	assert_string_equal(scan(f), "1:Subject: one\n\nEen.\n|");
	assert_int_equal(f->cursor.uidvalidity, validity);
}

static void
test_a_rewritten_front_is_a_new_epoch(void **state)
{
	struct fixture *f = *state;
	uint32_t validity;

	tree_file(&f->tree, "box", ONE TWO_);
	(void)scan(f);
	validity = f->cursor.uidvalidity;
	/* The second mail was deleted and another came: two as before. */
	tree_file(&f->tree, "box", ONE THREE);
	assert_string_equal(
	    scan(f), "1:Subject: one\n\nEen.\n|2:Subject: three\n\nDrie.\n|");
	assert_true(f->is_new_epoch);
	assert_true(f->cursor.uidvalidity != validity);
	assert_string_equal(scan(f), "");
}

static void
test_a_status_that_a_mail_program_wrote_changes_nothing(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "box", ONE TWO_);
	(void)scan(f);
	tree_file(&f->tree, "box",
	    FROM
	    "Subject: one\nStatus: RO\nX-Status: A\n\nEen.\n\n" TWO_ THREE);
	assert_string_equal(scan(f), "3:Subject: three\n\nDrie.\n|");
	assert_false(f->is_new_epoch);
}

static void
test_answered_is_read_from_x_status(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "box", FROM "X-Status: AF\nSubject: one\n\nX\n");
	(void)scan(f);
	assert_true(f->last.is_answered);
	tree_append(
	    &f->tree, "box", "\n" TWO "X-Status: A\n"); /* in the text: no */
	(void)scan(f);
	assert_false(f->last.is_answered);
}

static void
test_line_ends_of_windows_are_read(void **state)
{
	struct fixture *f = *state;

	tree_file(&f->tree, "box",
	    "From a@b Mon Nov 23 09:12:00 2026\r\nS: a\r\n\r\nx\r\n\r\n"
	    "From a@b Mon Nov 23 09:12:00 2026\r\nS: b\r\n\r\ny");
	assert_string_equal(scan(f), "1:S: a\r\n\r\nx\r\n|2:S: b\r\n\r\ny|");
}

static void
test_what_is_no_mbox_is_refused(void **state)
{
	struct fixture *f = *state;
	struct source *s;

	tree_file(&f->tree, "box", "Subject: x\n\nno From line\n");
	s = source_mbox_new(f->tree.arena, &f->mailbox);
	f->source = s;
	assert_int_equal(s->kind->open(s, &f->e), 0);
	assert_int_equal(s->kind->scan(s, NULL, 0, take, f, &f->e), -1);
	assert_int_equal(f->e.kind, ERR_FIX);
}

static void
test_a_second_file_is_sent(void **state)
{
	struct fixture *f = *state;

	f->mailbox.sent_folder = tree_path(&f->tree, "sent");
	tree_file(&f->tree, "box", ONE);
	assert_string_equal(scan(f), "1:Subject: one\n\nEen.\n|");
	tree_file(&f->tree, "sent", TWO_);
	assert_string_equal(scan(f), "1:Subject: two\n\nTwee.\n|");
}

#define with_tree(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_from_lines_are_known_by_their_time_of_day),
		with_tree(test_messages_are_split_and_unquoted),
		with_tree(test_what_is_appended_is_new),
		with_tree(test_an_empty_file_keeps_its_epoch_when_mail_comes),
		with_tree(test_a_rewritten_front_is_a_new_epoch),
		with_tree(
		    test_a_status_that_a_mail_program_wrote_changes_nothing),
		with_tree(test_answered_is_read_from_x_status),
		with_tree(test_line_ends_of_windows_are_read),
		with_tree(test_what_is_no_mbox_is_refused),
		with_tree(test_a_second_file_is_sent),
	};

	return unit_run(tests);
}
