#ifndef POSTWACHT_READERS_H
#define POSTWACHT_READERS_H

#include "edge/reader.h"

struct nursery;

/*
 * The readers of the daemon: processes in their cells (edge/cell.h) that read
 * side by side. What a message does to its reader, it does to itself alone:
 * the reader is replaced, the message is read from its headers by another,
 * and the next one is read as ever. One thread uses them.
 */
struct readers;

#define READERS_MAX 4

/* Messages that a reader has before it at one time, so that it does not wait
 * for the daemon. */
#define READERS_AHEAD 4

/* A reader is replaced after so many messages: what one of them may have
 * done to it unseen lasts no longer. */
#define READERS_MAILS 1000

/* One message may keep a reader for so long by the clock on the wall; the
 * limit on processor time (CELL_CPU_SECONDS) is met earlier. */
#define READERS_WAIT_MS 10000

/* When the messages of one batch have wasted this much time, each further
 * one has only the short wait: hostile mail must not hold up the other. */
#define READERS_PATIENCE_MS 20000
#define READERS_WAIT_SHORT  100

/* Bytes of all answers to one batch. Honest ones to BATCH_BYTES stay below. */
#define READERS_ANSWERS_MAX (64UL * 1024 * 1024)

/*
 * Starts n readers (1..READERS_MAX) and hears from each that it is in its
 * cell. 0; -1: ERR_FIX, the cell cannot be built here; ERR_AGAIN.
 */
int readers_open(struct nursery *nursery, size_t n, struct readers **out,
    struct err *e) MUST_CHECK;

/* When this descriptor becomes readable, readers_read gives up at once. */
void readers_set_stop(struct readers *r, int fd);

/* Ends them; the nursery stays. NULL is accepted. */
void readers_close(struct readers *r);

/*
 * Reads mails, as reader_read does each. A message that ends its reader is
 * read from its headers alone, aside says why; when they too end theirs,
 * is_unread is set.
 *
 * out      an array of n; untouched when -1 is returned
 * returns  0; -1: ERR_AGAIN, the nursery is gone, or stopped; ERR_FATAL, no
 *          reader lives
 */
int readers_read(struct readers *r, struct arena *a,
    const struct fetched *mails, size_t n, struct reading *out,
    struct err *e) MUST_CHECK;

/* What happened since readers_open; for the log. */
struct readers_counts {
	size_t read;     /* messages */
	size_t replaced; /* readers that a message ended */
	size_t refused;  /* calls that looked for a file and got none */
};

struct readers_counts readers_counts(const struct readers *r);

#endif
