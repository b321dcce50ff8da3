#ifndef POSTWACHT_AHEAD_H
#define POSTWACHT_AHEAD_H

#include "edge/watch.h"

struct readers;

/*
 * Reads ahead: takes what the watchers tell, has the readers read each batch,
 * and hands all of it on in the same order. So the next batch is read while
 * the desk files this one, and a difficult message keeps nobody waiting for
 * the store. A thread of its own, which alone uses the readers.
 */
struct ahead;

/* Batches that are read, or being read, ahead of the desk. */
#define AHEAD_ROOM 1

/* *from and *readers are lent until ahead_stop. NULL: ERR_FATAL. */
struct ahead *ahead_start(
    struct inbox *from, struct readers *readers, struct err *e) MUST_CHECK;

/* Where the desk takes its news, each batch with its readings. When the
 * readers fail, NEWS_UNREAD says so, and what they failed at is tried again;
 * after ERR_FATAL nothing comes any more. */
struct inbox *ahead_inbox(struct ahead *a);

/* Gives up what is being read, forgets what waits. NULL is accepted. */
void ahead_stop(struct ahead *a);

#endif
