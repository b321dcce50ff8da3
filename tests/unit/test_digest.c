/* Digests against published test vectors. */

#include <string.h>

#include "base/digest.h"
#include "tests/unit/unit.h"

/* FIPS 180-2, appendix B.1; RFC 4231, test case 2 with its key filled up with
 * zeros, which HMAC does anyway; RFC 4648, section 10. */
static void
test_published_vectors_hold(void **state)
{
	static const struct {
		const char *in, *wanted;
	} rows[] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
		{ "foobar", "Zm9vYmFy" } };
	unsigned char key[DIGEST_BYTES] = "Jefe", out[DIGEST_BYTES];
	char text[DIGEST_TEXT];
	size_t i;

	(void)state;
	digest_sha256("abc", 3, out);
	digest_hex(out, sizeof(out), text);
	assert_string_equal(text,
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_hmac(key, "what do ya want for nothing?", 28, out);
	digest_hex(out, sizeof(out), text);
	assert_string_equal(text,
	    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	for (i = 0; i < LENGTH(rows); i++) {
		digest_base64((const unsigned char *)rows[i].in,
		    strlen(rows[i].in), text);
		assert_string_equal(text, rows[i].wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published_vectors_hold),
	};

	return unit_run(tests);
}
