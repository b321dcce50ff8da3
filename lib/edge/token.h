#ifndef POSTWACHT_TOKEN_H
#define POSTWACHT_TOKEN_H

#include "base/date.h"
#include "base/err.h"
#include "edge/settings.h"

struct arena;
struct trust;

/*
 * Access tokens, each source asked once for all who use it and from any
 * thread: kept in memory alone, asked for anew before they expire, and once
 * more when a server refuses one.
 */
struct tokens;

struct tokens *tokens_new(void);
void tokens_free(struct tokens *t);

/* The moment by which an assertion is dated; told once a tick. Without it no
 * source of GRANT_CERTIFICATE gives a token. */
void tokens_tell_time(struct tokens *t, struct instant now);

/* A token is asked for anew this long before it expires (B8). */
#define TOKEN_EARLY_MS 300000

/* So long nobody asks again after a failure, unless the provider says how
 * long; who asks meanwhile hears the same reason. */
#define TOKEN_FAILURE_MS 30000

/*
 * A token that is good now, in the arena; the caller wipes it. Asks the
 * source when none is kept; whoever else wants one of the same source waits
 * for that.
 *
 * in       refused  the token that a server refused, so that another one is
 *                   wanted; NULL: any good one
 *          stop_fd  readable when the caller must stop, or -1
 * returns  0; -1: ERR_AGAIN (away, busy) or ERR_FIX (refused: the text has the
 *          provider's own code and what to do); never the secret
 */
int tokens_take(struct tokens *t, const struct token_settings *source,
    const char *refused, int stop_fd, struct arena *a, const char **out,
    struct err *e) MUST_CHECK;

#endif
