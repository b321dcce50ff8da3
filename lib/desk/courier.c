/*
 * A thread with two short queues: parcels out, deliveries back.
 */

#include "desk/courier.h"

#include <sys/eventfd.h>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/settings.h"

struct parcel {
	struct arena *arena;
	int64_t notice;
	const char *to, *name, *bytes;
	size_t n;
};

struct courier {
	struct arena *arena; /* holds this struct */
	const char *from;
	struct post *post;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_stopping;
	bool has_carried; /* there may be a connection */
	bool is_resting;  /* no more is to come: it ends */
	/* The parcel under way: its notice, its question, its end. */
	int64_t carried;
	bool is_asking, is_let_go;
	enum {
		END_UNKNOWN,
		END_SAFE,
		END_UNSAFE
	} end;
	size_t n_parcels, n_deliveries, n_busy;
	struct parcel parcels[COURIER_ROOM];
	struct delivery deliveries[COURIER_ROOM];
	int event; /* a delivery or a question waits */
	int stop;  /* the mail under way must end */
	int ended; /* the thread has */
};

static void
lock(struct courier *c)
{
	(void)pthread_mutex_lock(&c->lock);
}

static void
unlock(struct courier *c)
{
	(void)pthread_mutex_unlock(&c->lock);
}

/* The oldest parcel; waits for one. false: stop. */
static bool
next_parcel(struct courier *c, struct parcel *out)
{
	size_t i;

	lock(c);
	while (c->n_parcels == 0 && !c->is_stopping) {
		if (!c->is_resting) {
			(void)pthread_cond_wait(&c->wake, &c->lock);
			continue;
		}
		c->is_resting = c->has_carried = false;
		unlock(c);
		post_close(c->post);
		lock(c);
	}
	if (c->is_stopping) {
		unlock(c);
		return false;
	}
	*out = c->parcels[0];
	c->carried = out->notice;
	c->is_let_go = false;
	for (i = 1; i < c->n_parcels; i++)
		c->parcels[i - 1] = c->parcels[i];
	c->n_parcels--;
	unlock(c);
	return true;
}

static void
tell(int fd)
{
	const uint64_t one = 1;

	if (write(fd, &one, sizeof(one)) < 0)
		return; /* the counter is full: it is readable anyway */
}

/* Not told while another parcel is about to ask. */
static void
report(struct courier *c, const struct delivery *delivery)
{
	bool is_last;

	lock(c);
	c->deliveries[c->n_deliveries++] = *delivery;
	is_last = c->n_parcels == 0;
	unlock(c);
	if (is_last)
		tell(c->event);
}

/* For the post. Only what may have left is doubtful after a crash: the desk
 * writes that down just before, and not when it gives the parcel. */
static int
ask_to_leave(void *context)
{
	struct courier *c = context;
	bool may_leave;

	lock(c);
	/* It asks once more on another connection. */
	if (!c->is_let_go) {
		c->is_asking = true;
		tell(c->event);
	}
	while (!c->is_let_go && !c->is_stopping)
		(void)pthread_cond_wait(&c->wake, &c->lock);
	c->is_asking = false;
	may_leave = c->is_let_go;
	unlock(c);
	return may_leave ? 0 : -1;
}

static int
ask_to_end(void *context)
{
	struct courier *c = context;
	bool may_end;

	lock(c);
	while (c->end == END_UNKNOWN && !c->is_stopping)
		(void)pthread_cond_wait(&c->wake, &c->lock);
	may_end = c->end == END_SAFE;
	unlock(c);
	return may_end ? 0 : -1;
}

static void *
carry(void *context)
{
	struct courier *c = context;
	struct parcel parcel;

	while (next_parcel(c, &parcel)) {
		struct delivery d = { .notice = parcel.notice };

		d.outcome = post_send(c->post, c->from, parcel.to, parcel.name,
		    parcel.bytes, parcel.n, &d.reason);
		arena_free(parcel.arena);
		d.was_let_go = c->is_let_go;
		report(c, &d);
	}
	tell(c->ended);
	return NULL;
}

/* Signals are the main thread's. */
static int
start_thread(struct courier *c)
{
	sigset_t all, before;
	int code;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &before);
	code = pthread_create(&c->thread, NULL, carry, c);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return code;
}

