#ifndef POSTWACHT_DESK_H
#define POSTWACHT_DESK_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/store.h"

struct office;
struct readers;

/*
 * The desk: the one place that knows the whole way of a mail, and the
 * daemon's only user of the store. It does its steps once a tick; a step that
 * fails for now is logged, and the next one still runs.
 */
struct desk;

/* The steps, for --only. */
enum desk_step {
	DESK_FETCH,   /* file what the watchers have fetched */
	DESK_REMIND,  /* make the notices that are due */
	DESK_SEND,    /* hand them over, write down what became of them */
	DESK_PUBLISH, /* write the published files */
	DESK_STEPS,
};

/* -1 when there is no step of that name. */
int desk_step_parse(const char *name, enum desk_step *out) MUST_CHECK;

/*
 * Opens the store in the state folder, alone (a second daemon on the same
 * folder is refused), and settles what a crash left behind.
 *
 * in       office   taken over
 *          readers  of the messages, lent until desk_close; NULL: they are
 *                   read in this process
 *          kind     of a store that does not exist yet; STORE_REHEARSAL
 *                   refuses one that is live (decisions.md 19)
 * returns  0; -1: ERR_FIX, ERR_AGAIN or ERR_FATAL; office is closed
 */
int desk_open(struct office *office, struct readers *readers,
    enum store_kind kind, struct instant now, struct desk **out,
    struct err *e) MUST_CHECK;

/* When this descriptor becomes readable, nothing waits long any more. */
void desk_set_stop(struct desk *d, int fd);

/* Rules were taken into use by mail: whoever holds the configuration should
 * read it anew (desk_reload). True once. */
bool desk_takes_new_rules(struct desk *d);

/* Stops watchers and post, settles the deliveries, closes the store. */
void desk_close(struct desk *d, struct instant now);

/* Starts a watcher for each mailbox. once: each looks once and ends. */
int desk_watch(
    struct desk *d, bool once, struct instant now, struct err *e) MUST_CHECK;

/*
 * Works by another configuration from now on; the watchers start anew and the
 * old office is closed.
 *
 * returns  1; 0: the new one cannot be used (*e says why), it is closed and
 *          the old one stays; -1: the desk cannot go on
 */
int desk_reload(struct desk *d, struct office *office, struct instant now,
    struct err *e) MUST_CHECK;

/* Asks every watcher to look now. */
void desk_poke(struct desk *d);

/*
 * One tick: the steps in order, or only one. 0, or -1 when the daemon must
 * stop (ERR_FATAL of the store).
 */
int desk_tick(struct desk *d, struct instant now, const enum desk_step *only,
    struct err *e) MUST_CHECK;

/* Sleeps until there is something to do, until stop_fd is readable, or at
 * most ms. */
void desk_wait(struct desk *d, int stop_fd, int ms);

/* Every mailbox has been read, or has said why not, since desk_watch. */
bool desk_is_caught_up(const struct desk *d);

/* No notice is under way. */
bool desk_is_posted(struct desk *d);

/* What happened since desk_open, for --once and for the exit code. */
struct desk_counts {
	size_t filed, known, aside, opened, made;
	size_t given, sent; /* handed to the courier, and arrived */
	size_t mailboxes, in_trouble;
	size_t step_failures;
};

struct desk_counts desk_counts(const struct desk *d);

#endif
