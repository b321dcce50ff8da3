#ifndef POSTWACHT_TRUST_H
#define POSTWACHT_TRUST_H

#include <gnutls/gnutls.h>

#include "base/err.h"
#include "edge/line.h"

struct tokens;

/*
 * The credentials for a server: the system's CAs and those of ca_file by which
 * it is verified, and the certificate that this machine shows to it, if any.
 * Read once for each combination of files, then shared by every session of
 * every thread; they live until trust_reread or trust_free.
 *
 * returns  0; -1: ERR_FIX when the file holds no CA or the system has none,
 *          or when certificate and key cannot be used
 */
int trust_use(struct trust *t, const struct server_settings *server,
    gnutls_certificate_credentials_t *out, struct err *e) MUST_CHECK;

/* The access tokens that every login through this trust shares. */
struct tokens *trust_tokens(struct trust *t);

#endif
