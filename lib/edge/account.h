#ifndef POSTWACHT_ACCOUNT_H
#define POSTWACHT_ACCOUNT_H

#include <stdbool.h>

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
	/* As the server said last. */
	uint32_t uidvalidity;
	uint32_t uid_next;
	uint32_t n_messages;
	uint64_t modseq;
	/* As they were when the folder had been read to its end; 0: not yet
	 * on this connection. */
	uint32_t read_uidvalidity;
	uint32_t read_uid_next;
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
	struct arena *arena;
	struct line *line;
	struct wire wire;
	mailimap *session;
	struct login_result can;
	struct folder *folders; /* INBOX first */
	size_t n_folders;
	struct folder *selected;
	bool has_news; /* the server spoke of new mail in *selected */
	int64_t examined_at;
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

/* EXAMINE: fills what the server says of *f. */
int account_examine(
    struct account *c, struct folder *f, struct err *e) MUST_CHECK;

/* STATUS: 1 when the folder changed since it was read to its end, 0, -1. */
int account_has_changed(
    struct account *c, struct folder *f, struct err *e) MUST_CHECK;

#endif
