/* The keys of the state folder: made, replaced, and refused when spoiled. */

#include "desk/office.h"
#include "edge/whole.h"
#include "tests/unit/desk_rig.h"
#include "tests/unit/tree.h"

static const char *
path_of(const struct rig *r, const char *name)
{
	return arena_printf(r->arena, "%s/%s", r->dir, name);
}

static void
test_a_key_is_made_once_and_replaced_on_demand(void **state)
{
	struct rig r = rig_new();
	struct office *o = r.office;
	unsigned char first[DIGEST_BYTES], second[DIGEST_BYTES];
	struct err e = { 0 };
	struct stat st;

	(void)state;
	memcpy(first, o->key, sizeof(first));
	assert_int_equal(office_load_key(o, &e), 0);
	assert_memory_equal(o->key, first, sizeof(first));
	assert_int_equal(o->house.keys.n, 1);
	assert_int_equal(
	    office_renew_key(o, moment("2026-11-28T12:00:00+01:00"), &e), 0);
	memcpy(second, o->key, sizeof(second));
	assert_memory_not_equal(second, first, sizeof(first));
	assert_int_equal(
	    office_renew_key(o, moment("2026-12-28T12:00:00+01:00"), &e), 0);
	/* Read anew: the one in use, then those before it, the latest first. */
	o->house.keys = (struct ours_keys){ 0 };
	assert_int_equal(office_load_key(o, &e), 0);
	assert_int_equal(o->house.keys.n, 3);
	assert_memory_equal(o->house.keys.at[0].bytes, o->key, sizeof(o->key));
	assert_memory_equal(o->house.keys.at[1].bytes, second, sizeof(second));
	assert_memory_equal(o->house.keys.at[2].bytes, first, sizeof(first));
	assert_int_equal(
	    o->house.keys.at[1].until.day - o->house.keys.at[2].until.day, 30);
	assert_int_equal(stat(path_of(&r, KEY_FILE), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(path_of(&r, OLD_KEYS_FILE), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	rig_done(&r);
}

/* The power went between the two files: the key in use is written down as an
 * old one too, and nothing else has changed. */
static void
test_half_a_renewal_changes_nothing(void **state)
{
	struct rig r = rig_new();
	struct office *o = r.office;
	unsigned char first[DIGEST_BYTES];
	struct err e = { 0 };

	(void)state;
	memcpy(first, o->key, sizeof(first));
	assert_int_equal(
	    office_renew_key(o, moment("2026-11-28T12:00:00+01:00"), &e), 0);
	assert_int_equal(whole_write(r.dir, KEY_FILE, (const char *)first,
	                     sizeof(first), 0600, &e),
	    0);
	assert_int_equal(office_load_key(o, &e), 0);
	assert_memory_equal(o->key, first, sizeof(first));
	assert_int_equal(
	    office_renew_key(o, moment("2026-11-28T12:01:00+01:00"), &e), 0);
	assert_int_equal(o->house.keys.n, 3);
	rig_done(&r);
}

static void
test_a_spoiled_file_is_refused_with_its_place(void **state)
{
	static const char good[] =
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	    " 2026-11-28\n";
	static const struct {
		const char *name, *bytes, *says; /* NULL: it is good */
	} rows[] = {
		{ OLD_KEYS_FILE, "", NULL },
		{ OLD_KEYS_FILE, good, NULL },
		{ OLD_KEYS_FILE, "x\n", "key.old:1: no key and day" },
		{ OLD_KEYS_FILE,
		    "0123456789abcdef0123456789abcdef0123456789abcdef"
		    "0123456789abcdef 2026-02-30\n",
		    "key.old:1: " },
		{ OLD_KEYS_FILE,
		    "0123456789abcdef0123456789abcdef0123456789abcdef"
		    "0123456789abcdeg 2026-11-28\n",
		    "key.old:1: " },
		{ OLD_KEYS_FILE,
		    "0123456789abcdef0123456789abcdef0123456789abcdef"
		    "0123456789abcdef 2026-11-28",
		    "key.old:1: " },
		{ KEY_FILE, "short", "the key has 5 bytes, not 32" },
		{ KEY_FILE, "", "the key has 0 bytes, not 32" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct rig r = rig_new();
		struct err e = { 0 };
		int got;

		assert_int_equal(whole_write(r.dir, rows[i].name, rows[i].bytes,
		                     strlen(rows[i].bytes), 0600, &e),
		    0);
		got = office_load_key(r.office, &e);
		if (got != (rows[i].says ? -1 : 0) ||
		    (rows[i].says && !strstr(e.text, rows[i].says)))
			fail_msg("row %zu: %d, %s", i, got, e.text);
		rig_done(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_key_is_made_once_and_replaced_on_demand),
		cmocka_unit_test(test_half_a_renewal_changes_nothing),
		cmocka_unit_test(test_a_spoiled_file_is_refused_with_its_place),
	};

	return unit_run(tests);
}
