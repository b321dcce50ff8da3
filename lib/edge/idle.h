#ifndef POSTWACHT_IDLE_H
#define POSTWACHT_IDLE_H

#include "edge/account.h"

/*
 * Sleeps until the server speaks of new mail in INBOX, at most `seconds`, or
 * until stop_fd or poke_fd is readable. With IDLE (RFC 2177) when offered.
 * Selects INBOX first when another folder is selected, and returns at once if
 * something came in meanwhile. c->has_news tells; c->is_idling that IDLE is
 * still on, for pushed_fetch to end.
 */
int idle_wait(struct account *c, int seconds, struct err *e) MUST_CHECK;

/* DONE has been sent: reads up to the answer to the IDLE with that tag. */
int idle_ended(struct account *c, int tag, struct err *e) MUST_CHECK;

#endif
