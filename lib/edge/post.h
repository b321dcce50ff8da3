#ifndef POSTWACHT_POST_H
#define POSTWACHT_POST_H

#include <stddef.h>

#include "base/err.h"

struct post_settings;

/* What became of one mail (decisions.md 16). */
enum post_outcome {
	POST_SENT,      /* accepted by the server, or written and synced */
	POST_LATER,     /* not handed over; try again (4xx, no connection) */
	POST_REFUSED,   /* 5xx: will never be accepted as it is */
	POST_UNCERTAIN, /* all bytes went out, no answer came */
};

/* A connection to where mail goes: an SMTP server or a folder. Used by one
 * thread; opens when the first mail goes and stays open for the next ones. */
struct post;

/* Never fails: what is wrong with the server shows with the first mail. */
struct post *post_new(const struct post_settings *settings);
void post_free(struct post *p);

/*
 * Sends the bytes as they are, dot-stuffed by SMTP.
 *
 * in       from, to  addr-specs; one with CR, LF, NUL, blank or <> is refused
 *          name      file name stem for a folder: "<name>.eml"
 * out      *e        the reason, for every outcome but POST_SENT; the text
 *                    carries the server's reply, never the mail
 */
enum post_outcome post_send(struct post *p, const char *from, const char *to,
    const char *name, const char *bytes, size_t n, struct err *e);

/* Ends the connection politely; the next post_send opens a new one. */
void post_close(struct post *p);

#endif
