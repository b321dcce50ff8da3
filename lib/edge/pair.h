#ifndef POSTWACHT_PAIR_H
#define POSTWACHT_PAIR_H

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/secret.h"

/*
 * A certificate of ours with its private key: by one an application proves who
 * it is to a token endpoint, by one this machine does so to a server.
 */
struct pair {
	gnutls_x509_crt_t certificate;
	gnutls_privkey_t key;
};

/*
 * Reads both. The key's text is wiped; the key itself lives until pair_done.
 *
 * in       certificate_file  PEM; the first one in it is ours
 *          key               PEM, without a passphrase
 *          *out              all zero; pair_done is due on failure too
 * returns  0; -1: ERR_FIX when one cannot be used, or when they do not belong
 *          together: a key of another certificate would be refused by the
 *          other side without a reason
 */
int pair_load(const char *certificate_file, const struct secret_source *key,
    struct pair *out, struct err *e) MUST_CHECK;
void pair_done(struct pair *p);

/* What a certificate says of itself. */
struct certificate_facts {
	struct instant end;
	char name[256];        /* its subject, RFC 4514; "" when longer */
	char fingerprint[100]; /* SHA-256, "AB:CD:..." */
	bool is_for_clients;   /* RFC 5280, 4.2.1.12: may prove a client */
};

/* 0; -1: ERR_FIX when no certificate can be read. */
int pair_look(const char *certificate_file, struct certificate_facts *out,
    struct err *e) MUST_CHECK;

#endif
