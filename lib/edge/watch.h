#ifndef POSTWACHT_WATCH_H
#define POSTWACHT_WATCH_H

#include <stdbool.h>

#include "edge/line.h"
#include "edge/source.h"

/*
 * One watcher thread a mailbox: opens its source, scans, waits, scans again;
 * puts what it saw into a bounded queue that all watchers share, and sleeps
 * when that is full. In trouble it backs off with jitter on its own and holds
 * up nobody.
 */

enum news_kind {
	NEWS_BATCH,     /* messages; the receiver frees the batch */
	NEWS_CAUGHT_UP, /* a full scan ended: everything has been handed out */
	NEWS_TROUBLE, /* the mailbox cannot be read for now: error; each time */
	NEWS_WELL,    /* it can be read again, after NEWS_TROUBLE */
	NEWS_PASSED,  /* a folder is passed over, the others are read: error
	                 says which and why, "" when that is over; at each
	                 change */
	NEWS_LISTING, /* a stretch of what a folder holds; the receiver frees
	                 it */
	NEWS_LISTED,  /* that was all of it, of every watched folder */
	NEWS_UNREAD,  /* the readers fail: error; of no mailbox, each time */
};

struct news {
	enum news_kind kind;
	int mailbox;             /* index in settings.mailboxes */
	struct batch *batch;     /* NEWS_BATCH */
	struct listing *listing; /* NEWS_LISTING */
	struct err error;
	int retry_in; /* seconds, NEWS_TROUBLE */
};

/* Frees what it carries. */
void news_free(struct news *news);

/* The queue from the watchers to whoever takes their news. */
struct inbox;

#define INBOX_ROOM 1 /* batches that may wait: bounds memory */

/* With room for so many news. */
struct inbox *inbox_new(size_t room);

/* With what waits in it. NULL is accepted. */
void inbox_free(struct inbox *in);

/* 1: *out is filled; 0: nothing within ms; the receiver owns out->batch. From
 * one thread. */
int inbox_take(struct inbox *in, int ms, struct news *out);

/* Readable when something waits, for poll(). */
int inbox_fd(const struct inbox *in);

struct watch;

/* Seconds between attempts in trouble: doubled from the first to the last,
 * a quarter more or less by chance, so that a server that comes back is not
 * met by all at once. What a person must correct is tried seldom. */
#define WATCH_RETRY_FIRST 5
#define WATCH_RETRY_LAST  900

/*
 * Starts the thread. The cursors are copied; *mailbox, *trust and *in must
 * outlive the watch. once: one scan, then the thread
 * ends (NEWS_CAUGHT_UP or NEWS_TROUBLE is its last word).
 *
 * names, n  MAILBOX_MAILDIR: file names already seen, with their UIDs, per
 *           folder; copied
 */
struct watch *watch_start(const struct mailbox_settings *mailbox, int index,
    struct trust *trust, struct inbox *in, const struct cursor *cursors,
    size_t n_cursors, const struct known_name *names, size_t n_names, bool once,
    struct err *e) MUST_CHECK;

/* The two halves of watch_start, for whoever has a question ready before the
 * first look. */
struct watch *watch_new(const struct mailbox_settings *mailbox, int index,
    struct trust *trust, struct inbox *in, const struct cursor *cursors,
    size_t n_cursors, const struct known_name *names, size_t n_names, bool once,
    struct err *e) MUST_CHECK;
int watch_run(struct watch *w, struct err *e) MUST_CHECK;

/* Before it runs: the mailbox is not to be read, for that reason; it is told
 * as trouble that a person must end. */
void watch_refuse(struct watch *w, const struct err *why);

/* Asks the thread to look now, without waiting for its time; a server's wish
 * to be left alone is still obeyed. */
void watch_poke(struct watch *w);

/* The messages whose \Answered is to be told of, in order of folder and UID;
 * copied. Takes effect with the next scan. */
struct whereabouts;
void watch_set_interest(
    struct watch *w, const struct whereabouts *at, size_t n);
/* Whether watch_again would be heard. */
bool watch_is_free(struct watch *w);

/*
 * Asks for single messages of a folder once more (source_kind.again); they
 * come as batches with is_again. Trouble on the way ends the question: who
 * asked asks again in his own time.
 *
 * returns  0; -1: a question waits already, or the thread is at its end
 */
int watch_again(struct watch *w, const struct cursor *folder,
    const struct wanted *wanted, size_t n);

/* Asks what every watched folder holds; trouble ends that too. */
void watch_list(struct watch *w);

/* A source of the kind that the mailbox names, not opened yet; in the arena.
 * names and n as above. */
struct source *watch_source(struct arena *a,
    const struct mailbox_settings *mailbox, struct trust *trust,
    const struct known_name *names, size_t n);

/* Stops within a second and joins. NULL is accepted. */
void watch_stop(struct watch *w);

#endif
