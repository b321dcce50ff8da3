#ifndef POSTWACHT_TOKEN_DEVICE_H
#define POSTWACHT_TOKEN_DEVICE_H

#include "base/err.h"

struct arena;
struct token_settings;

/* What a person must do, in the arena. */
struct device_login {
	const char *uri, *code;
	const char *device_code; /* for token_device_wait */
	int interval;            /* s between two questions */
};

/*
 * Asks the provider for a code with which a person logs in elsewhere, for a
 * source of GRANT_REFRESH.
 *
 * returns  0; -1: ERR_FIX (refused, no device_endpoint) or ERR_AGAIN
 * source   RFC 8628 sections 3.1 to 3.3
 */
int token_device_begin(struct arena *a, const struct token_settings *source,
    struct device_login *out, struct err *e) MUST_CHECK;

/*
 * Waits until the person has logged in, and writes the refresh token.
 *
 * returns  0; -1: ERR_FIX when the login was refused or took too long, or no
 *          refresh token came
 * source   RFC 8628 sections 3.4 and 3.5
 */
int token_device_wait(struct arena *a, const struct token_settings *source,
    const struct device_login *login, struct err *e) MUST_CHECK;

#endif
