#ifndef POSTWACHT_TRUST_H
#define POSTWACHT_TRUST_H

#include <gnutls/gnutls.h>

#include "base/err.h"
#include "edge/line.h"

struct tokens;

/*
 * The credentials that verify a server: the system's CAs, and those of
 * ca_file when it is not "". Read once for each file, then shared by every
 * session of every thread; they live as long as the trust.
 *
 * returns  0; -1: ERR_FIX when the file holds no CA or the system has none
 */
int trust_use(struct trust *t, const char *ca_file,
    gnutls_certificate_credentials_t *out, struct err *e) MUST_CHECK;

/* The access tokens that every login through this trust shares. */
struct tokens *trust_tokens(struct trust *t);

#endif
