/* Watchers on Maildirs: what they say, when, and how they end. */

#include "edge/settings.h"
#include "edge/watch.h"
#include "tests/unit/tree.h"

/* Far longer than it takes, and far shorter than the time between polls. */
#define PATIENCE_MS 30000

struct fixture {
	struct tree tree;
	struct mailbox_settings mailbox;
	struct trust *trust;
	struct inbox *inbox;
	struct watch *watch;
	struct err e;
};

static int
set_up(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));

	f->tree = tree_new();
	tree_folder(&f->tree, "new");
	tree_folder(&f->tree, "cur");
	f->mailbox = (struct mailbox_settings){ .id = "m",
		.source = MAILBOX_MAILDIR,
		.path = f->tree.root,
		.sent_folder = "",
		.poll_seconds = 60 };
	f->trust = trust_new();
	f->inbox = inbox_new(INBOX_ROOM);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	watch_stop(f->watch);
	inbox_free(f->inbox);
	trust_free(f->trust);
	tree_done(&f->tree);
	test_free(f);
	return 0;
}

static void
start(struct fixture *f, bool once)
{
	f->watch = watch_start(
	    &f->mailbox, 3, f->trust, f->inbox, NULL, 0, NULL, 0, once, &f->e);
	assert_non_null(f->watch);
}

/* The next news, which must be of that kind; its batch is freed, the number
 * of mails in it returned. */
static size_t
expect(struct fixture *f, enum news_kind kind)
{
	struct news news;
	size_t n;

	assert_int_equal(inbox_take(f->inbox, PATIENCE_MS, &news), 1);
	if (news.kind != kind)
		fail_msg("news of kind %d: %s", (int)news.kind,
		    news.kind == NEWS_TROUBLE ? news.error.text : "");
	assert_int_equal(news.mailbox, 3);
	n = news.kind == NEWS_BATCH ? news.batch->n : 0;
	if (news.kind == NEWS_BATCH)
		batch_free(news.batch);
	return n;
}

static void
test_once_says_what_is_there_and_ends(void **state)
{
	struct fixture *f = *state;
	struct news news;

	tree_file(&f->tree, "new/1700000000.a", "S: a\n\n");
	start(f, true);
	assert_int_equal(expect(f, NEWS_BATCH), 1);
	(void)expect(f, NEWS_CAUGHT_UP);
	assert_int_equal(inbox_take(f->inbox, 50, &news), 0);
}

static void
test_new_mail_is_told_without_a_poll(void **state)
{
	struct fixture *f = *state;
	int64_t began;

	start(f, false);
	assert_int_equal(expect(f, NEWS_BATCH), 0);
	(void)expect(f, NEWS_CAUGHT_UP);
	began = line_ticks();
	tree_file(&f->tree, "new/1700000000.a", "S: a\n\n");
	assert_int_equal(expect(f, NEWS_BATCH), 1);
	assert_true(line_ticks() - began < PATIENCE_MS);
}

static void
test_a_poke_makes_it_look(void **state)
{
	struct fixture *f = *state;

	start(f, false);
	(void)expect(f, NEWS_BATCH);
	(void)expect(f, NEWS_CAUGHT_UP);
	watch_poke(f->watch);
	(void)expect(f, NEWS_CAUGHT_UP);
}

static void
test_trouble_is_told_and_then_that_all_is_well(void **state)
{
	struct fixture *f = *state;
	struct news news;

	assert_int_equal(rmdir(tree_path(&f->tree, "cur")), 0);
	start(f, false);
	assert_int_equal(inbox_take(f->inbox, PATIENCE_MS, &news), 1);
	assert_int_equal(news.kind, NEWS_TROUBLE);
	assert_int_equal(news.error.kind, ERR_FIX);
	assert_in_range(
	    news.retry_in, WATCH_RETRY_LAST * 3 / 4, WATCH_RETRY_LAST * 5 / 4);
	tree_folder(&f->tree, "cur");
	watch_poke(f->watch);
	assert_int_equal(expect(f, NEWS_BATCH), 0);
	(void)expect(f, NEWS_WELL);
	(void)expect(f, NEWS_CAUGHT_UP);
}

static void
test_a_stop_ends_a_watch_that_waits_for_room(void **state)
{
	struct fixture *f = *state;
	int64_t began;
	int i;

	for (i = 0; i < BATCH_MAILS * (INBOX_ROOM + 2); i++) {
		char name[64];

		(void)snprintf(name, sizeof(name), "new/%d.x", 1700000000 + i);
		tree_file(&f->tree, name, "S: a\n\n");
	}
	start(f, false);
	/* Nobody takes: the queue fills up, and memory stays bounded. */
	(void)usleep(300000);
	began = line_ticks();
	watch_stop(f->watch);
	f->watch = NULL;
	assert_true(line_ticks() - began < PATIENCE_MS);
}

static void
test_a_stop_ends_a_watch_that_sleeps(void **state)
{
	struct fixture *f = *state;
	int64_t began;

	start(f, false);
	(void)expect(f, NEWS_BATCH);
	(void)expect(f, NEWS_CAUGHT_UP);
	(void)usleep(50000);
	began = line_ticks();
	watch_stop(f->watch);
	f->watch = NULL;
	assert_true(line_ticks() - began < PATIENCE_MS);
}

static void
test_many_watchers_share_the_queue(void **state)
{
	struct fixture *f = *state;
	struct watch *watches[8];
	struct news news;
	size_t i, n = 0, done = 0;

	for (i = 0; i < 100; i++) {
		char name[64];

		(void)snprintf(
		    name, sizeof(name), "new/%zu.x", (size_t)1700000000 + i);
		tree_file(&f->tree, name, "S: a\n\n");
	}
	for (i = 0; i < LENGTH(watches); i++) {
		watches[i] = watch_start(&f->mailbox, (int)i, f->trust,
		    f->inbox, NULL, 0, NULL, 0, true, &f->e);
		assert_non_null(watches[i]);
	}
	while (done < LENGTH(watches)) {
		assert_int_equal(inbox_take(f->inbox, PATIENCE_MS, &news), 1);
		if (news.kind == NEWS_BATCH) {
			n += news.batch->n;
			batch_free(news.batch);
		}
		done += news.kind == NEWS_CAUGHT_UP;
	}
	for (i = 0; i < LENGTH(watches); i++)
		watch_stop(watches[i]);
	assert_int_equal(n, 800);
}

#define with_tree(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		with_tree(test_once_says_what_is_there_and_ends),
		with_tree(test_new_mail_is_told_without_a_poll),
		with_tree(test_a_poke_makes_it_look),
		with_tree(test_trouble_is_told_and_then_that_all_is_well),
		with_tree(test_a_stop_ends_a_watch_that_waits_for_room),
		with_tree(test_a_stop_ends_a_watch_that_sleeps),
		with_tree(test_many_watchers_share_the_queue),
	};

	return unit_run(tests);
}
