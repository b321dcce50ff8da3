#ifndef POSTWACHT_STORE_BACKUP_H
#define POSTWACHT_STORE_BACKUP_H

#include "edge/store.h"

/*
 * A consistent copy of the store while others read and write it, under a name
 * that must be free; mode 0600, synced. In the copy the post is on hold
 * (`held_as`, a value of enum hold_reason): what is sent after the copy was
 * made is not in it.
 *
 * returns  0; -1: ERR_FIX when the name is taken or cannot be made, ERR_AGAIN
 *          when the disk is full; no half a copy stays behind
 */
int store_backup(struct store *s, const char *path, int64_t held_as,
    struct instant now, struct err *e) MUST_CHECK;

#endif
