/*
 * The signed assertion of an application: claims in JSON, signed by GnuTLS with
 * the key that belongs to a registered certificate. The key lives only as long
 * as one signature takes.
 */

#include "edge/token_assertion.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/crypto.h>

#include "base/arena.h"
#include "base/digest.h"
#include "edge/pair.h"
#include "edge/settings.h"

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

	if (pair_load(source->certificate_file, &source->key, &p, e) != 0)
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

struct instant
token_end(const struct token_settings *source)
{
	struct certificate_facts own;
	struct instant end = { 0 };
	struct err unheard;

	if (source->grant == GRANT_CERTIFICATE) {
		if (pair_look(source->certificate_file, &own, &unheard) == 0)
			end = own.end;
	} else if (source->expires.day) {
		end = date_instant(source->expires, 0);
	}
	return end;
}
