#ifndef POSTWACHT_TOKEN_REFRESH_H
#define POSTWACHT_TOKEN_REFRESH_H

#include "base/err.h"

struct arena;
struct token_settings;

/* The refresh token of a source, from its file: 0, or -1 with ERR_FIX. The
 * caller wipes it. */
int token_refresh_read(struct arena *a, const struct token_settings *source,
    const char **out, struct err *e) MUST_CHECK;

/* Writes another one in its place, whole or not at all, mode 0600. 0, or -1:
 * the old one stands there still. */
int token_refresh_write(const struct token_settings *source, const char *token,
    struct err *e) MUST_CHECK;

#endif
