#ifndef POSTWACHT_BOXES_H
#define POSTWACHT_BOXES_H

#include <stdbool.h>

#include "desk/box.h"
#include "desk/file.h"

/*
 * The mailboxes of a desk, from the start of their watchers to their end, and
 * the writing down of what these tell.
 */
struct boxes;
struct readers;

/* None runs yet; store and trust are lent until boxes_free. */
struct boxes *boxes_new(struct store *store, struct trust *trust);

/*
 * Starts a watcher for each mailbox of the office, where none runs.
 *
 * in       office, readers  lent until boxes_stop; readers may be NULL
 *          once             each watcher looks once and ends
 * returns  0; -1: of the store, or ERR_FATAL without a thread; boxes_stop is
 *          due
 */
int boxes_start(struct boxes *b, const struct office *office,
    struct readers *readers, bool once, struct instant now,
    struct err *e) MUST_CHECK;

/* Stops the watchers, forgets what they told and nobody heard; other ones may
 * be started. */
void boxes_stop(struct boxes *b);

/* Stops them for good. NULL is accepted. */
void boxes_free(struct boxes *b);

/* Asks every watcher to look now. */
void boxes_poke(struct boxes *b);

/*
 * Writes down what the watchers have told, a few batches of it, and gives
 * them what they need. What cannot be written down for now waits for the next
 * call: a watcher says each thing once.
 *
 * in/out   *sum  filed, known, aside, opened and fresh are added to, on failure
 *               too; those in it count for what may come at once
 */
int boxes_hear(struct boxes *b, struct instant now, struct filed_counts *sum,
    struct err *e) MUST_CHECK;

/* Something waits that could not be written down. */
bool boxes_have_pending(const struct boxes *b);

/* Readable when a watcher has told something, for poll(); -1 while what it
 * told last could not be written down. */
int boxes_fd(const struct boxes *b);

/* Every mailbox has been read, or has said why not. */
bool boxes_are_caught_up(const struct boxes *b);

/* Some mailbox fell ill or got well since it was last asked. */
bool boxes_have_turned(struct boxes *b);

size_t boxes_in_trouble(const struct boxes *b);

#endif
