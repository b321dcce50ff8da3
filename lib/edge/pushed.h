#ifndef POSTWACHT_PUSHED_H
#define POSTWACHT_PUSHED_H

#include "edge/account.h"

/* More new messages than this at once are read in the ordinary way. */
#define PUSHED_MAX 50

/* UIDs beyond the last one whose fronts are asked for at once: they leave no
 * larger gaps than that, but for what was deleted. */
#define PUSHED_UIDS 100

/* Whether pushed_fetch can be used: IDLE is on (c->is_idling) in a folder
 * that has been read to its end, and few messages came. */
bool pushed_is_possible(const struct account *c);

/*
 * What IDLE just told of, in one round trip: its end, the list of what lies
 * beyond f->last_uid, and the fronts of that, asked for without waiting. The
 * folder is not examined anew: as long as it is selected its UIDVALIDITY
 * stands (RFC 3501, 2.3.1.1).
 *
 * out      b      the messages; each that was listed is in it, with its
 *                 bytes or set aside, or is gone
 *          *last  every UID up to it is accounted for; c->has_news tells
 *                 whether there is more
 * returns  0; -1: ERR_AGAIN
 */
int pushed_fetch(struct account *c, struct batch *b, uint32_t *last,
    struct err *e) MUST_CHECK;

#endif
