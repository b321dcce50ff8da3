/*
 * The life of one watcher: open, scan, wait, scan again, and in trouble stay
 * away for longer and longer. It keeps the cursors between scans; what a
 * cursor means is the source's business.
 */

#include "edge/watch.h"

#include <sys/eventfd.h>

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "edge/imap.h"
#include "edge/inbox.h"
#include "edge/interest.h"
#include "edge/maildir.h"
#include "edge/mbox.h"
#include "edge/settings.h"

/* libetpan's parser recurses; edge/wire bounds how deep. */
#define WATCH_STACK (8 * 1024 * 1024)

struct watch {
	struct arena *arena;
	const struct mailbox_settings *mailbox;
	int index;
	struct inbox *inbox;
	struct source *source;
	bool once;
	bool is_stopped; /* guarded by the inbox's lock */
	bool has_trouble;
	struct interest *interest;
	struct err passed_over; /* as it was told last */
	int retry;              /* seconds of the next back-off */
	int stop_fd, poke_fd;
	size_t n_cursors;
	struct cursor *cursors;
	pthread_t thread;
};

static int
watch_say(struct watch *w, struct news news)
{
	news.mailbox = w->index;
	return inbox_put(w->inbox, &news, &w->is_stopped);
}

static void
watch_remember(struct watch *w, const struct batch *b)
{
	struct cursor *c = NULL;
	size_t i;

	for (i = 0; i < w->n_cursors && !c; i++)
		if (strcmp(w->cursors[i].folder, b->folder) == 0)
			c = &w->cursors[i];
	if (!c) {
		w->cursors = arena_grow(w->arena, w->cursors, w->n_cursors,
		    w->n_cursors + 1, sizeof(*w->cursors));
		c = &w->cursors[w->n_cursors++];
		c->folder = arena_copy(w->arena, b->folder);
	}
	c->uidvalidity = b->uidvalidity;
	c->last_uid = b->last_uid;
	c->modseq = b->modseq;
}

/* For the source: one batch goes to the desk. */
static int
watch_take(void *context, struct batch *b)
{
	struct watch *w = context;

	watch_remember(w, b);
	if (watch_say(w, (struct news){ .kind = NEWS_BATCH, .batch = b }) == 0)
		return 0;
	batch_free(b);
	return -1;
}

static bool
watch_has_ended(struct watch *w)
{
	return inbox_is_stopped(w->inbox, &w->is_stopped);
}

static void
watch_say_passed(struct watch *w)
{
	if (strcmp(w->passed_over.text, w->source->passed_over.text) == 0)
		return;
	w->passed_over = w->source->passed_over;
	(void)watch_say(
	    w, (struct news){ .kind = NEWS_PASSED, .error = w->passed_over });
}

/* One scan and the word that it is done. */
static int
watch_look(struct watch *w, struct err *e)
{
	if (w->source->kind->scan(
	        w->source, w->cursors, w->n_cursors, watch_take, w, e) != 0)
		return -1;
	w->retry = WATCH_RETRY_FIRST;
	watch_say_passed(w);
	if (w->has_trouble)
		(void)watch_say(w, (struct news){ .kind = NEWS_WELL });
	w->has_trouble = false;
	(void)watch_say(w, (struct news){ .kind = NEWS_CAUGHT_UP });
	return 0;
}

static void
watch_unpoke(const struct watch *w)
{
	uint64_t count;

	(void)!read(w->poke_fd, &count, sizeof(count));
}

/* The connection's life: until stop (0) or trouble (-1). */
static int
watch_live(struct watch *w, struct err *e)
{
	struct source *s = w->source;

	/* A poke that came before is obeyed by this very attempt. */
	watch_unpoke(w);
	if (s->kind->open(s, e) != 0)
		return -1;
	while (!watch_has_ended(w)) {
		watch_unpoke(w);
		if (watch_look(w, e) != 0)
			return -1;
		if (w->once || watch_has_ended(w))
			break;
		if (s->kind->wait(s, w->mailbox->poll_seconds, e) != 0)
			return -1;
	}
	return 0;
}

/* The seconds until the next attempt; the one after that waits longer. */
static int
watch_back_off(struct watch *w, enum err_kind kind)
{
	unsigned char chance[2];
	int seconds = kind == ERR_FIX ? WATCH_RETRY_LAST : w->retry;
	int spread;

	digest_random(chance, sizeof(chance));
	spread = (chance[0] << 8 | chance[1]) % (seconds / 2 + 1);
	w->retry =
	    w->retry * 2 > WATCH_RETRY_LAST ? WATCH_RETRY_LAST : w->retry * 2;
	seconds += spread - seconds / 4;
	return seconds > w->source->retry_after ? seconds
	                                        : w->source->retry_after;
}

