#ifndef POSTWACHT_REBIND_H
#define POSTWACHT_REBIND_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/source.h"

struct arena;
struct mailbox_settings;
struct store;

/*
 * A mailbox has a fixed id apart from its server (users.md 11). When the
 * configuration names another server, its UIDs mean nothing any more, and by
 * chance even UIDVALIDITY may be the same: nothing is read until a person has
 * seen how the two match and says so.
 */

/*
 * Whether the mailbox may be read. The first server is written down.
 *
 * returns  1: yes; 0: it moved, *e says from where and what to do; -1
 */
int rebind_may_read(struct store *s, int64_t mailbox,
    const struct mailbox_settings *m, struct err *e) MUST_CHECK;

/* What a reading of the other server would match; nothing is stored. */
struct rebind_folder {
	const char *folder;
	enum folder_role role;
	size_t n;       /* messages there */
	size_t known;   /* of them in the store */
	size_t unread;  /* of them that could not be had */
	size_t unknown; /* the rest: they would become history */
};

/* An unknown message that came in after the last look at the old server. */
struct rebind_late {
	const char *folder, *sender, *subject;
	uint32_t uid;
	struct instant received;
};

/* Late messages that are named; the rest is counted. */
#define REBIND_NAMED 100

struct rebind {
	struct store *store;
	struct arena *arena;
	int64_t mailbox; /* 0: not in the store yet */
	bool has_read_until;
	struct instant read_until;
	size_t n_folders, folders_room;
	struct rebind_folder *folders;
	size_t n_late, late_room;
	struct rebind_late *late;
	size_t n_late_unnamed;
	size_t n_stored; /* messages of the mailbox in the store */
	int64_t *stored; /* ascending */
	bool *is_found;  /* beside them */
	struct err error;
};

/* Results live in the arena. */
int rebind_begin(struct rebind *out, struct store *s, struct arena *a,
    const char *mailbox, struct err *e) MUST_CHECK;

/* A source_take with the rebind as its context: matches a batch. */
int rebind_take(void *rebind, struct batch *b);

/* Of the stored messages, those that were not met. */
size_t rebind_missing(const struct rebind *r);

/* Takes the server of the configuration for the mailbox's own; where its
 * messages lay is forgotten, and the next reading matches them. */
int rebind_confirm(struct store *s, const struct mailbox_settings *m,
    struct instant now, struct err *e) MUST_CHECK;

#endif
