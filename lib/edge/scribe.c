/*
 * The thread behind write_back. Knows turns, not mailboxes.
 */

#include "edge/scribe.h"

#include <sys/eventfd.h>

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "base/arena.h"

/* libetpan's parser recurses; edge/wire bounds how deep. */
#define SCRIBE_STACK (8 * 1024 * 1024)

struct scribe {
	struct arena *arena; /* holds this struct */
	struct trust *trust;
	struct arena *work; /* of the jobs */
	const struct mailbox_settings *mailbox;
	size_t n;
	struct write_job *jobs;
	int stop_fd;
	pthread_t thread;
	pthread_mutex_t lock; /* of the turn */
	pthread_cond_t turned;
	enum turn_of {
		TURN_NOBODY,
		TURN_THREAD,
		TURN_DESK,
		TURN_OVER,
	} turn;
};

static void
turn_to(struct scribe *s, enum turn_of turn)
{
	(void)pthread_mutex_lock(&s->lock);
	if (s->turn != TURN_OVER)
		s->turn = turn;
	(void)pthread_cond_signal(&s->turned);
	(void)pthread_mutex_unlock(&s->lock);
}

static enum turn_of
turn_now(struct scribe *s)
{
	enum turn_of turn;

	(void)pthread_mutex_lock(&s->lock);
	turn = s->turn;
	(void)pthread_mutex_unlock(&s->lock);
	return turn;
}

/* Waits for its turn; false: it is over. */
static bool
await_turn(struct scribe *s)
{
	bool goes_on;

	(void)pthread_mutex_lock(&s->lock);
	while (s->turn != TURN_THREAD && s->turn != TURN_OVER)
		(void)pthread_cond_wait(&s->turned, &s->lock);
	goes_on = s->turn == TURN_THREAD;
	(void)pthread_mutex_unlock(&s->lock);
	return goes_on;
}

static void *
scribe_main(void *context)
{
	struct scribe *s = context;

	while (await_turn(s)) {
		write_back(s->mailbox, s->trust, s->stop_fd, s->jobs, s->n);
		turn_to(s, TURN_DESK);
	}
	return NULL;
}

/* A thread that no signal reaches: they are for the main thread. */
static int
spawn(struct scribe *s)
{
	pthread_attr_t attributes;
	sigset_t all, old;
	int r;

	if (pthread_attr_init(&attributes) != 0)
		return -1;
	(void)pthread_attr_setstacksize(&attributes, SCRIBE_STACK);
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &old);
	r = pthread_create(&s->thread, &attributes, scribe_main, s);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	(void)pthread_attr_destroy(&attributes);
	return r == 0 ? 0 : -1;
}

struct scribe *
scribe_start(struct trust *trust, struct err *e)
{
	struct arena *a = arena_new();
	struct scribe *s = arena_alloc(a, sizeof(*s));

	s->arena = a;
	s->trust = trust;
	s->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	(void)pthread_mutex_init(&s->lock, NULL);
	(void)pthread_cond_init(&s->turned, NULL);
	if (s->stop_fd >= 0 && spawn(s) == 0)
		return s;
	if (s->stop_fd >= 0)
		(void)close(s->stop_fd);
	arena_free(a);
	(void)err_set(e, ERR_FATAL, "no thread is left for writing back");
	return NULL;
}

void
scribe_stop(struct scribe *s)
{
	uint64_t one = 1;

	if (!s)
		return;
	(void)!write(s->stop_fd, &one, sizeof(one));
	turn_to(s, TURN_OVER);
	(void)pthread_join(s->thread, NULL);
	(void)close(s->stop_fd);
	(void)pthread_mutex_destroy(&s->lock);
	(void)pthread_cond_destroy(&s->turned);
	arena_free(s->work);
	arena_free(s->arena);
}

bool
scribe_is_free(struct scribe *s)
{
	return turn_now(s) == TURN_NOBODY;
}

void
scribe_give(struct scribe *s, const struct mailbox_settings *mailbox,
    const struct write_job *jobs, size_t n)
{
	size_t i;

	arena_free(s->work);
	s->work = arena_new();
	s->mailbox = mailbox;
	s->jobs = arena_array(s->work, n, sizeof(*s->jobs));
	s->n = n;
	for (i = 0; i < n; i++) {
		s->jobs[i] = jobs[i];
		s->jobs[i].value = arena_copy(s->work, jobs[i].value);
		s->jobs[i].folder = arena_copy(s->work, jobs[i].folder);
	}
	turn_to(s, TURN_THREAD);
}

int
scribe_take(struct scribe *s, const struct write_job **jobs, size_t *n)
{
	if (turn_now(s) != TURN_DESK)
		return 0;
	*jobs = s->jobs;
	*n = s->n;
	turn_to(s, TURN_NOBODY);
	return 1;
}
