/* Reading ahead: in order, and never in the way of a stop. */

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/ahead.h"
#include "edge/inbox.h"
#include "edge/nursery.h"
#include "edge/readers.h"
#include "tests/unit/unit.h"

#define PATIENCE_MS 30000
#define N_BATCHES   6
#define N_MAILS     20

/* In the reader: the word "hang" keeps it, all else is read. */
static void
read_or_hang(struct arena *a, const struct fetched *mail, struct reading *out)
{
	volatile bool hangs = memmem(mail->bytes, mail->n, "hang", 4) != NULL;

	while (hangs)
		continue;
	reader_read(a, mail, out);
}

struct fixture {
	struct nursery *nursery;
	struct readers *readers;
	struct inbox *inbox;
	struct ahead *ahead;
	bool is_stopped;
	struct err e;
};

static int
set_up(void **state)
{
	struct fixture *f = test_calloc(1, sizeof(*f));

	assert_int_equal(nursery_start(read_or_hang, &f->nursery, &f->e), 0);
	assert_int_equal(readers_open(f->nursery, 2, &f->readers, &f->e), 0);
	f->inbox = inbox_new(2 * N_BATCHES);
	f->ahead = ahead_start(f->inbox, f->readers, &f->e);
	assert_non_null(f->ahead);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	ahead_stop(f->ahead);
	inbox_free(f->inbox);
	readers_close(f->readers);
	nursery_close(f->nursery);
	test_free(f);
	return 0;
}

static void
put(struct fixture *f, struct news news)
{
	assert_int_equal(inbox_put(f->inbox, &news, &f->is_stopped), 0);
}

/* A batch of messages that say which they are. */
static struct batch *
batch_of(int number, size_t n, const char *word)
{
	struct batch *b = batch_new("INBOX", FOLDER_INBOX);
	size_t i;

	b->mails = arena_array(b->arena, n, sizeof(*b->mails));
	b->n = n;
	for (i = 0; i < n; i++) {
		b->mails[i].uid = (uint32_t)i + 1;
		b->mails[i].name = "";
		b->mails[i].aside = "";
		b->mails[i].bytes = arena_printf(
		    b->arena, "Subject: %d.%zu\n\n%s\n", number, i, word);
		b->mails[i].n = strlen(b->mails[i].bytes);
	}
	return b;
}

static void
check_batch(const struct batch *b, int number)
{
	char wanted[32];
	size_t i;

	assert_int_equal(b->n, N_MAILS);
	assert_non_null(b->readings);
	for (i = 0; i < b->n; i++) {
		(void)snprintf(wanted, sizeof(wanted), "%d.%zu", number, i);
		assert_string_equal(b->readings[i].facts.subject, wanted);
	}
}

static void
news_come_in_order_with_their_readings(void **state)
{
	struct fixture *f = *state;
	struct news news;
	int k;

	for (k = 0; k < N_BATCHES; k++) {
		put(f,
		    (struct news){ .kind = NEWS_BATCH,
		        .batch = batch_of(k, N_MAILS, "text") });
		put(f, (struct news){ .kind = NEWS_CAUGHT_UP, .mailbox = k });
	}
	for (k = 0; k < N_BATCHES; k++) {
		assert_int_equal(
		    inbox_take(ahead_inbox(f->ahead), PATIENCE_MS, &news), 1);
		assert_int_equal(news.kind, NEWS_BATCH);
		check_batch(news.batch, k);
		news_free(&news);
		assert_int_equal(
		    inbox_take(ahead_inbox(f->ahead), PATIENCE_MS, &news), 1);
		assert_int_equal(news.kind, NEWS_CAUGHT_UP);
		assert_int_equal(news.mailbox, k);
	}
}

static int64_t
milliseconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A message may keep its reader for READERS_WAIT_MS; a stop does not wait. */
static void
a_stop_does_not_wait_for_a_message(void **state)
{
	struct fixture *f = *state;
	int64_t begin;

	put(f,
	    (struct news){
	        .kind = NEWS_BATCH, .batch = batch_of(0, 1, "hang") });
	while (
	    poll(&(struct pollfd){ inbox_fd(f->inbox), POLLIN, 0 }, 1, 0) > 0)
		(void)usleep(1000);
	begin = milliseconds();
	ahead_stop(f->ahead);
	f->ahead = NULL;
	assert_true(milliseconds() - begin < READERS_WAIT_MS / 2);
}

/* Nobody takes what was read: that too must not hold up a stop. */
static void
a_stop_does_not_wait_for_the_desk(void **state)
{
	struct fixture *f = *state;
	int k;

	for (k = 0; k < N_BATCHES; k++)
		put(f,
		    (struct news){ .kind = NEWS_BATCH,
		        .batch = batch_of(k, N_MAILS, "text") });
	ahead_stop(f->ahead);
	f->ahead = NULL;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    news_come_in_order_with_their_readings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_stop_does_not_wait_for_a_message, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_stop_does_not_wait_for_the_desk, set_up, tear_down),
	};

	return unit_run(tests);
}
