/* Permits are good for one command, one reader and some days; nobody else can
 * write one (attacks of hard case C7 and users.md 12). */

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "tests/unit/unit.h"
#include "triage/ours.h"
#include "triage/permit.h"

static const unsigned char key[DIGEST_BYTES] = "a key for the tests";
static const unsigned char other[DIGEST_BYTES] = "another key";
static const struct date today = { 20780 };

static const struct permit done = { .kind = COMMAND_DONE,
	.number = 147,
	.recipient = "noor",
	.expires = { 20790 } };
static struct ours_key
key_of(const unsigned char *bytes, struct date until)
{
	struct ours_key k = { .until = until };

	memcpy(k.bytes, bytes, sizeof(k.bytes));
	return k;
}

/* The key alone, which counts for ever. */
static struct ours_key only[1];
static const struct ours_keys keys = { 1, only };

static const struct permit any = {
	.is_any = true, .recipient = "noor", .expires = { 20790 }
};

static void
a_permit_is_for_one_command_and_one_reader(void **state)
{
	struct arena *a = arena_new();
	const struct {
		const char *what;
		struct permit made, wanted;
		enum permit_state want;
	} rows[] = {
		{ "the same", done, done, PERMIT_GOOD },
		{ "another question", done,
		    { .kind = COMMAND_DONE,
		        .number = 148,
		        .recipient = "noor" },
		    PERMIT_FORGED },
		{ "another command", done,
		    { .kind = COMMAND_REOPEN,
		        .number = 147,
		        .recipient = "noor" },
		    PERMIT_FORGED },
		{ "another reader", done,
		    { .kind = COMMAND_DONE,
		        .number = 147,
		        .recipient = "daan" },
		    PERMIT_FORGED },
		{ "any command", any, done, PERMIT_GOOD },
		{ "any command of another", any,
		    { .kind = COMMAND_DONE,
		        .number = 147,
		        .recipient = "daan" },
		    PERMIT_FORGED },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const char *p = permit_make(a, &rows[i].made, key);

		assert_int_equal(strlen(p), PERMIT_TEXT - 1);
		if (permit_check(p, &rows[i].wanted, &keys, today) !=
		    rows[i].want)
			fail_msg("%s", rows[i].what);
	}
	arena_free(a);
}

static void
a_permit_ends_and_a_key_may_be_replaced(void **state)
{
	struct arena *a = arena_new();
	const char *p = permit_make(a, &done, key);

	const struct date last = date_add(today, 3);
	const struct ours_key replaced[] = { key_of(other, OURS_FOREVER),
		key_of(key, last) };
	const struct ours_keys both = { 2, replaced }, one = { 1, replaced };

	(void)state;
	assert_int_equal(
	    permit_check(p, &done, &keys, done.expires), PERMIT_GOOD);
	assert_int_equal(
	    permit_check(p, &done, &keys, date_add(done.expires, 1)),
	    PERMIT_EXPIRED);
	assert_int_equal(permit_check(p, &done, &both, last), PERMIT_GOOD);
	assert_int_equal(
	    permit_check(p, &done, &both, date_add(last, 1)), PERMIT_FORGED);
	assert_int_equal(permit_check(p, &done, &one, today), PERMIT_FORGED);
	arena_free(a);
}

/* Every digit matters, the day as well: nobody prolongs one. */
static void
no_digit_of_a_permit_can_be_changed(void **state)
{
	struct arena *a = arena_new();
	const char *p = permit_make(a, &done, key);
	size_t i;

	(void)state;
	for (i = 2; i < PERMIT_TEXT - 1; i++) {
		char *forged = arena_copy(a, p);

		forged[i] = forged[i] == '0' ? '1' : '0';
		if (permit_check(forged, &done, &keys, today) != PERMIT_FORGED)
			fail_msg("digit %zu", i);
	}
	assert_int_equal(permit_check("", &done, &keys, today), PERMIT_FORGED);
	assert_int_equal(
	    permit_check("pw", &done, &keys, today), PERMIT_FORGED);
	arena_free(a);
}

static void
a_permit_is_found_in_a_subject(void **state)
{
	struct arena *a = arena_new();
	const char *p = permit_make(a, &done, key);
	char out[PERMIT_TEXT];
	size_t at = 0;

	(void)state;
	assert_true(permit_find(
	    arena_printf(a, "[EXTERN] 147 klaar [%s]", p), out, &at));
	assert_string_equal(out, p);
	assert_int_equal(at, strlen("[EXTERN] 147 klaar "));
	assert_false(permit_find("147 klaar", out, &at));
	assert_false(permit_find("147 klaar [pw12]", out, &at));
	assert_false(
	    permit_find(arena_printf(a, "147 klaar [%s0]", p), out, &at));
	assert_false(permit_find(arena_printf(a, "147 klaar %s", p), out, &at));
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_permit_is_for_one_command_and_one_reader),
		cmocka_unit_test(a_permit_ends_and_a_key_may_be_replaced),
		cmocka_unit_test(no_digit_of_a_permit_can_be_changed),
		cmocka_unit_test(a_permit_is_found_in_a_subject),
	};

	only[0] = key_of(key, OURS_FOREVER);
	return unit_run(tests);
}
