#ifndef POSTWACHT_SEND_H
#define POSTWACHT_SEND_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct courier;
struct store;

/* Waiting time after a notice could not be handed over: doubles from the
 * first to the last value, in seconds. */
#define SEND_RETRY_FIRST 60
#define SEND_RETRY_LAST  3600

/* Gives the courier what may go out now; `handing` is committed before the
 * first byte leaves (decisions.md 16). *given: how many. */
int send_hand_over(struct store *s, struct courier *c, struct instant now,
    size_t *given, struct err *e) MUST_CHECK;

/* Writes down what became of the parcels that came back. *sent: how many of
 * them arrived. */
int send_settle(struct store *s, struct courier *c, struct instant now,
    size_t *sent, struct err *e) MUST_CHECK;

#endif
