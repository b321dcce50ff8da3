#ifndef POSTWACHT_SEND_H
#define POSTWACHT_SEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct courier;
struct post_settings;
struct store;

/* Waiting time after a notice could not be handed over: doubles from the
 * first to the last value, in seconds. */
#define SEND_RETRY_FIRST 60
#define SEND_RETRY_LAST  3600

/*
 * Gives the courier what may go out now, urgent ones first and never more
 * than the limits allow (I4). Nothing while parcels are under way: a notice
 * that has not left yet still counts as one to send.
 *
 * out      *given       how many
 *          *is_limited  notices wait because a limit was reached; as it was
 *                       while parcels are under way
 */
int send_hand_over(struct store *s, struct courier *c,
    const struct post_settings *limits, struct instant now, size_t *given,
    bool *is_limited, struct err *e) MUST_CHECK;

/*
 * Writes down what became of the parcels that came back, and lets the next one
 * go, in one commit: its `handing` is committed before DATA (decisions.md 16),
 * and no sooner than what became of the one before, so that a crash leaves one
 * notice in doubt at most. The disk has it before the mail is brought to its
 * end; until then it works beside the server. A power cut in that while takes
 * the `handing` back, of a mail that the server has to forget.
 *
 * out      *sent  how many of those that came back arrived
 */
int send_settle(struct store *s, struct courier *c, struct instant now,
    size_t *sent, struct err *e) MUST_CHECK;

#endif