struct courier *
courier_start(
    const struct post_settings *settings, struct trust *trust, struct err *e)
{
	struct arena *arena = arena_new();
	struct courier *c = arena_alloc(arena, sizeof(*c));
	const struct post_ask ask = { ask_to_leave, ask_to_end, c };

	c->arena = arena;
	c->from = arena_copy(arena, settings->from);
	c->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	c->stop = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	c->ended = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	(void)pthread_mutex_init(&c->lock, NULL);
	(void)pthread_cond_init(&c->wake, NULL);
	c->post = post_new(settings);
	post_use(c->post, trust, c->stop);
	post_ask(c->post, &ask);
	if (c->event < 0 || c->stop < 0 || c->ended < 0 ||
	    start_thread(c) != 0) {
		(void)err_set(e, ERR_FATAL, "cannot start the post thread");
		courier_free(c);
		return NULL;
	}
	return c;
}

static void
join_with_grace(struct courier *c)
{
	struct pollfd ended = { .fd = c->ended, .events = POLLIN };

	if (poll(&ended, 1, COURIER_GRACE_MS) == 0)
		tell(c->stop);
	(void)pthread_join(c->thread, NULL);
}

void
courier_halt(struct courier *c)
{
	size_t i;

	if (!c)
		return;
	lock(c);
	c->is_stopping = true;
	(void)pthread_cond_signal(&c->wake);
	unlock(c);
	join_with_grace(c);
	for (i = 0; i < c->n_parcels; i++) {
		struct delivery d = { .notice = c->parcels[i].notice,
			.outcome = POST_LATER };

		(void)err_set(&d.reason, ERR_AGAIN,
		    "Postwacht stopped before it was handed over");
		arena_free(c->parcels[i].arena);
		report(c, &d);
	}
	c->n_parcels = 0;
}

void
courier_free(struct courier *c)
{
	if (!c)
		return;
	post_free(c->post);
	(void)close(c->event);
	(void)close(c->stop);
	(void)close(c->ended);
	(void)pthread_cond_destroy(&c->wake);
	(void)pthread_mutex_destroy(&c->lock);
	arena_free(c->arena);
}

size_t
courier_room(struct courier *c)
{
	size_t room;

	lock(c);
	room = COURIER_ROOM - c->n_busy;
	unlock(c);
	return room;
}

void
courier_give(struct courier *c, int64_t notice, const char *to,
    const char *name, const char *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct parcel parcel = {
		.arena = a,
		.notice = notice,
		.to = arena_copy(a, to),
		.name = arena_copy(a, name),
		.bytes = arena_copy_n(a, bytes, n),
		.n = n,
	};

	lock(c);
	c->parcels[c->n_parcels++] = parcel;
	c->n_busy++;
	c->has_carried = true;
	c->is_resting = false;
	(void)pthread_cond_signal(&c->wake);
	unlock(c);
}

void
courier_rest(struct courier *c)
{
	lock(c);
	if (c->has_carried && c->n_busy == 0) {
		c->is_resting = true;
		(void)pthread_cond_signal(&c->wake);
	}
	unlock(c);
}

void
courier_news(struct courier *c, struct courier_news *out)
{
	lock(c);
	out->n = c->n_deliveries;
	memcpy(out->back, c->deliveries, out->n * sizeof(out->back[0]));
	out->asking = c->is_asking && !c->is_let_go ? c->carried : 0;
	unlock(c);
}

void
courier_settle(struct courier *c, const struct courier_news *news)
{
	uint64_t count;

	lock(c);
	c->n_deliveries -= news->n;
	c->n_busy -= news->n;
	memmove(c->deliveries, c->deliveries + news->n,
	    c->n_deliveries * sizeof(c->deliveries[0]));
	if (news->asking) {
		/* A parcel that came back early left its own behind. */
		c->end = END_UNKNOWN;
		c->is_let_go = true;
		(void)pthread_cond_signal(&c->wake);
	}
	/* What came since is told by its own question or as the last. */
	if (c->n_deliveries == 0 && (!c->is_asking || c->is_let_go) &&
	    read(c->event, &count, sizeof(count)) < 0)
		count = 0; /* nobody had told of it */
	unlock(c);
}

void
courier_end(struct courier *c, bool is_safe)
{
	lock(c);
	c->end = is_safe ? END_SAFE : END_UNSAFE;
	(void)pthread_cond_signal(&c->wake);
	unlock(c);
}

size_t
courier_under_way(struct courier *c)
{
	size_t n;

	lock(c);
	n = c->n_busy;
	unlock(c);
	return n;
}

int
courier_fd(const struct courier *c)
{
	return c->event;
}
