#ifndef POSTWACHT_TOKEN_REQUEST_H
#define POSTWACHT_TOKEN_REQUEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;

/* One field of a form. */
struct form_field {
	const char *name, *value;
};

/* What an endpoint answered. */
struct token_answer {
	long status;                              /* of HTTP */
	int retry_after;                          /* s; 0: it did not say */
	const char *access_token, *refresh_token; /* NULL: none */
	int expires_in;                           /* s; 0: it did not say */
	const char *error, *error_description;    /* "" : none */
	/* Of a device authorization (RFC 8628, section 3.2). */
	const char *device_code, *user_code, *verification_uri;
	int interval; /* s between two questions */
};

#define TOKEN_REQUEST_MS 20000 /* for the whole of it */

/*
 * Posts a form over verified TLS 1.2 or later and reads a JSON object, at most
 * 64 KB; no redirect is followed, the environment's proxy is not used.
 *
 * in       url      https only
 *          ca_file  further trusted CAs, or ""
 *          stop_fd  readable when the caller must stop, or -1
 * out      *out     in the arena, which the caller wipes of tokens
 * returns  0 when there is an answer, be it an error; -1: ERR_AGAIN (away), or
 *          ERR_FIX (certificate)
 */
int token_request(struct arena *a, const char *url, const char *ca_file,
    const struct form_field *fields, size_t n, int stop_fd,
    struct token_answer *out, struct err *e) MUST_CHECK;

/*
 * What an endpoint's refusal means: the code is the provider's own (B4), with
 * what to do about it where that is known. Returns -1: ERR_AGAIN when it
 * passes by itself, else ERR_FIX.
 */
int token_refused(
    const char *source, const struct token_answer *answer, struct err *e);

#endif
