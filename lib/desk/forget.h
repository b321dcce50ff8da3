#ifndef POSTWACHT_FORGET_H
#define POSTWACHT_FORGET_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/store_forget.h"

struct office;

/*
 * Forgetting a person. Who was forgotten is a line in the file `forgotten` of
 * the state folder: the HMAC of his address under the key of the store, and
 * the moment. A store that was restored is held against it when the daemon
 * opens it and in each round of retention. What he sends after that moment
 * is new mail.
 */

#define FORGOTTEN_FILE "forgotten"
#define FORGOTTEN_MAX  4194304 /* bytes: some 50,000 people */

/*
 * What would go, and when `confirms`, takes it: the line first, so that a
 * power cut leaves a forgetting that the next start completes. The office has
 * its key.
 *
 * returns  1; 0: nobody with that address is known; -1: ERR_FIX when a
 *          question of his is not handled, or when he is on the roster or it
 *          is a mailbox of ours; else as the store says
 */
int forget(struct store *s, const struct office *office, struct arena *a,
    const char *address, bool confirms, struct instant now,
    struct forget_counts *out, struct err *e) MUST_CHECK;

/* Everybody in the file, inside the caller's transaction: how many were found
 * in the store, or -1. */
int forget_again(
    struct store *s, const struct office *office, struct err *e) MUST_CHECK;

#endif
