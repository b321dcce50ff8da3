#ifndef POSTWACHT_UPKEEP_H
#define POSTWACHT_UPKEEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct listing;
struct store;
struct watch;

/*
 * What a mailbox needs beside being read: messages that failed are fetched
 * again, and once a day the server is counted against the store.
 */
struct upkeep {
	struct store *store;
	struct watch *watch;
	int64_t mailbox;
	const char *name;
	struct instant next_audit;
	bool is_listing;     /* asked for, and not all here yet */
	struct arena *arena; /* of the audit under way, or NULL */
	struct audit *audit;
};

#define UPKEEP_AUDIT_EVERY 86400 /* s */

/* The first count comes a day after the activation, or after the last one. */
void upkeep_begin(struct upkeep *u, struct instant last);

/* Stops what is under way: the mailbox is in trouble, or the desk closes. */
void upkeep_forget(struct upkeep *u);

/* Asks for messages that are due to be fetched again. */
int upkeep_ask(struct upkeep *u, struct instant now, struct err *e) MUST_CHECK;

/* Once a minute, for a mailbox that is well: asks for those, and counts the
 * mailbox when its day has come. */
int upkeep_look(struct upkeep *u, struct instant now, struct err *e) MUST_CHECK;

/* A stretch of the listing, and its end. */
int upkeep_listing(struct upkeep *u, const struct listing *l,
    struct instant now, struct err *e) MUST_CHECK;
int upkeep_listed(
    struct upkeep *u, struct instant now, struct err *e) MUST_CHECK;

#endif
