#ifndef POSTWACHT_POST_SESSION_H
#define POSTWACHT_POST_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "edge/post.h"
#include "edge/post_reply.h"

struct line;
struct server_settings;
struct trust;

/* One connection to an SMTP server, from greeting to QUIT. */
struct post_session {
	const struct server_settings *server;
	struct trust *trust;
	int stop_fd;
	int command_ms, final_ms;
	char *buffer;      /* LINE_MAX_BYTES, for lines of replies */
	struct line *line; /* NULL: not connected */
	struct post_offer offer;
	struct post_ask ask; /* empty: always */
};

/* Whether the mail at hand may leave, and whether it may come to its end (RFC
 * 5321: the dot): 0, or -1 with ERR_AGAIN. */
int post_session_may_leave(
    const struct post_session *s, struct err *e) MUST_CHECK;
int post_session_may_end(
    const struct post_session *s, struct err *e) MUST_CHECK;

/*
 * Connects, greets, starts TLS and logs in, as the settings say. On failure
 * it is closed again.
 *
 * returns  0; -1: ERR_AGAIN, or ERR_FIX when a person must act (wrong
 *          password, certificate, STARTTLS or AUTH not offered)
 */
int post_session_open(struct post_session *s, struct err *e) MUST_CHECK;

/* Sends one line ("RSET", without CRLF) and reads its reply. Of several lines
 * at once (RFC 2920) it is the first one's, and the others' are read one by
 * one. 0; -1 when the connection broke or spoke no SMTP. */
int post_session_command(struct post_session *s, const char *line,
    struct post_reply *out, struct err *e) MUST_CHECK;
int post_session_reply(
    struct post_session *s, struct post_reply *out, struct err *e) MUST_CHECK;

/* Fails with the server's reply as reason, and what to do about it where that
 * is known: "HOST:PORT: what: 550 ...; remedy". */
int post_session_fail(const struct post_session *s, enum err_kind kind,
    const char *what, const struct post_reply *reply, struct err *e);

void post_session_close(struct post_session *s);

/* QUIT, briefly waited for, then closed. Not connected: nothing happens. */
void post_session_quit(struct post_session *s);

#endif
