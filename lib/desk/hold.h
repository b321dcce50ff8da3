#ifndef POSTWACHT_HOLD_H
#define POSTWACHT_HOLD_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct store;

/*
 * The post on hold: nothing leaves but the digest and the operator's notices,
 * which say so, until a person releases it (decisions.md 20).
 */
enum hold_reason {
	HOLD_NONE,
	HOLD_NOTICES,   /* more were made within an hour than is plausible */
	HOLD_QUESTIONS, /* more new questions at once than is plausible */
	HOLD_RESTORED,  /* the store is a backup: what was sent after it was
	                   made is not known */
};

struct hold {
	enum hold_reason reason;
	struct instant since;
	int64_t n; /* of what there was too much */
};

/* "notices", "questions", "restored"; NULL when nothing is held. */
const char *hold_name(enum hold_reason reason);

/* One sentence for log and status, "" when nothing is held. */
const char *hold_says(struct arena *a, const struct hold *hold);

int hold_read(struct store *s, struct hold *out, struct err *e) MUST_CHECK;

/* Holds the post, and says so in the log, unless it is held already. */
int hold_set(struct store *s, enum hold_reason reason, int64_t n,
    struct instant now, struct err *e) MUST_CHECK;

/* 1: released; 0: nothing was held; -1. */
int hold_release(struct store *s, struct instant now, struct err *e) MUST_CHECK;

/* Notices made within the hour, from the last release on: what a person has
 * let go does not hold the post a second time. */
int hold_count_made(struct store *s, struct instant now, int64_t *out,
    struct err *e) MUST_CHECK;

#endif
