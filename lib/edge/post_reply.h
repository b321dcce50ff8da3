#ifndef POSTWACHT_POST_REPLY_H
#define POSTWACHT_POST_REPLY_H

#include <stdbool.h>

#include "base/err.h"

struct line;

#define POST_REPLY_TEXT  300 /* bytes of a reply that an error repeats */
#define POST_REPLY_LINES 100 /* lines of one reply; none in use comes near */

/* What a server answered: "550 5.1.1 No such user". */
struct post_reply {
	int code;                   /* 200..599 */
	char text[POST_REPLY_TEXT]; /* code and words of all lines, on one */
};

/* What a server offers in its answer to EHLO. */
struct post_offer {
	bool has_starttls;
	bool has_plain;               /* AUTH PLAIN */
	bool has_login;               /* AUTH LOGIN */
	bool has_xoauth2, has_bearer; /* AUTH XOAUTH2, OAUTHBEARER */
	bool has_8bit;                /* 8BITMIME, RFC 6152 */
	bool has_size;                /* SIZE, RFC 1870 */
	bool has_pipelining;          /* RFC 2920 */
};

/* One line of a reply: the code, whether more lines follow, and where the
 * words begin. -1 when it is none (RFC 5321 section 4.2). */
int post_reply_parse(
    const char *s, int *code, bool *is_last, const char **words) MUST_CHECK;

/* Adds what one line after the first of an EHLO reply offers. */
void post_offer_add(struct post_offer *offer, const char *words);

/*
 * Reads a whole reply.
 *
 * in       buffer  LINE_MAX_BYTES
 * out      *offer  what the lines after the first offer; may be NULL
 * returns  0; -1: ERR_AGAIN for a broken connection or what is no reply
 */
int post_reply_read(struct line *l, char *buffer, struct post_reply *out,
    struct post_offer *offer, struct err *e) MUST_CHECK;

#endif
