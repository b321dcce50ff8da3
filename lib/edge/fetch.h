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

/* Ascending, each once; *n becomes what is left. */
void fetch_sort(uint32_t *uids, size_t *n);

/* One batch on its way. Lives in the arena of the batch. */
struct group {
	struct batch *batch;
	const uint32_t *uids; /* ascending, of one fetch_list; lent */
	size_t n;             /* <= BATCH_MAILS */
	size_t n_listed;      /* from uids on: these and those behind them */
	bool is_asked;        /* the fronts are, ahead of their turn */
	struct asked fronts, rest;
};

struct group *fetch_plan(
    struct batch *b, const uint32_t *uids, size_t n, size_t n_listed);

/*
 * Fetches messages of the selected folder into the batch.
 *
 * out      *done how many of them are dealt with: in b->mails, with their
 *                bytes or set aside with a reason, or gone from the server;
 *                at least one, fewer than n when the batch became too large
 *          *next the group behind them, whose fronts have been asked for
 *                already, to be fetched next or given up (fetch_give_up);
 *                NULL when the list ends. next NULL: asks nothing ahead
 * returns  0; -1: nothing is under way any more, the batch is the caller's
 */
int fetch_group(struct account *c, struct group *g, struct group **next,
    size_t *done, struct err *e) MUST_CHECK;

/* Nobody wants it any more. NULL is accepted. */
void fetch_give_up(struct account *c, struct group *g);

/* fetch_group of a batch of its own, without asking ahead. */
int fetch_batch(struct account *c, const uint32_t *uids, size_t n,
    struct batch *b, size_t *done, struct err *e) MUST_CHECK;

#endif
