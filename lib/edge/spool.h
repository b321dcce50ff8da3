#ifndef POSTWACHT_SPOOL_H
#define POSTWACHT_SPOOL_H

#include <stdint.h>

#include "edge/source.h"

/* What Maildir and mbox share: messages that lie in files. */

/* Where a message lies in an open file. */
struct spool_place {
	int fd;
	int64_t start, end;
	bool is_quoted; /* mbox: one ">" goes from ">From " (mboxrd) */
};

/*
 * Reads the front of a message, as much as an IMAP server would be asked for
 * (front_is_enough), into mail->bytes, n and is_cut.
 *
 * returns  0; -1: ERR_AGAIN with the reason, mail untouched
 */
int spool_read(struct arena *a, const struct spool_place *place,
    struct fetched *mail, struct err *e) MUST_CHECK;

/* Sleeps until the inotify descriptor (or -1) reports something, or until
 * stop, poke or `seconds`; what was reported is thrown away. */
void spool_sleep(const struct source *s, int notify, int seconds);

/* For SCOPED: closes a descriptor that is not -1. */
void spool_close(int *fd);

#endif
