/*
 * The signed assertion of an application: claims in JSON, signed by GnuTLS with
 * the key that belongs to a registered certificate. The key lives only as long
 * as one signature takes.
 */

#include "edge/token_assertion.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "base/arena.h"
#include "base/digest.h"
#include "edge/secret.h"
#include "edge/settings.h"

/* Certificate and key of an application. */
struct pair {
	gnutls_x509_crt_t certificate;
	gnutls_privkey_t key;
};

static void
pair_done(struct pair *p)
{
	if (p->certificate)
		gnutls_x509_crt_deinit(p->certificate);
	if (p->key)
		gnutls_privkey_deinit(p->key);
}

static void
datum_done(gnutls_datum_t *d)
{
	gnutls_free(d->data);
	d->data = NULL;
}

static void
json_done(json_t **j)
{
	json_decref(*j);
}

static int
load_certificate(
    const struct token_settings *s, gnutls_x509_crt_t *out, struct err *e)
{
	SCOPED(datum_done) gnutls_datum_t pem = { NULL, 0 };
	int r = gnutls_load_file(s->certificate_file, &pem);

	if (r == 0)
		r = gnutls_x509_crt_init(out);
	if (r == 0)
		r = gnutls_x509_crt_import(*out, &pem, GNUTLS_X509_FMT_PEM);
	if (r != 0)
		return err_set(e, ERR_FIX,
		    "%s: no certificate in PEM can be read: %s",
		    s->certificate_file, gnutls_strerror(r));
	return 0;
}

static int
load_key(struct arena *a, const struct token_settings *s, gnutls_privkey_t *out,
    struct err *e)
{
	const char *pem;
	gnutls_datum_t data;
	int r;

	if (secret_read_block(a, &s->key, &pem, e) != 0)
		return -1;
	data = (gnutls_datum_t){ (unsigned char *)pem, (unsigned)strlen(pem) };
	r = gnutls_privkey_init(out);
	if (r == 0)
		r = gnutls_privkey_import_x509_raw(
		    *out, &data, GNUTLS_X509_FMT_PEM, NULL, 0);
	secret_wipe(pem);
	if (r != 0)
		return err_set(e, ERR_FIX,
		    "the private key of token source %s is no PEM key without "
		    "a passphrase: %s",
		    s->name, gnutls_strerror(r));
	return 0;
}

/* A key of another certificate would be refused without a reason. */
static int
check_pair(const struct pair *p, const struct token_settings *s, struct err *e)
{
	unsigned char of_certificate[DIGEST_BYTES], of_key[DIGEST_BYTES];
	size_t n = sizeof(of_certificate), m = sizeof(of_key);
	gnutls_pubkey_t public;
	bool is_same = false;

	if (gnutls_pubkey_init(&public) != 0)
		return err_set(e, ERR_FATAL, "out of memory");
	if (gnutls_pubkey_import_privkey(public, p->key, 0, 0) == 0 &&
	    gnutls_pubkey_get_key_id(
	        public, GNUTLS_KEYID_USE_SHA256, of_key, &m) == 0 &&
	    gnutls_x509_crt_get_key_id(p->certificate, GNUTLS_KEYID_USE_SHA256,
	        of_certificate, &n) == 0)
		is_same = n == m && memcmp(of_key, of_certificate, n) == 0;
	gnutls_pubkey_deinit(public);
	if (!is_same)
		return err_set(e, ERR_FIX,
		    "%s and the private key of token source %s do not belong "
		    "together",
		    s->certificate_file, s->name);
	return 0;
}

static int
load_pair(struct arena *a, const struct token_settings *s, struct pair *out,
    struct err *e)
{
	if (load_certificate(s, &out->certificate, e) != 0 ||
	    load_key(a, s, &out->key, e) != 0)
		return -1;
	return check_pair(out, s, e);
}

static const char *
encode(struct arena *a, const void *data, size_t n)
{
	char *out = arena_alloc(a, (n + 2) / 3 * 4 + 1);

	digest_base64url(data, n, out);
	return out;
}

static const char *
encode_json(struct arena *a, json_t *value)
{
	char *bytes = json_dumps(value, JSON_COMPACT);
	const char *out = bytes ? encode(a, bytes, strlen(bytes)) : "";

	free(bytes);
	return out;
}

