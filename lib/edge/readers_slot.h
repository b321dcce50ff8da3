#ifndef POSTWACHT_READERS_SLOT_H
#define POSTWACHT_READERS_SLOT_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "edge/facts_wire.h"
#include "edge/readers.h"

struct arena;
struct nursery;

/* One message before a reader. */
struct errand {
	size_t job; /* index of the message, for the caller */
	struct wire_request head;
	const char *bytes;
};

/* One reader as the daemon sees it: what it was given and has not answered,
 * oldest first, and how far bytes have gone either way. */
struct slot {
	pid_t pid;
	int fd;
	uint32_t sequence; /* of the last errand */
	size_t served;     /* messages it was given in its life */
	size_t n;
	struct errand errands[READERS_AHEAD];
	size_t n_sent; /* errands that have gone out in full */
	size_t sent;   /* bytes of the next one that have */
	int64_t since; /* when the oldest came to be the oldest, ms */
	size_t got;    /* bytes of the answer under way */
	struct wire_answer head;
	char *body; /* in the arena of the batch */
};

/* Starts a reader and waits until it is in its cell. 0; -1: ERR_FIX, with
 * what the reader says; ERR_AGAIN. */
int slot_start(
    struct slot *s, struct nursery *nursery, struct err *e) MUST_CHECK;

/* Ends it. status as from nursery_bury. */
int slot_end(struct slot *s, struct nursery *nursery, int *status,
    struct err *e) MUST_CHECK;

/* The same where nobody asks why. */
void slot_drop(struct slot *s, struct nursery *nursery);

/* There is room for another message, and life left. */
bool slot_has_room(const struct slot *s);

/* Gives it a message; it goes out with slot_push. */
void slot_give(
    struct slot *s, size_t job, const char *bytes, size_t n, bool is_cut);

/* Bytes wait to go out. */
bool slot_is_sending(const struct slot *s);

/* Sends what the socket takes. That a reader is gone shows when it is listened
 * to, behind the answers that it still gave. */
void slot_push(struct slot *s);

/*
 * Receives what is there, at most one answer, to the oldest errand.
 *
 * in       budget  bytes that the answer may have
 * returns  1: head and body hold it, slot_answered() comes next; 0: not yet;
 *          -1: the reader is gone, or said what no reader says (*is_babble)
 */
int slot_pull(
    struct slot *s, struct arena *a, size_t budget, bool *is_babble) MUST_CHECK;

/* Takes the oldest errand off. */
void slot_answered(struct slot *s, int64_t now);

/* Milliseconds of a clock that only goes forward; for time limits alone. */
int64_t slot_clock(void);

#endif
