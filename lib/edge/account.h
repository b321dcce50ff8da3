#ifndef POSTWACHT_ACCOUNT_H
#define POSTWACHT_ACCOUNT_H

#include <stdbool.h>

#include "edge/asked.h"
#include "edge/login.h"
#include "edge/source.h"
#include "edge/wire.h"

/*
 * One IMAP account and its connection; shared by the files that read from it
 * (imap.c, fetch.c, idle.c) and by nobody else.
 */

/* A watched folder. */
struct folder {
	const char *name; /* UTF-8 */
	const char *raw;  /* as the server writes it */
	enum folder_role role;
	/* As the server said last; UIDNEXT 0: it did not. */
	uint32_t uidvalidity;
	uint32_t uid_next;
	bool is_uid_next_guessed; /* from the highest UID there is */
	uint32_t n_messages;
	uint64_t modseq;
	/* As they were when the folder had been read to its end; 0: not yet
	 * on this connection. */
	uint32_t read_uidvalidity;
	uint32_t read_uid_next, read_messages;
	uint32_t last_uid;    /* up to where it has been read */
	bool is_stale;        /* STATUS tells of a change */
	bool is_passed;       /* it cannot be read, the others can (A4) */
	int64_t passed_until; /* the moment on which it is tried again */
	/* Flags of the messages of open questions, as they were asked. */
	bool wants_modseq;
	uint64_t flags_modseq, flags_generation;
	int64_t flags_asked_at;
};

/*
 * Messages during whose fetch the connection broke. They are fetched one by
 * one the next time; one that goes on breaking it is had from its first bytes
 * alone, and at last set aside (A7, A18).
 */
struct suspect {
	char folder[256];
	uint32_t uidvalidity;
	uint32_t from, to;
	uint32_t uid; /* the one that broke it alone, and how often */
	unsigned failures;
};

#define SUSPECT_FRONT_ONLY 2 /* failures after which no more is asked */
#define SUSPECT_ASIDE      4 /* failures after which it is not fetched */

struct account {
	struct source source;
	struct trust *trust;
	struct suspect suspect;
	/* Of the connection. */
	struct arena *list_arena; /* of the folders */
	struct line *line;
	struct wire wire;
	mailimap *session;
	struct login_result can;
	struct folder *folders; /* INBOX first, then Sent */
	size_t n_folders;
	size_t n_left_out; /* beyond FOLDERS_MAX */
	int64_t listed_at;
	struct folder *selected;
	bool has_news;   /* there is unread mail in *selected */
	bool has_flags;  /* and of a message there that was answered */
	bool is_idling;  /* IDLE is on, and has_news; edge/pushed ends it */
	uint32_t exists; /* messages in *selected, as it was told last */
	unsigned quiet_scans;           /* since EXAMINE, without news */
	struct asked *asked[ASKED_MAX]; /* under way, the first asked first */
	size_t n_asked;
	/* It broke with several under way: one at a time, until a scan has
	 * come to its end. Outlives the connection. */
	bool is_careful;
};

int account_open(struct account *c, struct err *e) MUST_CHECK;
void account_close(struct account *c);

/* Before a command: a new time limit and byte budget. */
void account_begin(struct account *c);

/*
 * What libetpan's result of a command means: 0, or -1 with ERR_AGAIN. A "NO"
 * leaves the connection usable, all else ends it.
 */
int account_check(
    struct account *c, int result, const char *command, struct err *e);

/* LIST: which folders there are to watch. What is known of those that were
 * there before stays. */
int account_list(struct account *c, struct err *e) MUST_CHECK;

/* EXAMINE: fills what the server says of *f. */
int account_examine(
    struct account *c, struct folder *f, struct err *e) MUST_CHECK;

/* The same, unless it is selected; for other ends than reading it, so that
 * has_news tells whether it holds what was not read yet. */
int account_select(
    struct account *c, struct folder *f, struct err *e) MUST_CHECK;

#endif
