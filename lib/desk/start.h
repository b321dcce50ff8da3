#ifndef POSTWACHT_START_H
#define POSTWACHT_START_H

#include "base/date.h"
#include "base/err.h"
#include "edge/store.h"

struct office;

/*
 * The state folder as a start of the daemon finds it.
 */

/*
 * One daemon for one state folder (A26).
 *
 * out      *out  the descriptor that holds the lock, until it is closed
 * returns  0; -1: ERR_FIX without the folder, ERR_AGAIN when another has it
 */
int start_lock(const char *state_dir, int *out, struct err *e) MUST_CHECK;

/*
 * Opens the store under that lock and settles what the last run left: the
 * first start is the activation, who was forgotten is forgotten in a store
 * that comes from a backup too, a notice that was being handed over is
 * uncertain, and measurements that are missing are made.
 *
 * in       o     with its key
 *          kind  of a store that does not exist yet; STORE_REHEARSAL refuses
 *                one that is live (decisions.md 19)
 * returns  0; -1: ERR_FIX, ERR_AGAIN or ERR_FATAL
 */
int start_store(const struct office *o, enum store_kind kind,
    struct instant now, struct store **out, struct err *e) MUST_CHECK;

#endif
