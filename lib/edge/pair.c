/*
 * Certificates of ours and their private keys, from files of the
 * administrator's. What is proven by them, and to whom, is known elsewhere.
 */

#include "edge/pair.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

static void
datum_done(gnutls_datum_t *d)
{
	gnutls_free(d->data);
	d->data = NULL;
}

void
pair_done(struct pair *p)
{
	if (p->certificate)
		gnutls_x509_crt_deinit(p->certificate);
	if (p->key)
		gnutls_privkey_deinit(p->key);
	*p = (struct pair){ NULL, NULL };
}

static int
load_certificate(const char *file, gnutls_x509_crt_t *out, struct err *e)
{
	SCOPED(datum_done) gnutls_datum_t pem = { NULL, 0 };
	int r = gnutls_load_file(file, &pem);

	if (r == 0)
		r = gnutls_x509_crt_init(out);
	if (r == 0)
		r = gnutls_x509_crt_import(*out, &pem, GNUTLS_X509_FMT_PEM);
	if (r != 0)
		return err_set(e, ERR_FIX,
		    "%s: no certificate in PEM can be read: %s", file,
		    gnutls_strerror(r));
	return 0;
}

static int
load_key(const char *certificate_file, const struct secret_source *key,
    gnutls_privkey_t *out, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *pem;
	gnutls_datum_t data;
	int r;

	if (secret_read_block(a, key, &pem, e) != 0)
		return -1;
	data = (gnutls_datum_t){ (unsigned char *)pem, (unsigned)strlen(pem) };
	r = gnutls_privkey_init(out);
	if (r == 0)
		r = gnutls_privkey_import_x509_raw(
		    *out, &data, GNUTLS_X509_FMT_PEM, NULL, 0);
	secret_wipe(pem);
	if (r != 0)
		return err_set(e, ERR_FIX,
		    "the private key of %s is no PEM key without a "
		    "passphrase: %s",
		    certificate_file, gnutls_strerror(r));
	return 0;
}

static bool
is_together(const struct pair *p, gnutls_pubkey_t public)
{
	unsigned char of_certificate[DIGEST_BYTES], of_key[DIGEST_BYTES];
	size_t n = sizeof(of_certificate), m = sizeof(of_key);

	return gnutls_pubkey_import_privkey(public, p->key, 0, 0) == 0 &&
	    gnutls_pubkey_get_key_id(
	        public, GNUTLS_KEYID_USE_SHA256, of_key, &m) == 0 &&
	    gnutls_x509_crt_get_key_id(p->certificate, GNUTLS_KEYID_USE_SHA256,
	        of_certificate, &n) == 0 &&
	    n == m && memcmp(of_key, of_certificate, n) == 0;
}

int
pair_load(const char *certificate_file, const struct secret_source *key,
    struct pair *out, struct err *e)
{
	gnutls_pubkey_t public;
	bool is_same;

	if (load_certificate(certificate_file, &out->certificate, e) != 0 ||
	    load_key(certificate_file, key, &out->key, e) != 0)
		return -1;
	if (gnutls_pubkey_init(&public) != 0)
		return err_set(e, ERR_FATAL, "out of memory");
	is_same = is_together(out, public);
	gnutls_pubkey_deinit(public);
	if (!is_same)
		return err_set(e, ERR_FIX,
		    "%s and its private key do not belong together",
		    certificate_file);
	return 0;
}

static void
print_fingerprint(gnutls_x509_crt_t certificate, char *out, size_t room)
{
	unsigned char digest[DIGEST_BYTES];
	size_t i, n = sizeof(digest);

	*out = '\0';
	if (gnutls_x509_crt_get_fingerprint(
	        certificate, GNUTLS_DIG_SHA256, digest, &n) != 0)
		return;
	for (i = 0; i < n && room > 3; i++, out += 3, room -= 3)
		(void)snprintf(out, room, "%02X:", digest[i]);
	out[-1] = '\0';
}

int
pair_look(
    const char *certificate_file, struct certificate_facts *out, struct err *e)
{
	SCOPED(pair_done) struct pair p = { NULL, NULL };
	size_t n = sizeof(out->name);

	if (load_certificate(certificate_file, &p.certificate, e) != 0)
		return -1;
	*out = (struct certificate_facts){ 0 };
	out->end.sec = gnutls_x509_crt_get_expiration_time(p.certificate);
	if (gnutls_x509_crt_get_dn(p.certificate, out->name, &n) != 0)
		out->name[0] = '\0';
	print_fingerprint(
	    p.certificate, out->fingerprint, sizeof(out->fingerprint));
	out->is_for_clients = gnutls_x509_crt_check_key_purpose(
	    p.certificate, GNUTLS_KP_TLS_WWW_CLIENT, 0);
	return 0;
}
