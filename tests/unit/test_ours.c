/* Our own mail is known by its keyed hash, wherever it stands and for a while
 * after the key was replaced, and nobody else can write one. */

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "tests/unit/mails.h"
#include "tests/unit/unit.h"
#include "triage/ours.h"

static const unsigned char key[DIGEST_BYTES] = "a key for the tests";
static const unsigned char other[DIGEST_BYTES] = "another key";

#define TODAY ((struct date){ 20780 })
#define KEYS(...)                                                   \
	&(const struct ours_keys)                                   \
	{                                                           \
		LENGTH(((const struct ours_key[]){ __VA_ARGS__ })), \
		    (const struct ours_key[])                       \
		{                                                   \
			__VA_ARGS__                                 \
		}                                                   \
	}

static struct ours_key
key_of(const unsigned char *bytes, struct date until)
{
	struct ours_key k = { .until = until };

	memcpy(k.bytes, bytes, sizeof(k.bytes));
	return k;
}

static void
test_c6_only_our_own_id_is_ours(void **state)
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
	assert_true(
	    ours_check(id, KEYS(key_of(key, OURS_FOREVER)), TODAY, &notice));
	assert_int_equal(notice, 812);
	assert_false(
	    ours_check(id, KEYS(key_of(other, OURS_FOREVER)), TODAY, NULL));
	forged[4] = '2';
	assert_false(
	    ours_check(forged, KEYS(key_of(key, OURS_FOREVER)), TODAY, NULL));
	for (i = 0; i < LENGTH(rows); i++)
		if (ours_check(
		        rows[i], KEYS(key_of(key, OURS_FOREVER)), TODAY, NULL))
			fail_msg("%s passed", rows[i]);
	arena_free(a);
}

/* decisions.md 25: the previous key counts for 90 days. */
static void
test_a_replaced_key_counts_for_a_while(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *id = ours_id(a, 7, key, "vng.nl");
	const struct ours_keys *keys = KEYS(key_of(other, OURS_FOREVER),
	    key_of(key, date_add(TODAY, OURS_KEY_DAYS)));
	long long notice = 0;

	(void)state;
	assert_true(ours_check(id, keys, TODAY, &notice));
	assert_int_equal(notice, 7);
	assert_true(ours_check(id, keys, date_add(TODAY, OURS_KEY_DAYS), NULL));
	assert_false(
	    ours_check(id, keys, date_add(TODAY, OURS_KEY_DAYS + 1), NULL));
	assert_true(ours_check(ours_id(a, 7, other, "vng.nl"), keys,
	    date_add(TODAY, 10000), NULL));
	assert_false(ours_check(id, &(struct ours_keys){ 0 }, TODAY, NULL));
}

/* Any one suffices: a provider may have changed the others (D7). */
static void
test_a_mark_is_found_wherever_it_stands(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *id = ours_id(a, 7, key, OURS_REFERENCE "vng.nl");
	const char *references[] = { id, "later@mail.example" };
	const struct ours_keys *keys = KEYS(key_of(key, OURS_FOREVER));
	const struct facts plain = mail_facts(a, "x@vng.nl", "x", "x");
	struct facts f = plain;
	long long notice = 0;

	(void)state;
	assert_false(ours_is(&f, keys, TODAY, NULL));
	assert_false(ours_names(&f, keys, TODAY, NULL));
	f.message_id = id;
	assert_true(ours_is(&f, keys, TODAY, NULL));
	f = mail_with_header(
	    a, plain, OURS_HEADER, arena_printf(a, " <%s>", id));
	assert_true(ours_is(&f, keys, TODAY, &notice));
	assert_int_equal(notice, 7);
	f = mail_with_header(
	    a, plain, OURS_HEADER, "<pw.7.0123456789abcdef@vng.nl>");
	assert_false(ours_is(&f, keys, TODAY, NULL));
	/* An answer to a notice is no notice. */
	f = plain;
	f.in_reply_to = "rewritten@mail.example";
	f.references = references;
	f.n_references = LENGTH(references);
	notice = 0;
	assert_true(ours_names(&f, keys, TODAY, &notice));
	assert_int_equal(notice, 7);
	assert_false(ours_is(&f, keys, TODAY, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_c6_only_our_own_id_is_ours),
		cmocka_unit_test(test_a_replaced_key_counts_for_a_while),
		cmocka_unit_test(test_a_mark_is_found_wherever_it_stands),
	};

	return unit_run(tests);
}
