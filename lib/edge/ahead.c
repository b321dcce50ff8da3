/*
 * The thread between watchers and desk. Knows order and retries; not how a
 * message is read, nor what becomes of it.
 */

#include "edge/ahead.h"

#include <sys/eventfd.h>

#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/inbox.h"
#include "edge/reader.h"
#include "edge/readers.h"

/* Between two attempts to read a batch, when no reader can be had. */
#define AHEAD_RETRY_MS 1000

struct ahead {
	struct arena *arena; /* holds this struct */
	struct inbox *from, *to;
	struct readers *readers;
	int stop_fd;
	bool is_stopped; /* guarded by the lock of `to` */
	bool is_running;
	pthread_t thread;
};

/* Waits for `fd`, at most ms. 0: time is up, or there is something; -1: a
 * stop. */
static int
ahead_wait(const struct ahead *a, int fd, int ms)
{
	struct pollfd fds[] = { { .fd = a->stop_fd, .events = POLLIN },
		{ .fd = fd, .events = POLLIN } };

	(void)poll(fds, LENGTH(fds), ms);
	return fds[0].revents ? -1 : 0;
}

/* A failure is told, and the batch kept. -1: the thread has to end. */
static int
ahead_complain(struct ahead *a, const struct err *why)
{
	const struct news news = { .kind = NEWS_UNREAD, .error = *why };

	if (inbox_put(a->to, &news, &a->is_stopped) != 0 ||
	    why->kind == ERR_FATAL)
		return -1;
	return ahead_wait(a, -1, AHEAD_RETRY_MS);
}

/* All messages of a batch, side by side; READERS_ANSWERS_MAX bounds what that
 * takes. */
static int
ahead_read(struct ahead *a, struct batch *b)
{
	struct reading *readings =
	    arena_array(b->arena, b->n + 1, sizeof(*readings));
	struct err why = { 0 };

	while (readers_read(
	           a->readers, b->arena, b->mails, b->n, readings, &why) != 0)
		if (ahead_complain(a, &why) != 0)
			return -1;
	b->readings = readings;
	return 0;
}

static void *
ahead_main(void *context)
{
	struct ahead *a = context;
	struct news news;

	/* A batch takes more room once it is read: there is never one read
	 * that finds no place. */
	while (inbox_await_room(a->to, &a->is_stopped) == 0 &&
	    ahead_wait(a, inbox_fd(a->from), -1) == 0) {
		if (inbox_take(a->from, 0, &news) <= 0)
			continue;
		if ((news.kind == NEWS_BATCH &&
		        ahead_read(a, news.batch) != 0) ||
		    inbox_put(a->to, &news, &a->is_stopped) != 0) {
			news_free(&news);
			break;
		}
	}
	return NULL;
}

struct ahead *
ahead_start(struct inbox *from, struct readers *readers, struct err *e)
{
	struct arena *arena = arena_new();
	struct ahead *a = arena_alloc(arena, sizeof(*a));

	a->arena = arena;
	a->from = from;
	a->readers = readers;
	a->to = inbox_new(AHEAD_ROOM);
	a->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	readers_set_stop(readers, a->stop_fd);
	a->is_running = a->stop_fd >= 0 &&
	    pthread_create(&a->thread, NULL, ahead_main, a) == 0;
	if (!a->is_running) {
		ahead_stop(a);
		(void)err_set(
		    e, ERR_FATAL, "no thread is left to read messages in");
		return NULL;
	}
	return a;
}

struct inbox *
ahead_inbox(struct ahead *a)
{
	return a->to;
}

void
ahead_stop(struct ahead *a)
{
	uint64_t one = 1;

	if (!a)
		return;
	inbox_stop(a->to, &a->is_stopped);
	(void)!write(a->stop_fd, &one, sizeof(one));
	if (a->is_running)
		(void)pthread_join(a->thread, NULL);
	readers_set_stop(a->readers, -1);
	if (a->stop_fd >= 0)
		(void)close(a->stop_fd);
	inbox_free(a->to);
	arena_free(a->arena);
}
