#ifndef POSTWACHT_PUSHED_H
#define POSTWACHT_PUSHED_H

#include "edge/account.h"

/* More new messages than this at once are read in the ordinary way. */
#define PUSHED_MAX 50

/* Whether pushed_fetch can be used: IDLE is on (c->is_idling) in a folder
 * that has been read to its end, and few messages came. */
bool pushed_is_possible(const struct account *c);

/*
 * What IDLE just told of: its end and the list of what lies beyond
 * f->last_uid in one round trip, the messages in the next. The folder is not
 * examined anew: as long as it is selected its UIDVALIDITY stands (RFC 3501,
 * 2.3.1.1).
 *
 * in       *last  every UID up to it is accounted for
 * out      b      the messages; each that was listed is in it, with its
 *                 bytes or set aside, or is gone
 *          *last  as it is now; after a failure the last UID that was asked
 *                 for. c->has_news tells whether there is more
 * returns  0; -1: ERR_AGAIN
 */
int pushed_fetch(struct account *c, struct batch *b, uint32_t *last,
    struct err *e) MUST_CHECK;

#endif
