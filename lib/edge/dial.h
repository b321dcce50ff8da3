#ifndef POSTWACHT_DIAL_H
#define POSTWACHT_DIAL_H

#include <stdbool.h>

#include <curl/curl.h>
#include <gnutls/gnutls.h>

#include "edge/line.h"

/* What line.c and dial.c know of a line, and nobody else. */

/* One TLS record (RFC 8446, 5.1), so that a read takes a whole one. */
#define LINE_BUFFER 16384

struct line {
	struct arena *arena;
	struct trust *trust;
	const char *host;
	int port;
	const struct server_settings *server;
	bool is_local_only; /* plain text: loopback addresses alone */
	bool is_refused;    /* an address that is none was refused */
	CURLM *multi;
	CURL *easy;
	char curl_text[CURL_ERROR_SIZE];
	int fd;
	gnutls_session_t tls; /* NULL: plain */
	int stop_fd;
	int wake_fd;
	int command_ms;
	int64_t deadline;
	uint64_t bytes_in;
	uint64_t bytes_out;
	size_t start, end; /* what of buffer is unread */
	unsigned char buffer[LINE_BUFFER];
};

/* ERR_AGAIN with host and port in front; returns -1. */
int line_fail(const struct line *l, const char *why, struct err *e);

/* What ended TLS, by GnuTLS's code; a server that does not take our
 * certificate, or wants one, is ERR_FIX. Returns -1. */
int line_fail_tls(const struct line *l, int code, struct err *e);

/* Milliseconds until that tick, not below 0. */
int line_left(int64_t until);

/* Until the socket may be used: 0, or -1 for stop, time or a broken poll. */
int line_await(struct line *l, short events, struct err *e) MUST_CHECK;

#endif
