/* The courier with a post of the test's own: what is asked, and when. */

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "desk/courier.h"
#include "edge/settings.h"
#include "tests/unit/unit.h"

#define SOON_MS 100

/* In place of edge/post: does with a mail what its address says. */
struct post {
	struct post_ask ask;
};

static atomic_int n_ended;

struct post *
post_new(const struct post_settings *settings)
{
	(void)settings;
	return calloc(1, sizeof(struct post));
}

void
post_use(struct post *p, struct trust *trust, int stop_fd)
{
	(void)p;
	(void)trust;
	(void)stop_fd;
}

void
post_ask(struct post *p, const struct post_ask *ask)
{
	p->ask = *ask;
}

void
post_close(struct post *p)
{
	(void)p;
}

void
post_free(struct post *p)
{
	free(p);
}

enum post_outcome
post_send(struct post *p, const char *from, const char *to, const char *name,
    const char *bytes, size_t n, struct err *e)
{
	int times = strcmp(to, "twice") == 0 ? 2 : 1;

	(void)from;
	(void)name;
	(void)bytes;
	(void)n;
	(void)e;
	while (times-- > 0) {
		if (p->ask.may_leave(p->ask.context) != 0)
			return POST_LATER;
	}
	if (strcmp(to, "refused") == 0)
		return POST_REFUSED;
	if (p->ask.may_end(p->ask.context) != 0)
		return POST_LATER;
	n_ended++;
	return POST_SENT;
}

static struct courier *
start(void)
{
	static const struct post_settings settings = { .from = "" };
	struct err e = { 0 };
	struct courier *c = courier_start(&settings, NULL, &e);

	assert_non_null(c);
	n_ended = 0;
	return c;
}

static bool
has_news(struct courier *c, int ms)
{
	struct pollfd fd = { .fd = courier_fd(c), .events = POLLIN };

	return poll(&fd, 1, ms) == 1;
}

static struct courier_news
news_of(struct courier *c)
{
	struct courier_news news;

	assert_true(has_news(c, 10000));
	courier_news(c, &news);
	return news;
}

/* Refused before its end, it does not wait for the disk; the next one's end
 * does, whatever the disk then says of the first. */
static void
test_i1_the_end_waits_for_its_own_sync(void **state)
{
	struct courier *c = start();
	struct courier_news news;

	(void)state;
	courier_give(c, 1, "refused", "a", "", 0);
	courier_give(c, 2, "next", "b", "", 0);
	news = news_of(c);
	assert_int_equal(news.asking, 1);
	courier_settle(c, &news);
	news = news_of(c);
	assert_int_equal(news.asking, 2);
	assert_int_equal(news.n, 1);
	assert_int_equal(news.back[0].outcome, POST_REFUSED);
	courier_end(c, true);
	courier_settle(c, &news);
	assert_false(has_news(c, SOON_MS));
	assert_int_equal(n_ended, 0);
	courier_end(c, true);
	news = news_of(c);
	assert_int_equal(news.back[0].outcome, POST_SENT);
	assert_int_equal(n_ended, 1);
	courier_halt(c);
	courier_free(c);
}

/* On another connection it asks once more; that is no news. */
static void
test_a_question_is_told_once(void **state)
{
	struct courier *c = start();
	struct courier_news news;

	(void)state;
	courier_give(c, 1, "twice", "a", "", 0);
	news = news_of(c);
	courier_settle(c, &news);
	assert_false(has_news(c, SOON_MS));
	courier_end(c, true);
	news = news_of(c);
	assert_int_equal(news.back[0].outcome, POST_SENT);
	courier_halt(c);
	courier_free(c);
}

/* What asks when everything stops stays, and is not counted as let go. */
static void
test_a_stop_lets_nothing_go(void **state)
{
	struct courier *c = start();
	struct courier_news news;

	(void)state;
	courier_give(c, 1, "one", "a", "", 0);
	courier_give(c, 2, "another", "b", "", 0);
	news = news_of(c);
	courier_halt(c);
	courier_news(c, &news);
	assert_int_equal(news.n, 2);
	assert_int_equal(news.asking, 0);
	assert_int_equal(news.back[0].outcome, POST_LATER);
	assert_false(news.back[0].was_let_go);
	assert_int_equal(n_ended, 0);
	courier_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_i1_the_end_waits_for_its_own_sync),
		cmocka_unit_test(test_a_question_is_told_once),
		cmocka_unit_test(test_a_stop_lets_nothing_go),
	};

	return unit_run(tests);
}
