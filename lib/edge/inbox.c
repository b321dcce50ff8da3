/*
 * The queue between two threads: a ring with room for a few batches, so
 * that memory stays bounded however many mailboxes are read in at once.
 * Whoever puts waits for room; whoever stops is let go.
 */

#include "edge/inbox.h"

#include <sys/eventfd.h>

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

struct inbox {
	struct arena *arena;
	pthread_mutex_t lock;
	pthread_cond_t has_room;
	int fd; /* readable while the ring holds something */
	size_t first, n;
	size_t room;
	struct news *ring;
};

void
news_free(struct news *news)
{
	batch_free(news->batch);
	listing_free(news->listing);
}

struct inbox *
inbox_new(size_t room)
{
	struct arena *a = arena_new();
	struct inbox *in = arena_alloc(a, sizeof(*in));

	in->arena = a;
	in->room = room;
	in->ring = arena_array(a, room, sizeof(*in->ring));
	(void)pthread_mutex_init(&in->lock, NULL);
	(void)pthread_cond_init(&in->has_room, NULL);
	in->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (in->fd < 0)
		abort();
	return in;
}

void
inbox_free(struct inbox *in)
{
	if (!in)
		return;
	for (; in->n > 0; in->n--) {
		news_free(&in->ring[in->first]);
		in->first = (in->first + 1) % in->room;
	}
	(void)close(in->fd);
	(void)pthread_cond_destroy(&in->has_room);
	(void)pthread_mutex_destroy(&in->lock);
	arena_free(in->arena);
}

int
inbox_await_room(struct inbox *in, const bool *is_stopped)
{
	int r;

	(void)pthread_mutex_lock(&in->lock);
	while (in->n == in->room && !*is_stopped)
		(void)pthread_cond_wait(&in->has_room, &in->lock);
	r = *is_stopped ? -1 : 0;
	(void)pthread_mutex_unlock(&in->lock);
	return r;
}

int
inbox_put(struct inbox *in, const struct news *news, const bool *is_stopped)
{
	uint64_t one = 1;
	int r = -1;

	(void)pthread_mutex_lock(&in->lock);
	while (in->n == in->room && !*is_stopped)
		(void)pthread_cond_wait(&in->has_room, &in->lock);
	if (!*is_stopped) {
		in->ring[(in->first + in->n) % in->room] = *news;
		if (in->n++ == 0)
			(void)!write(in->fd, &one, sizeof(one));
		r = 0;
	}
	(void)pthread_mutex_unlock(&in->lock);
	return r;
}

void
inbox_stop(struct inbox *in, bool *is_stopped)
{
	(void)pthread_mutex_lock(&in->lock);
	*is_stopped = true;
	(void)pthread_cond_broadcast(&in->has_room);
	(void)pthread_mutex_unlock(&in->lock);
}

bool
inbox_is_stopped(struct inbox *in, const bool *is_stopped)
{
	bool r;

	(void)pthread_mutex_lock(&in->lock);
	r = *is_stopped;
	(void)pthread_mutex_unlock(&in->lock);
	return r;
}

int
inbox_take(struct inbox *in, int ms, struct news *out)
{
	struct pollfd fd = { .fd = in->fd, .events = POLLIN };
	uint64_t count;
	int r = 0;

	(void)poll(&fd, 1, ms);
	(void)pthread_mutex_lock(&in->lock);
	if (in->n > 0) {
		*out = in->ring[in->first];
		in->first = (in->first + 1) % in->room;
		if (--in->n == 0)
			(void)!read(in->fd, &count, sizeof(count));
		(void)pthread_cond_signal(&in->has_room);
		r = 1;
	}
	(void)pthread_mutex_unlock(&in->lock);
	return r;
}

int
inbox_fd(const struct inbox *in)
{
	return in->fd;
}
