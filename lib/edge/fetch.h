#ifndef POSTWACHT_FETCH_H
#define POSTWACHT_FETCH_H

#include "edge/account.h"

/* UIDs that one SEARCH may ask about: 5,000 numbers of ten digits and a blank
 * fit into a line of LINE_MAX_BYTES. */
#define FETCH_WINDOW 5000

/* The UIDs in lo..hi that exist in the selected folder, ascending; hi - lo may
 * be anything when the folder holds no more than FETCH_WINDOW messages. */
int fetch_list(struct account *c, struct arena *a, uint32_t lo, uint32_t hi,
    const uint32_t **out, size_t *n, struct err *e) MUST_CHECK;

/* UIDNEXT by the highest UID in the selected folder, 1 when it is empty. */
int fetch_highest(
    struct account *c, uint32_t *uid_next, struct err *e) MUST_CHECK;

/* The UID of a FETCH answer, 0 when it has none, and whether it says
 * \Answered. */
uint32_t fetch_flags(const struct mailimap_msg_att *message, bool *is_answered);

/* Ascending, each once; *n becomes what is left. */
void fetch_sort(uint32_t *uids, size_t *n);

/*
 * Fetches messages of the selected folder into the batch.
 *
 * in       uids  ascending, of one fetch_list, n <= BATCH_MAILS
 * out      *done how many of them are dealt with: in b->mails, with their
 *                bytes or set aside with a reason, or gone from the server;
 *                at least one, fewer than n when the batch became too large
 */
int fetch_group(struct account *c, const uint32_t *uids, size_t n,
    struct batch *b, size_t *done, struct err *e) MUST_CHECK;

#endif
