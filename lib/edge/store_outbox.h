#ifndef POSTWACHT_STORE_OUTBOX_H
#define POSTWACHT_STORE_OUTBOX_H

#include "edge/store.h"

/* The notices as a whole: how many, how old, which ones did not arrive. Every
 * function: 0 or what it says, -1 as in store.h. */

/* Notices made since a moment, and notices that left since one. */
int store_notices_made(struct store *s, struct instant since, int64_t *out,
    struct err *e) MUST_CHECK;
int store_notices_left(struct store *s, struct instant since, int64_t *out,
    struct err *e) MUST_CHECK;

/* Gives up every notice that waits: it counts as refused. How many, or -1. */
int store_notices_discard(struct store *s, struct instant now,
    const char *reason, struct err *e) MUST_CHECK;

/* A notice that did not arrive. */
struct refused_row {
	const char *recipient; /* roster id */
	const char *kind, *reason;
	struct instant at;
};

/* Those refused, or come back, in (since, until]. */
int store_notices_refused(struct store *s, struct arena *a,
    struct instant since, struct instant until, struct refused_row **out,
    size_t *n, struct err *e) MUST_CHECK;

/* A notice that was sent has come back as undeliverable: 1; 0: it was not
 * under way any more, or is no notice of ours; -1. */
int store_notice_came_back(struct store *s, int64_t notice, const char *reason,
    struct instant now, struct err *e) MUST_CHECK;

/* A copy of an uncertain notice was seen, so it was handed over: 1; 0: it was
 * not uncertain; -1. */
int store_notice_seen(struct store *s, int64_t notice, struct instant now,
    struct err *e) MUST_CHECK;

/* The newest key of that kind to somebody that begins with `prefix`: 1, 0
 * none, -1. */
int store_notice_latest_key(struct store *s, struct arena *a,
    const char *recipient, enum notice_kind kind, const char *prefix,
    const char **out, struct err *e) MUST_CHECK;

struct outbox_counts {
	int64_t waiting, uncertain;
	struct instant oldest; /* of those that wait; 0: none waits */
};

int store_outbox(
    struct store *s, struct outbox_counts *out, struct err *e) MUST_CHECK;

#endif