static const char *
print_header(struct arena *a, const struct pair *p, bool is_ec)
{
	unsigned char thumb[DIGEST_BYTES];
	size_t n = sizeof(thumb);
	json_t *header SCOPED(json_done) = NULL;

	if (gnutls_x509_crt_get_fingerprint(
	        p->certificate, GNUTLS_DIG_SHA256, thumb, &n) != 0)
		return "";
	header = json_pack("{s:s, s:s, s:s}", "alg", is_ec ? "ES256" : "PS256",
	    "typ", "JWT", "x5t#S256", encode(a, thumb, n));
	return encode_json(a, header);
}

static const char *
print_claims(
    struct arena *a, const struct token_settings *s, struct instant now)
{
	unsigned char id[16];
	char jti[2 * sizeof(id) + 1];
	json_t *claims SCOPED(json_done) = NULL;

	digest_random(id, sizeof(id));
	digest_hex(id, sizeof(id), jti);
	/* A server whose clock is a minute behind takes it too. */
	claims =
	    json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "aud", s->endpoint,
	        "iss", s->client_id, "sub", s->client_id, "jti", jti, "iat",
	        (json_int_t)(now.sec - 60), "nbf", (json_int_t)(now.sec - 60),
	        "exp", (json_int_t)(now.sec + ASSERTION_SECONDS));
	return encode_json(a, claims);
}

/* ECDSA: the two numbers side by side (RFC 7518 section 3.4), not the DER
 * that GnuTLS gives. */
static const char *
encode_ec(struct arena *a, const gnutls_datum_t *der)
{
	unsigned char raw[64] = { 0 };
	gnutls_datum_t r = { NULL, 0 }, s = { NULL, 0 };
	const gnutls_datum_t *const parts[] = { &r, &s };
	size_t i;

	if (gnutls_decode_rs_value(der, &r, &s) != 0)
		return "";
	for (i = 0; i < LENGTH(parts); i++) {
		size_t n = parts[i]->size, skip = n > 32 ? n - 32 : 0;

		memcpy(raw + 32 * i + (32 - (n - skip)), parts[i]->data + skip,
		    n - skip);
	}
	gnutls_free(r.data);
	gnutls_free(s.data);
	return encode(a, raw, sizeof(raw));
}

int
token_assertion(struct arena *a, const struct token_settings *source,
    struct instant now, const char **out, struct err *e)
{
	SCOPED(pair_done) struct pair p = { NULL, NULL };
	SCOPED(datum_done) gnutls_datum_t signature = { NULL, 0 };
	gnutls_datum_t data;
	const char *text;
	bool is_ec;
	int r;

	if (load_pair(a, source, &p, e) != 0)
		return -1;
	is_ec = gnutls_privkey_get_pk_algorithm(p.key, NULL) == GNUTLS_PK_ECDSA;
	text = arena_printf(a, "%s.%s", print_header(a, &p, is_ec),
	    print_claims(a, source, now));
	data =
	    (gnutls_datum_t){ (unsigned char *)text, (unsigned)strlen(text) };
	r = gnutls_privkey_sign_data2(p.key,
	    is_ec ? GNUTLS_SIGN_ECDSA_SHA256 : GNUTLS_SIGN_RSA_PSS_RSAE_SHA256,
	    0, &data, &signature);
	if (r != 0)
		return err_set(e, ERR_FIX,
		    "the private key of token source %s cannot sign: %s; use "
		    "an RSA key of 2048 bits or more",
		    source->name, gnutls_strerror(r));
	*out = arena_printf(a, "%s.%s", text,
	    is_ec ? encode_ec(a, &signature)
	          : encode(a, signature.data, signature.size));
	return 0;
}

int
token_certificate_end(
    const struct token_settings *source, struct instant *out, struct err *e)
{
	SCOPED(pair_done) struct pair p = { NULL, NULL };

	if (load_certificate(source, &p.certificate, e) != 0)
		return -1;
	out->sec = gnutls_x509_crt_get_expiration_time(p.certificate);
	return 0;
}

struct instant
token_end(const struct token_settings *source)
{
	struct instant end = { 0 };
	struct err unheard;

	if (source->grant == GRANT_CERTIFICATE) {
		if (token_certificate_end(source, &end, &unheard) != 0)
			end.sec = 0;
	} else if (source->expires.day) {
		end = date_instant(source->expires, 0);
	}
	return end;
}
