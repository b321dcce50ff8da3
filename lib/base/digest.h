#ifndef POSTWACHT_DIGEST_H
#define POSTWACHT_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_BYTES 32
#define DIGEST_TEXT  65 /* 64 hexadecimal digits and NUL */

/* SHA-256 of n bytes. */
void digest_sha256(const void *data, size_t n, unsigned char out[DIGEST_BYTES]);

/* HMAC-SHA-256 (RFC 2104) of n bytes under a key of DIGEST_BYTES. */
void digest_hmac(const unsigned char key[DIGEST_BYTES], const void *data,
    size_t n, unsigned char out[DIGEST_BYTES]);

/* The same bytes in lower-case hexadecimal, NUL-terminated: n bytes need
 * 2 n + 1 characters. */
void digest_hex(const unsigned char *data, size_t n, char *out);

/* The same bytes in base64 (RFC 4648), NUL-terminated: n bytes need
 * (n + 2) / 3 * 4 + 1 characters. */
void digest_base64(const unsigned char *data, size_t n, char *out);

/* base64url without padding (RFC 4648 section 5), as JSON Web Tokens have
 * it; room as for base64. */
void digest_base64url(const unsigned char *data, size_t n, char *out);

/* Equal, in a time that does not depend on where they differ. */
bool digest_is_same(const void *a, const void *b, size_t n);

/* Fills key with bytes from the system's random source. */
void digest_random(unsigned char *key, size_t n);

#endif
