#ifndef POSTWACHT_STORE_WRITE_H
#define POSTWACHT_STORE_WRITE_H

#include "edge/store.h"
#include "edge/write_back.h"

/* What is to be written back to mailboxes: a row when the message is filed, in
 * the same transaction, and a state when it was tried. */

/* Each kind once for a message. */
int store_write_add(struct store *s, int64_t message, enum write_kind kind,
    const char *value, struct instant now, struct err *e) MUST_CHECK;

/* What may be tried now in a mailbox, where the message lies there now; at
 * most `limit`, keywords of a message before its move, a folder together. */
int store_writes(struct store *s, struct arena *a, int64_t mailbox,
    struct instant now, int limit, struct write_job **out, size_t *n,
    struct err *e) MUST_CHECK;

/* How often it was tried, this time included; -1. */
int store_write_attempts(struct store *s, int64_t id, struct err *e) MUST_CHECK;

/* WRITE_LATER: again from not_before on. */
int store_write_settle(struct store *s, const struct write_job *job,
    enum write_result result, struct instant now, struct instant not_before,
    struct err *e) MUST_CHECK;

#endif
