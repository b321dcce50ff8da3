#ifndef POSTWACHT_MOVED_H
#define POSTWACHT_MOVED_H

#include "base/date.h"
#include "base/err.h"

struct arena;
struct mailbox_settings;
struct office;
struct sighting;
struct store;

/*
 * A message that was moved to the folder of what is done, or to somebody's,
 * says the same as the command (users.md 22): klaar on the day of the move, or
 * naar. Moved out again, the act is taken back. Only a message that was seen
 * elsewhere before, of an open question or of one that a move closed; what a
 * server's own rule puts there at once says nothing.
 *
 * in       folder  its name
 *          at      folder, uidvalidity and uid of the message as it lies now
 *          now     tick at which the move is seen
 */
int moved_heed(struct store *s, const struct office *o, struct arena *a,
    const struct mailbox_settings *box, const char *folder,
    const struct sighting *at, struct instant now, struct err *e) MUST_CHECK;

#endif
