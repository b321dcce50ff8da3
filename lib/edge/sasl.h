#ifndef POSTWACHT_SASL_H
#define POSTWACHT_SASL_H

#include <stddef.h>

#include "base/err.h"
#include "edge/settings.h"

/* Base64 of a response: user, host and secret of SECRET_MAX and little
 * else. */
#define SASL_MAX 8192

/* "PLAIN", "XOAUTH2", "OAUTHBEARER". */
const char *sasl_name(enum auth auth);

/*
 * The first and only response of a mechanism, in base64.
 *
 * in       secret  password or access token
 * out      out     SASL_MAX bytes, NUL-terminated; the caller wipes it
 * returns  0; -1: ERR_FIX when user or secret is too long or has a control
 *          character in it
 * source   RFC 4616 (PLAIN), RFC 7628 section 3.1 (OAUTHBEARER), Google's
 *          and Microsoft's description of XOAUTH2
 */
int sasl_response(const struct server_settings *s, const char *secret,
    char *out, struct err *e) MUST_CHECK;

/* What a server answers to a token that it refuses: the status in its JSON
 * (RFC 7628 section 3.2.2), or "". in: base64; out: `room` bytes. */
void sasl_refusal(const char *challenge, char *out, size_t room);

#endif
