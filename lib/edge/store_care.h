#ifndef POSTWACHT_STORE_CARE_H
#define POSTWACHT_STORE_CARE_H

#include "edge/store.h"

/* Looking whether the store is sound, and what it tells about its sources.
 * Every function: 0 or what it says, -1 as in store.h. */

/* The first words of SQLite's integrity_check: "ok", or what is wrong; in the
 * arena. Reads the whole file. */
int store_integrity(struct store *s, struct arena *a, const char **out,
    struct err *e) MUST_CHECK;

/* Questions opened since a moment that have an answer, and how many of those
 * answers were seen in a Sent folder (users.md 6). */
struct answers_seen {
	int64_t answered, in_sent;
};

int store_answers_seen(struct store *s, struct instant since,
    struct answers_seen *out, struct err *e) MUST_CHECK;

#define META_BACKED_UP "backed_up_at" /* the last `postwacht backup` */

#endif
