#ifndef POSTWACHT_TOKEN_ASSERTION_H
#define POSTWACHT_TOKEN_ASSERTION_H

#include "base/date.h"
#include "base/err.h"

struct arena;
struct token_settings;

#define ASSERTION_SECONDS 600 /* how long one holds */

/*
 * What proves to a token endpoint that we hold the application's private key:
 * a JSON Web Token, signed by PS256 (RSA) or ES256 (EC), that names the
 * certificate by its SHA-256 thumbprint.
 *
 * in       source  GRANT_CERTIFICATE
 *          now     by which it is dated
 * out      *out    in the arena
 * returns  0; -1: ERR_FIX when certificate or key cannot be used, or do not
 *          belong together
 * source   RFC 7523 section 2.2 and 3, RFC 7515, RFC 7518; the claims that
 *          Microsoft's identity platform asks for
 */
int token_assertion(struct arena *a, const struct token_settings *source,
    struct instant now, const char **out, struct err *e) MUST_CHECK;

/* When what a source is given tokens for ends, as far as anybody knows: its
 * certificate, or the day that `expires` names; 0: nobody knows. */
struct instant token_end(const struct token_settings *source);

#endif
