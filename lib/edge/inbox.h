#ifndef POSTWACHT_INBOX_H
#define POSTWACHT_INBOX_H

#include <stdbool.h>

#include "edge/watch.h"

/* The watchers' side of the queue; the desk's is in edge/watch.h. The stop
 * flag of a watcher is guarded by the queue's lock. */

/* Waits for room. -1: stopped; the news was not taken over. */
int inbox_put(struct inbox *in, const struct news *news,
    const bool *is_stopped) MUST_CHECK;

/* Waits for room, of which the caller alone makes use. -1: stopped. */
int inbox_await_room(struct inbox *in, const bool *is_stopped) MUST_CHECK;

/* Sets the flag and wakes its watcher if that waits for room. */
void inbox_stop(struct inbox *in, bool *is_stopped);
bool inbox_is_stopped(struct inbox *in, const bool *is_stopped);

#endif
