/*
 * Hashes and keyed hashes, by GnuTLS.
 */

#include "base/digest.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

void
digest_sha256(const void *data, size_t n, unsigned char out[DIGEST_BYTES])
{
	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, data, n, out) != 0)
		abort();
}

void
digest_hmac(const unsigned char key[DIGEST_BYTES], const void *data, size_t n,
    unsigned char out[DIGEST_BYTES])
{
	if (gnutls_hmac_fast(
	        GNUTLS_MAC_SHA256, key, DIGEST_BYTES, data, n, out) != 0)
		abort();
}

void
digest_hex(const unsigned char *data, size_t n, char *out)
{
	static const char hex[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = hex[data[i] >> 4];
		out[2 * i + 1] = hex[data[i] & 15];
	}
	out[2 * n] = '\0';
}

void
digest_base64(const unsigned char *data, size_t n, char *out)
{
	gnutls_datum_t in = { (unsigned char *)(uintptr_t)data, (unsigned)n };
	gnutls_datum_t encoded;

	if (gnutls_base64_encode2(&in, &encoded) != 0)
		abort();
	memcpy(out, encoded.data, encoded.size);
	out[encoded.size] = '\0';
	gnutls_memset(encoded.data, 0, encoded.size);
	gnutls_free(encoded.data);
}

void
digest_base64url(const unsigned char *data, size_t n, char *out)
{
	digest_base64(data, n, out);
	for (; *out && *out != '='; out++) {
		if (*out == '+')
			*out = '-';
		else if (*out == '/')
			*out = '_';
	}
	*out = '\0';
}

bool
digest_is_same(const void *a, const void *b, size_t n)
{
	return gnutls_memcmp(a, b, n) == 0;
}

void
digest_random(unsigned char *key, size_t n)
{
	if (gnutls_rnd(GNUTLS_RND_KEY, key, n) != 0)
		abort();
}
