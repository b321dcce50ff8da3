#ifndef POSTWACHT_LINE_H
#define POSTWACHT_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/settings.h"

/*
 * One connection to a mail server: libcurl connects (TCP, happy eyeballs,
 * proxy), GnuTLS verifies chain and host name against one trust store that
 * all connections share (decisions.md 1). Plain text goes to a loopback
 * address only. Every call has a deadline; reading has byte and line limits.
 */
struct line;

/* The shared trust store: system CAs once, and once more for each ca_file of
 * the configuration. Used by any number of lines and threads; must outlive
 * them. Made before the first of those threads. */
struct trust;
struct trust *trust_new(void);
void trust_free(struct trust *t);

/* Files are read anew from now on, so that a renewed certificate counts. No
 * line may be open. */
void trust_reread(struct trust *t);

#define LINE_MAX_BYTES 65536 /* of one line read by line_gets */

/* In milliseconds. */
#define LINE_CONNECT_MS 20000
#define LINE_COMMAND_MS 60000 /* where the settings say nothing */

/* Milliseconds on the monotonic clock: for time limits, never stored. */
int64_t line_ticks(void);

/*
 * Connects; with SECURITY_TLS the handshake is done too. With STARTTLS the
 * caller speaks first and then calls line_start_tls.
 *
 * in       s        lent until line_close
 *          stop_fd  readable when the caller must stop (eventfd), or -1
 * returns  the line, or NULL: ERR_AGAIN (away, time limit) or ERR_FIX
 *          (certificate refused, plain text to a foreign host)
 */
struct line *line_open(struct trust *trust, const struct server_settings *s,
    int stop_fd, struct err *e) MUST_CHECK;

/* The handshake in mid-stream; bytes that wait unread are refused
 * (injection). */
int line_start_tls(struct line *l, struct err *e) MUST_CHECK;

/* Closes at once; polite words are the caller's. NULL is accepted. */
void line_close(struct line *l);

/* A new command: the time limit of the server's settings counts from now. */
void line_begin(struct line *l);

/* All calls below end `ms` from now (monotonic clock) with ERR_AGAIN, and at
 * once with ERR_AGAIN when stop_fd is readable. An open line starts with
 * line_begin. */
void line_set_deadline(struct line *l, int ms);

/* So many milliseconds more, for what is long but comes in well. */
void line_extend_deadline(struct line *l, int ms);

/* 1..n bytes, or -1; end of the connection is ERR_AGAIN. */
long line_read(struct line *l, void *data, size_t n, struct err *e);
int line_write(struct line *l, const void *data, size_t n, struct err *e);

/* One line without its CRLF, NUL-terminated, into a buffer of
 * LINE_MAX_BYTES. A longer one, or one with a NUL in it, is ERR_AGAIN. */
int line_gets(struct line *l, char *out, struct err *e) MUST_CHECK;

/* 1: bytes are there; 0: the time is over, or stop_fd or the wake fd is
 * readable; -1. The deadline does not count here. */
int line_wait(struct line *l, int ms, struct err *e) MUST_CHECK;

/* A further descriptor that ends line_wait when it is readable; -1: none. */
void line_set_wake(struct line *l, int fd);

/* As given to line_open. */
struct trust *line_trust(const struct line *l);
int line_stop_fd(const struct line *l);

/* When the server's certificate ends; 0: the line is not encrypted. */
struct instant line_certificate_end(const struct line *l);

uint64_t line_bytes_in(const struct line *l);
uint64_t line_bytes_out(const struct line *l);

#endif
