#ifndef POSTWACHT_SOURCE_H
#define POSTWACHT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct interest;
struct mailbox_settings;
struct reading;

/*
 * A mailbox as the daemon sees it, be it an IMAP account, a Maildir or an
 * mbox: folders that hand out their messages in batches. Reading leaves it as
 * it was: no flag, no move, no rename.
 */

enum folder_role {
	FOLDER_INBOX,
	FOLDER_SENT,
	FOLDER_OTHER,
	FOLDER_JUNK, /* watched, reported, never filed */
	FOLDER_TRASH,
};

const char *folder_role_name(enum folder_role role);

/* Which moment stands for the receipt (decisions.md 26). */
enum receipt_basis {
	RECEIPT_INTERNALDATE,
	RECEIPT_MBOX_FROM,
	RECEIPT_RECEIVED,
	RECEIPT_FILE_NAME, /* the second in a Maildir file name */
	RECEIPT_FILE_TIME,
	RECEIPT_DATE,
};

/* How far a folder has been read: every UID up to last_uid is accounted for.
 * A Maildir gives its files UIDs in the order in which it first saw them. */
struct cursor {
	const char *folder;   /* UTF-8 name */
	uint32_t uidvalidity; /* 0: never read */
	uint32_t last_uid;
	/* HIGHESTMODSEQ, 0 when not offered; for an mbox a hash over what has
	 * been read, by which a rewritten file is found out. */
	uint64_t modseq;
};

/* A Maildir file that was seen before, under which UID. */
struct known_name {
	const char *folder;
	uint32_t uid;
	const char *name;
};

/* One message as it was fetched. */
struct fetched {
	uint32_t uid;
	const char *name; /* Maildir: unique part of the file name, else "" */
	struct instant
	    received; /* 0 with RECEIPT_DATE: the source knows none */
	enum receipt_basis basis;
	bool is_answered;  /* \Answered */
	const char *bytes; /* the message or its front */
	size_t n;
	bool is_cut;
	const char *aside; /* why it could not be had; "" when it was */
	bool is_gone;      /* asked for again, and not there any more */
};

/* A message that is asked for by its number (or, in a Maildir, its name). */
struct wanted {
	uint32_t uid;
	const char *name; /* "" but in a Maildir */
};

/*
 * What a folder holds, a stretch of UIDs at a time: those that exist in
 * from..to, ascending. A Maildir has names instead, all in one stretch, in
 * any order. Lives in its own arena; listing_free releases it.
 */
struct listing {
	struct arena *arena;
	const char *folder;
	enum folder_role role;
	uint32_t uidvalidity;
	uint32_t uid_next;
	uint32_t from, to;
	size_t n;
	const uint32_t *uids; /* NULL when there are names */
	const char **names;   /* NULL when there are UIDs */
	bool is_last;         /* of this folder */
};

void listing_free(struct listing *l);

/* An empty one, in its own arena. */
struct listing *listing_new(const char *folder, enum folder_role role);

/*
 * What one folder gave in one go: each message with a UID over the cursor,
 * ascending, and the cursor that stands when they are filed. Lives in its own
 * arena; batch_free releases it.
 */
struct batch {
	struct arena *arena;
	const char *folder;
	enum folder_role role;
	/* UIDVALIDITY differs from the cursor's, or UIDNEXT went back (a
	 * restored server): UIDs begin anew, known messages come again. In the
	 * first batch of the new epoch only. */
	bool is_new_epoch;
	uint32_t uidvalidity;
	uint32_t uid_next; /* as the server said before this batch */
	uint32_t last_uid; /* the cursor after it */
	uint64_t modseq;
	size_t n;
	struct fetched *mails;
	const struct reading *readings; /* of the n; NULL: not read yet */
	bool is_last;  /* nothing more in this folder for now */
	bool is_again; /* messages that were asked for: the cursor stands */
	/* Of the messages in the source's interest: UIDs that carry \Answered
	 * now. They may be told again. */
	size_t n_answered;
	const uint32_t *answered;
};

void batch_free(struct batch *b);

/* An empty one, in its own arena. */
struct batch *batch_new(const char *folder, enum folder_role role);

/* The cursor of that folder, or NULL. */
const struct cursor *cursor_find(
    const struct cursor *list, size_t n, const char *folder);

/* Limits of one batch: what first comes. Four are under way at most, so that
 * these bound the memory of a first reading. */
#define BATCH_MAILS 190
#define BATCH_BYTES (3 * 1024 * 1024)

/* The bytes of a message that are asked for at first, and if its text is not
 * complete; beyond the last the rest is left (decisions.md 6). */
#define FETCH_FIRST  8192
#define FETCH_SECOND 65536
#define FETCH_LAST   524288

/* How a source gives away what it has; in order, from one thread. Returns 0,
 * or -1 to stop (the source then returns 0 at once). Takes the batch over. */
typedef int source_take(void *context, struct batch *b);

/* The same for a listing. */
typedef int source_list(void *context, struct listing *l);

/* The usual names of the folder of sent mail, Dutch and English, likeliest
 * first; NULL behind the last. */
extern const char *const source_sent_names[];

struct source_kind;

/* What every source begins with; a kind puts its own behind it. */
struct source {
	const struct source_kind *kind;
	const struct mailbox_settings *mailbox;
	int stop_fd;     /* readable: give up at once, whatever you do */
	int poke_fd;     /* readable: end wait(), the caller empties it */
	int retry_after; /* seconds the server asked us to stay away, else 0 */
	/* Messages whose \Answered is to be told of; NULL: none. */
	struct interest *interest;
	/* Which folder the last scan passed over and why; its text is "" when
	 * none. */
	struct err passed_over;
};

/*
 * One kind of source. open connects and logs in; scan reads every watched
 * folder once from the given cursors on and hands out batches; wait sleeps
 * until something may have changed, at most `seconds`, or until stop.
 *
 * again fetches single messages of a folder once more, in batches with
 * is_again: each comes back, with its bytes, set aside or gone. When the
 * folder has another UIDVALIDITY, or is not watched any more, none does. list
 * tells what every watched folder holds.
 *
 * Every function: 0; -1 ERR_AGAIN (away, refused, throttled: try later) or
 * ERR_FIX (wrong password, wrong certificate: a person must act; retried
 * seldom). After -1 the caller closes the source, waits, and opens it again;
 * what it learned about messages that break connections outlives that.
 */
struct source_kind {
	const char *name;
	int (*open)(struct source *s, struct err *e);
	int (*scan)(struct source *s, const struct cursor *cursors, size_t n,
	    source_take *take, void *context, struct err *e);
	int (*again)(struct source *s, const struct cursor *folder,
	    const struct wanted *wanted, size_t n, source_take *take,
	    void *context, struct err *e);
	int (*list)(struct source *s, const struct cursor *cursors, size_t n,
	    source_list *take, void *context, struct err *e);
	int (*wait)(struct source *s, int seconds, struct err *e);
	void (*close)(struct source *s);
};

#endif
