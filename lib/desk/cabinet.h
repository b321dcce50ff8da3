#ifndef POSTWACHT_CABINET_H
#define POSTWACHT_CABINET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "desk/file.h"
#include "edge/store.h"

/* For file.c, which files a batch, and file_one.c, which files a message. */

/* A batch while it is filed. */
struct cabinet {
	struct store *store;
	const struct office *office;
	const struct mailbox_settings *settings;
	struct stored_mailbox mailbox;
	struct stored_folder folder;
	const struct batch *batch;
	struct instant now;
	bool as_history;
	/* Each message in a savepoint of its own, with its conversation judged;
	 * else each conversation once, after the last. */
	bool is_careful;
	struct arena *arena; /* of one message */
	struct arena *batch_arena;
	size_t n_touched, touched_room;
	int64_t *touched; /* conversations to judge */
	struct filed_counts *counts;
};

/* Judges a conversation anew. 0 or -1. */
int cabinet_judge(
    struct cabinet *c, int64_t conversation, struct err *e) MUST_CHECK;

/* A message that failed for its own sake: it is tried again, or set aside. 0 or
 * -1. */
int cabinet_put_off(struct cabinet *c, struct sighting *sighting,
    const char *reason, struct err *e) MUST_CHECK;

/* Message i of the batch to its sighting, and to a message when it is new.
 * 0; -1, with ERR_ITEM when the message is to blame. */
int file_one(struct cabinet *c, size_t i, struct err *e) MUST_CHECK;

#endif
