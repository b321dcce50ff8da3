#ifndef POSTWACHT_READERS_ROUND_H
#define POSTWACHT_READERS_ROUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "edge/readers.h"

struct arena;
struct slot;

/* How much of a message is given to a reader. */
enum stage {
	STAGE_FULL,
	STAGE_HEADERS, /* the whole of it ended a reader */
	STAGE_NONE,    /* the headers too */
};

/* One message of the batch. */
struct job {
	enum stage stage;
	bool is_given, is_done;
	bool had_mercy;  /* its reader was killed by somebody else, once */
	const char *why; /* it was set aside, NULL: it was not */
};

/* One call of readers_read. */
struct round {
	struct readers *pool; /* for readers.c alone */
	struct arena *arena;
	const struct fetched *mails;
	struct reading *out;
	struct job *jobs;
	size_t n, n_done;
	size_t next;     /* no job before it waits to be given */
	size_t answers;  /* bytes received */
	int64_t wasted;  /* ms that readers were waited for in vain */
	int idle_deaths; /* readers that ended and no message is to blame */
};

/* Gives the next message that waits to a reader that has room. */
void round_give_next(struct round *r, struct slot *s);

/* What is known without reading a byte of it. */
void round_settle_unread(struct round *r, size_t i);

/* The body of an answer as the reading of a message. 0; -1: it is none. */
int round_settle(
    struct round *r, size_t i, const char *body, size_t n) MUST_CHECK;

/* The message waits for a reader again, without blame. */
void round_take_back(struct round *r, size_t i);

/*
 * The message that ended its reader takes its next stage; one whose reader
 * was killed from outside is taken back, the first time.
 *
 * in       why     what the reader did, when it did not end by itself; NULL
 *          status  as from waitpid(2)
 */
void round_blame(struct round *r, size_t i, const char *why, int status);

#endif