/* Sleeps until its time, a stop, or a poke that may shorten it. */
static void
watch_sleep(const struct watch *w, int seconds)
{
	struct pollfd fds[] = {
		{ .fd = w->stop_fd, .events = POLLIN },
		{ .fd = w->source->retry_after > 0 ? -1 : w->poke_fd,
		    .events = POLLIN },
	};
	int64_t until = line_ticks() + seconds * 1000LL;
	int64_t left;

	while ((left = until - line_ticks()) > 0)
		if (poll(fds, LENGTH(fds), (int)left) > 0)
			return;
}

static void *
watch_run(void *context)
{
	struct watch *w = context;

	while (!watch_has_ended(w)) {
		struct news trouble = { .kind = NEWS_TROUBLE };
		int r = watch_live(w, &trouble.error);

		w->source->kind->close(w->source);
		if (r == 0 || watch_has_ended(w))
			break;
		w->has_trouble = true;
		trouble.retry_in = watch_back_off(w, trouble.error.kind);
		if (watch_say(w, trouble) != 0 || w->once)
			break;
		watch_sleep(w, trouble.retry_in);
	}
	return NULL;
}

/* A thread that no signal reaches: they are for the main thread. */
static int
watch_spawn(struct watch *w)
{
	pthread_attr_t attributes;
	sigset_t all, old;
	int r;

	if (pthread_attr_init(&attributes) != 0)
		return -1;
	(void)pthread_attr_setstacksize(&attributes, WATCH_STACK);
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &old);
	r = pthread_create(&w->thread, &attributes, watch_run, w);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	(void)pthread_attr_destroy(&attributes);
	return r == 0 ? 0 : -1;
}

static struct source *
watch_source(struct watch *w, struct trust *trust,
    const struct known_name *names, size_t n)
{
	switch (w->mailbox->source) {
	case MAILBOX_IMAP:
		return source_imap_new(w->arena, w->mailbox, trust);
	case MAILBOX_MAILDIR:
		return source_maildir_new(w->arena, w->mailbox, names, n);
	case MAILBOX_MBOX:
		break;
	}
	return source_mbox_new(w->arena, w->mailbox);
}

static void
watch_free(struct watch *w)
{
	if (w->stop_fd >= 0)
		(void)close(w->stop_fd);
	if (w->poke_fd >= 0)
		(void)close(w->poke_fd);
	interest_free(w->interest);
	arena_free(w->arena);
}

struct watch *
watch_start(const struct mailbox_settings *mailbox, int index,
    struct trust *trust, struct inbox *in, const struct cursor *cursors,
    size_t n_cursors, const struct known_name *names, size_t n_names, bool once,
    struct err *e)
{
	struct arena *a = arena_new();
	struct watch *w = arena_alloc(a, sizeof(*w));
	size_t i;

	w->arena = a;
	w->mailbox = mailbox;
	w->index = index;
	w->inbox = in;
	w->once = once;
	w->retry = WATCH_RETRY_FIRST;
	w->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	w->poke_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	w->n_cursors = n_cursors;
	w->cursors = arena_array(a, n_cursors, sizeof(*w->cursors));
	for (i = 0; i < n_cursors; i++) {
		w->cursors[i] = cursors[i];
		w->cursors[i].folder = arena_copy(a, cursors[i].folder);
	}
	w->source = watch_source(w, trust, names, n_names);
	w->source->stop_fd = w->stop_fd;
	w->source->poke_fd = w->poke_fd;
	w->source->interest = w->interest = interest_new();
	if (w->stop_fd < 0 || w->poke_fd < 0 || watch_spawn(w) != 0) {
		watch_free(w);
		(void)err_set(e, ERR_FATAL,
		    "no thread or descriptor is left for mailbox %s",
		    mailbox->id);
		return NULL;
	}
	return w;
}

void
watch_poke(struct watch *w)
{
	uint64_t one = 1;

	(void)!write(w->poke_fd, &one, sizeof(one));
}

void
watch_set_interest(struct watch *w, const struct whereabouts *at, size_t n)
{
	interest_set(w->interest, at, n);
}

void
watch_stop(struct watch *w)
{
	uint64_t one = 1;

	if (!w)
		return;
	inbox_stop(w->inbox, &w->is_stopped);
	(void)!write(w->stop_fd, &one, sizeof(one));
	(void)pthread_join(w->thread, NULL);
	watch_free(w);
}
