#ifndef POSTWACHT_FILE_H
#define POSTWACHT_FILE_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/source.h"

struct office;
struct store;
struct mailbox_settings;

struct filed_counts {
	size_t filed;   /* new messages */
	size_t known;   /* sightings of messages that were there already */
	size_t aside;   /* set aside, with a reason */
	size_t junk;    /* left in Junk */
	size_t again;   /* to be fetched again */
	size_t opened;  /* new questions */
	size_t fresh;   /* of opened: not history */
	size_t history; /* of filed: from before the activation */
};

/*
 * Files a batch: every message in exactly one state, its conversation judged,
 * the cursor moved; all of it in one transaction, so that a power cut leaves
 * everything of the batch or nothing. One message that cannot be filed costs
 * no other its treatment: it is fetched again later, and set aside when that
 * does not help (desk/again.h). A batch with is_again moves no cursor.
 *
 * in       batch    with its readings; without them this process reads the
 *                   messages, one by one
 *          now      the tick
 *          as_history  everything is history (import)
 *          *counts  added to; more fresh questions in it than the
 *                   settings allow hold the post (decisions.md 20)
 * returns  0; -1: ERR_AGAIN or ERR_FATAL of the store, nothing was changed
 */
int file_batch(struct store *s, const struct office *o,
    const struct mailbox_settings *mailbox, const struct batch *batch,
    struct instant now, bool as_history, struct filed_counts *counts,
    struct err *e) MUST_CHECK;

#endif
