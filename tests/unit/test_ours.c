/* Our own mail is known by its keyed hash, and nobody else can write one. */

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "tests/unit/unit.h"
#include "triage/ours.h"

static const unsigned char key[DIGEST_BYTES] = "a key for the tests";
static const unsigned char other[DIGEST_BYTES] = "another key";

static void
test_only_our_own_id_is_ours(void **state)
{
	struct arena *a = arena_new();
	const char *id = ours_id(a, 812, key, "vng.nl");
	char *forged = arena_copy(a, id);
	static const char *const rows[] = { "", "<", "pw.", "pw.812.",
		"pw.812.0123456789abcdef@vng.nl", "pw.812@vng.nl",
		"pw..0123456789abcdef@vng.nl",
		"pw.99999999999999999999.0123456789abcdef@vng.nl",
		"x.812.0123456789abcdef@vng.nl" };
	long long notice = 0;
	size_t i;

	(void)state;
	assert_int_equal(strlen(id), strlen("pw.812.0123456789abcdef@vng.nl"));
	assert_true(ours_check(id, key, &notice));
	assert_int_equal(notice, 812);
	assert_false(ours_check(id, other, NULL));
	forged[4] = '2';
	assert_false(ours_check(forged, key, NULL));
	for (i = 0; i < LENGTH(rows); i++)
		if (ours_check(rows[i], key, NULL))
			fail_msg("%s passed", rows[i]);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_our_own_id_is_ours),
	};

	return unit_run(tests);
}
