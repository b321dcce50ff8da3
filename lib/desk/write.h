#ifndef POSTWACHT_WRITE_H
#define POSTWACHT_WRITE_H

#include "edge/store_write.h"
#include "triage/classify.h"

struct scribe;

/*
 * Writing back to mailboxes what rules ask for. Off unless the mailbox allows
 * it; nothing that Postwacht does depends on it.
 */

/* A scribe where some mailbox allows that something is written back, else
 * NULL. */
int write_start(const struct settings *settings, struct trust *trust,
    struct scribe **out, struct err *e) MUST_CHECK;

/* What the verdict on a new message asks for, as rows; inside the transaction
 * that files it. History is left alone. */
int write_plan(struct store *s, const struct mailbox_settings *mailbox,
    int64_t message, const struct verdict *v, struct instant now,
    struct err *e) MUST_CHECK;

/* Writes down what became of the last jobs, and gives the scribe the next
 * ones of a mailbox when it is free. */
int write_settle(struct store *s, struct scribe *scribe, struct instant now,
    struct err *e) MUST_CHECK;
int write_give(struct store *s, struct scribe *scribe,
    const struct mailbox_settings *mailbox, int64_t id, struct instant now,
    struct err *e) MUST_CHECK;

#endif
