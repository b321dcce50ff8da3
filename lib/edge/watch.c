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
	struct err refusal;     /* why it must not be read */
	int retry;              /* seconds of the next back-off */
	int stop_fd, poke_fd;
	size_t n_cursors;
	struct cursor *cursors;
	pthread_mutex_t lock; /* of the next three */
	struct wish {
		struct arena *arena; /* holds what follows; NULL: no wish */
		struct cursor folder;
		size_t n;
		struct wanted *wanted;
	} wish;
	bool wants_list;
	bool is_deaf; /* no wish is heard any more */
	bool is_running;
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

	if (b->is_again)
		return;
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

/* One scan. */
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
	return 0;
}

static int
watch_take_listing(void *context, struct listing *l)
{
	struct watch *w = context;

	if (watch_say(w, (struct news){ .kind = NEWS_LISTING, .listing = l }) ==
	    0)
		return 0;
	listing_free(l);
	return -1;
}

/* What is asked for now, and nothing any more. */
static struct wish
watch_hear(struct watch *w, bool *wants_list)
{
	struct wish wish;

	(void)pthread_mutex_lock(&w->lock);
	wish = w->wish;
	*wants_list = w->wants_list;
	w->wish = (struct wish){ 0 };
	w->wants_list = false;
	w->is_deaf = w->once && !wish.arena && !*wants_list;
	(void)pthread_mutex_unlock(&w->lock);
	return wish;
}

/* What was asked for beside the scan. 1: done; 0: nothing was asked; -1. */
static int
watch_oblige(struct watch *w, struct err *e)
{
	bool wants_list;
	struct wish wish = watch_hear(w, &wants_list);
	const struct source_kind *kind = w->source->kind;
	int r = 0;

	if (wish.arena)
		r = kind->again(w->source, &wish.folder, wish.wanted, wish.n,
		    watch_take, w, e);
	if (r == 0 && wants_list) {
		r = kind->list(w->source, w->cursors, w->n_cursors,
		    watch_take_listing, w, e);
		if (r == 0)
			(void)watch_say(
			    w, (struct news){ .kind = NEWS_LISTED });
	}
	if (r == 0)
		r = wish.arena || wants_list;
	arena_free(wish.arena);
	return r;
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
	int obliged;

	/* A poke that came before is obeyed by this very attempt. */
	watch_unpoke(w);
	if (w->refusal.text[0]) {
		*e = w->refusal;
		return -1;
	}
	if (s->kind->open(s, e) != 0)
		return -1;
	while (!watch_has_ended(w)) {
		watch_unpoke(w);
		if (watch_look(w, e) != 0)
			return -1;
		do
			obliged = watch_oblige(w, e);
		while (obliged > 0 && !watch_has_ended(w));
		if (obliged < 0)
			return -1;
		(void)watch_say(w, (struct news){ .kind = NEWS_CAUGHT_UP });
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
watch_main(void *context)
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
	r = pthread_create(&w->thread, &attributes, watch_main, w);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	(void)pthread_attr_destroy(&attributes);
	w->is_running = r == 0;
	return r == 0 ? 0 : -1;
}

struct source *
watch_source(struct arena *a, const struct mailbox_settings *mailbox,
    struct trust *trust, const struct known_name *names, size_t n)
{
	switch (mailbox->source) {
	case MAILBOX_IMAP:
		return source_imap_new(a, mailbox, trust);
	case MAILBOX_MAILDIR:
		return source_maildir_new(a, mailbox, names, n);
	case MAILBOX_MBOX:
		break;
	}
	return source_mbox_new(a, mailbox);
}

static void
watch_free(struct watch *w)
{
	if (w->stop_fd >= 0)
		(void)close(w->stop_fd);
	if (w->poke_fd >= 0)
		(void)close(w->poke_fd);
	interest_free(w->interest);
	(void)pthread_mutex_destroy(&w->lock);
	arena_free(w->wish.arena);
	arena_free(w->arena);
}

void
watch_refuse(struct watch *w, const struct err *why)
{
	w->refusal = *why;
}

int
watch_run(struct watch *w, struct err *e)
{
	if (watch_spawn(w) == 0)
		return 0;
	return err_set(
	    e, ERR_FATAL, "no thread is left for mailbox %s", w->mailbox->id);
}

struct watch *
watch_start(const struct mailbox_settings *mailbox, int index,
    struct trust *trust, struct inbox *in, const struct cursor *cursors,
    size_t n_cursors, const struct known_name *names, size_t n_names, bool once,
    struct err *e)
{
	struct watch *w = watch_new(mailbox, index, trust, in, cursors,
	    n_cursors, names, n_names, once, e);

	if (w && watch_run(w, e) != 0) {
		watch_free(w);
		return NULL;
	}
	return w;
}

struct watch *
watch_new(const struct mailbox_settings *mailbox, int index,
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
	w->source = watch_source(a, mailbox, trust, names, n_names);
	(void)pthread_mutex_init(&w->lock, NULL);
	w->source->stop_fd = w->stop_fd;
	w->source->poke_fd = w->poke_fd;
	w->source->interest = w->interest = interest_new();
	if (w->stop_fd < 0 || w->poke_fd < 0) {
		watch_free(w);
		(void)err_set(e, ERR_FATAL,
		    "no descriptor is left for mailbox %s", mailbox->id);
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

bool
watch_is_free(struct watch *w)
{
	bool is_free;

	(void)pthread_mutex_lock(&w->lock);
	is_free = !w->wish.arena && !w->is_deaf;
	(void)pthread_mutex_unlock(&w->lock);
	return is_free;
}

int
watch_again(struct watch *w, const struct cursor *folder,
    const struct wanted *wanted, size_t n)
{
	struct wish wish = { .arena = arena_new(), .folder = *folder, .n = n };
	bool is_taken;
	size_t i;

	wish.folder.folder = arena_copy(wish.arena, folder->folder);
	wish.wanted = arena_array(wish.arena, n + 1, sizeof(*wish.wanted));
	for (i = 0; i < n; i++)
		wish.wanted[i] = (struct wanted){ wanted[i].uid,
			arena_copy(wish.arena, wanted[i].name) };
	(void)pthread_mutex_lock(&w->lock);
	is_taken = !w->wish.arena && !w->is_deaf;
	if (is_taken)
		w->wish = wish;
	(void)pthread_mutex_unlock(&w->lock);
	if (!is_taken)
		arena_free(wish.arena);
	else
		watch_poke(w);
	return is_taken ? 0 : -1;
}

void
watch_list(struct watch *w)
{
	(void)pthread_mutex_lock(&w->lock);
	w->wants_list = true;
	(void)pthread_mutex_unlock(&w->lock);
	watch_poke(w);
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
	if (w->is_running)
		(void)pthread_join(w->thread, NULL);
	watch_free(w);
}
