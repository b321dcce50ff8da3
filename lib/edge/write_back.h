#ifndef POSTWACHT_WRITE_BACK_H
#define POSTWACHT_WRITE_BACK_H

#include <stddef.h>
#include <stdint.h>

#include "edge/settings.h"

struct trust;

/*
 * Writing back to a mailbox: a keyword, a move. The one place in this program
 * that changes a mailbox (users.md 14), on a connection of its own that is
 * closed afterwards; only UID commands, only where the settings and the server
 * allow it.
 */

enum write_kind {
	WRITE_KEYWORD,
	WRITE_MOVE,
};

enum write_result {
	WRITE_LATER,   /* not reached, or the server was busy: again later */
	WRITE_DONE,    /* or it was done, or the message is gone: the same */
	WRITE_REFUSED, /* the server does not allow it */
};

#define WRITE_REASON 160

struct write_job {
	int64_t id;
	enum write_kind kind;
	const char *value;  /* the keyword, or the folder to move to, UTF-8 */
	const char *folder; /* where the message lies, UTF-8 */
	uint32_t uidvalidity, uid;
	enum write_result result; /* WRITE_LATER before it is tried */
	char reason[WRITE_REASON];
};

/*
 * Carries out jobs on one mailbox, in order; those of one folder should stand
 * together. Each can be carried out again without harm: a keyword that is set
 * stays set, a message that was moved is not there any more.
 *
 * in       stop_fd  readable: give up at once
 * out      results and reasons
 */
void write_back(const struct mailbox_settings *mailbox, struct trust *trust,
    int stop_fd, struct write_job *jobs, size_t n);

#endif
