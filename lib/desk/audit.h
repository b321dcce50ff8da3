#ifndef POSTWACHT_AUDIT_H
#define POSTWACHT_AUDIT_H

#include "edge/source.h"
#include "edge/store_audit.h"

struct arena;

/*
 * The count of a mailbox against the store, by folder: every message that the
 * server has shown is filed, set aside with a reason, to be tried again, or
 * gone (promise 1). The listings come from the source, in order.
 */
struct audit_folder {
	const char *folder;
	enum folder_role role;
	int64_t server;              /* messages there now */
	int64_t filed, aside, retry; /* sightings that are not gone */
	int64_t gone;                /* known to be gone before this count */
	int64_t missing;   /* there, read past, and not in the store */
	int64_t vanished;  /* in the store, and not there any more */
	int64_t waiting;   /* there, and not read yet */
	bool is_new_epoch; /* UIDs began anew; the next reading matches them */
	bool is_unlisted;  /* in the store, but the server has no such folder */
};

enum gap_kind {
	GAP_MISSING,
	GAP_VANISHED,
	GAP_ASIDE, /* no difference, but worth a name */
};

struct audit_gap {
	const char *folder;
	enum gap_kind kind;
	uint32_t uid;
	const char *name, *reason; /* "" */
};

/* Differences that are named; the rest is counted. */
#define AUDIT_NAMED 200

struct audit {
	struct store *store;
	struct arena *arena;
	int64_t mailbox; /* 0: not in the store yet */
	bool repairs;    /* marks what vanished, has what is missing fetched */
	struct instant now;
	size_t n_folders, folders_room;
	struct audit_folder *folders;
	size_t n_gaps, gaps_room, n_unnamed;
	struct audit_gap *gaps;
};

/* Results live in the arena. */
int audit_begin(struct audit *out, struct store *s, struct arena *a,
    const char *mailbox, bool repairs, struct instant now,
    struct err *e) MUST_CHECK;

/* Compares one stretch with the store as it is now. */
int audit_take(
    struct audit *au, const struct listing *l, struct err *e) MUST_CHECK;

/* Folders that were not listed; what the count found is kept (repairs). */
int audit_end(struct audit *au, struct err *e) MUST_CHECK;

/* Nothing is missing, and nothing vanished unmarked. */
bool audit_reconciles(const struct audit *au);

/* "3 messages of INBOX are not in the store", "" when none is missing; in
 * the arena. */
const char *audit_says(const struct audit *au);

#endif
