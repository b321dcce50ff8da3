#ifndef POSTWACHT_ONWARD_H
#define POSTWACHT_ONWARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "edge/source.h"

struct account;
struct folder;
struct group;

/* One folder, the selected one, being read to its end. */
struct onward {
	struct account *account;
	struct folder *folder;
	uint32_t last;     /* every UID up to here is accounted for */
	bool is_new_epoch; /* not yet told */
	bool is_owed;      /* the cursor moved and no batch says so yet */
	bool is_stopped;
	struct group *next; /* asked for ahead of its turn, or NULL */
	source_take *take;
	void *context;
};

/* Reads what the folder has beyond the cursor (NULL: never read), in batches
 * for take. */
int onward_read(
    struct onward *r, const struct cursor *cursor, struct err *e) MUST_CHECK;

/* Gives a batch away, with the cursor that stands behind it. */
void onward_hand_over(
    struct onward *r, struct batch *b, uint32_t last, bool is_last);

/* The connection broke while these were fetched. */
void onward_suspect(struct onward *r, const uint32_t *uids, size_t n);

#endif
