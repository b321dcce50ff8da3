#ifndef POSTWACHT_POST_H
#define POSTWACHT_POST_H

#include <stddef.h>

#include "base/err.h"

struct post_settings;
struct trust;

/* What became of one mail (decisions.md 16). */
enum post_outcome {
	POST_SENT,      /* accepted by the server, or written and synced */
	POST_LATER,     /* not handed over; try again (4xx, no connection) */
	POST_REFUSED,   /* 5xx: will never be accepted as it is */
	POST_UNCERTAIN, /* its end may have gone out, no answer came */
};

/* A connection to where mail goes: an SMTP server or a folder. Used by one
 * thread; opens when the first mail goes and stays open for the next ones. */
struct post;

/* Never fails: what is wrong with the server shows with the first mail. The
 * settings must outlive it. NULL is accepted by post_free. */
struct post *post_new(const struct post_settings *settings);
void post_free(struct post *p);

/* The trust store that all connections share, and a descriptor that is
 * readable when everything must stop (or -1). Without this call the post
 * makes a store of its own at its first connection. */
void post_use(struct post *p, struct trust *trust, int stop_fd);

/*
 * Two questions about each mail, which may take their time. 0: yes; -1: it is
 * kept or broken off, and the outcome is POST_LATER.
 *
 * may_leave  before DATA, or a file in the folder; put once more when the
 *            connection proves dead and the mail goes on another
 * may_end    before the end of the mail; without that the other side has to
 *            forget it (RFC 5321 section 4.1.1.10), with it it may keep it
 *
 * Without this call the answer is yes.
 */
struct post_ask {
	int (*may_leave)(void *context);
	int (*may_end)(void *context);
	void *context;
};

void post_ask(struct post *p, const struct post_ask *ask);

/* Time limits in milliseconds: of a command with its reply, and of the reply
 * to the end of a mail. POST_COMMAND_MS and POST_FINAL_MS at start. */
void post_set_limits(struct post *p, int command_ms, int final_ms);

#define POST_COMMAND_MS 60000
#define POST_FINAL_MS   600000 /* RFC 5321 section 4.5.3.2.6: ten minutes */

/*
 * Sends one mail to one recipient. SMTP gets every line end as CRLF and dots
 * stuffed; a folder gets the bytes as they are.
 *
 * in       from, to  addr-specs in ASCII; one with CR, LF, blank, <> or any
 *                    other control character is refused
 *          name      file name stem for a folder: "<name>.eml"; the same name
 *                    replaces the same mail
 * out      *e        the reason, for every outcome but POST_SENT: ERR_FIX when
 *                    a person must act (wrong password, certificate), else
 *                    ERR_AGAIN for POST_LATER, ERR_ITEM for the others. The
 *                    text carries the server's reply, never the mail
 * source   RFC 5321, 2920 (PIPELINING), 3207 (STARTTLS), 4954 (AUTH), 3463
 *          (enhanced codes)
 */
enum post_outcome post_send(struct post *p, const char *from, const char *to,
    const char *name, const char *bytes, size_t n, struct err *e);

/* Ends the connection politely; the next post_send opens a new one. */
void post_close(struct post *p);

#endif
