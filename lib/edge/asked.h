#ifndef POSTWACHT_ASKED_H
#define POSTWACHT_ASKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct account;
struct arena;
struct fetched;

/*
 * FETCH commands under way: asked for one after another without waiting, and
 * answered in that order (RFC 3501, 5.5: none of them changes what another
 * would say). So a slow link is never idle for a round trip.
 */

/* Commands under way at most: the fronts of the next batch between two
 * portions of the rest of this one. */
#define ASKED_MAX 3

/* One such command, and where its bytes go. Lives where it was asked from
 * until it is answered. */
struct asked {
	struct arena *arena;   /* for the bytes */
	struct fetched *mails; /* ascending by UID */
	size_t n;
	uint32_t offset; /* the first byte that is asked for */
	uint32_t size;   /* and how many */
	int tag;
	bool is_answered;
	bool is_refused; /* the server said NO to some of it */
};

/* set: as RFC 3501 writes it, "3:192" or "4,9". */
int asked_send(struct account *c, struct asked *q, const char *set,
    struct err *e) MUST_CHECK;

/*
 * Reads on until that command is answered, and those before it.
 *
 * returns  1: the server did it; 0: it said NO to some of it; -1: broken, or
 *          it wants us to stay away
 */
int asked_await(struct account *c, struct asked *q, struct err *e) MUST_CHECK;

/* Reads the answers to all that is under way; what cannot be had any more
 * breaks the connection. */
void asked_settle(struct account *c);

#endif
