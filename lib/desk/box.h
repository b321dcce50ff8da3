#ifndef POSTWACHT_BOX_H
#define POSTWACHT_BOX_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/upkeep.h"
#include "edge/watch.h"

/*
 * One mailbox as the desk sees it: its watcher, and whether it is well.
 */
struct box {
	const struct mailbox_settings *settings;
	struct watch *watch;
	int64_t id;      /* of its row in the store */
	bool has_spoken; /* caught up or in trouble since the watch began */
	bool is_in_trouble;
	struct instant read_noted; /* a complete look, in the store */
	struct instant kept_up;
	struct upkeep upkeep;
};

/* What all boxes of a desk have in common; lent. */
struct box_house {
	struct store *store;
	struct trust *trust;
	struct inbox *inbox; /* where the watchers put their news */
};

/*
 * Starts the watcher where the store says that the last one stopped. One of a
 * mailbox that moved reads nothing (users.md 11), and says so as trouble.
 *
 * in       index  of the mailbox in its settings, for struct news
 *          once   it looks once and ends
 *          *box   all zero; on failure too, box_stop is due
 * returns  0; -1: of the store, or ERR_FATAL without a thread
 */
int box_start(struct box *box, const struct box_house *house,
    const struct mailbox_settings *settings, int index, bool once,
    struct instant now, struct err *e) MUST_CHECK;

/* Within a second. */
void box_stop(struct box *box);

/*
 * What became of the mailbox, written down and logged when it changed.
 *
 * out      *has_turned  set when it spoke for the first time, fell ill or got
 *                       well; else left alone
 * returns  0; -1: of the store
 */
int box_caught_up(struct box *box, struct store *store, struct instant now,
    bool *has_turned, struct err *e) MUST_CHECK;
int box_trouble(struct box *box, struct store *store, const struct news *news,
    struct instant now, bool *has_turned, struct err *e) MUST_CHECK;

/* Once a minute, when it is well: what it needs beside being read. */
int box_keep_up(struct box *box, struct instant now, struct err *e) MUST_CHECK;

#endif
