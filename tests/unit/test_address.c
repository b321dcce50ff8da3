/* Addresses: valid or not, their domain, and who is the same person. */

#include "base/arena.h"
#include "mail/address.h"
#include "tests/unit/unit.h"

static void
test_an_address_is_lower_case_and_bare(void **state)
{
	static const struct {
		const char *in, *addr, *domain;
	} rows[] = {
		{ "Nora@Example.NL", "nora@example.nl", "example.nl" },
		{ " <nora@example.nl> ", "nora@example.nl", "example.nl" },
		{ "mailto:nora@example.nl", "nora@example.nl", "example.nl" },
		{ "nora@example.nl.", "nora@example.nl", "example.nl" },
		{ "nora@b\xC3\xBC"
		  "ro.example",
		    "nora@xn--bro-hoa.example", "xn--bro-hoa.example" },
		{ "n\xC3\xB6ra@example.nl", "n\xC3\xB6ra@example.nl",
		    "example.nl" },
		{ "nora@[192.0.2.1]", "nora@[192.0.2.1]", "[192.0.2.1]" },
		{ "microsoft@unknown", "microsoft@unknown", "unknown" },
		{ "\"a b\"@example.nl", "\"a b\"@example.nl", "example.nl" },
		{ "nora", "", "" },
		{ "", "", "" },
		{ "@", "", "" },
		{ "nora@", "", "" },
		{ "@example.nl", "", "example.nl" },
		{ "no ra@example.nl", "", "example.nl" },
		{ "a,b@example.nl", "", "example.nl" },
		{ "nora@exa mple.nl", "", "" },
		{ "nora@example..nl", "", "" },
		{ "nora@-x", "", "" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct address got = address_make(a, "", rows[i].in);

		assert_string_equal(got.addr, rows[i].addr);
		assert_string_equal(got.domain, rows[i].domain);
	}
	arena_free(a);
}

static void
test_the_same_person_may_have_a_plus_part(void **state)
{
	static const struct {
		const char *a, *b;
		bool is_same;
	} rows[] = {
		{ "box@vng.example", "box@vng.example", true },
		{ "box+ve@vng.example", "box@vng.example", true },
		{ "box+ve@vng.example", "BOX+ki@vng.example", true },
		{ "box@vng.example", "box@vng.example.com", false },
		{ "boxes@vng.example", "box@vng.example", false },
		{ "+x@vng.example", "+y@vng.example", false },
		{ "", "", false },
		{ "box", "box", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(
		    address_is_same(rows[i].a, rows[i].b), rows[i].is_same);
}

static void
test_a_list_knows_its_members(void **state)
{
	struct address at[] = { { "", "", "" },
		{ "Box", "box+ve@vng.example", "vng.example" } };
	struct address_list list = { LENGTH(at), at };

	(void)state;
	assert_true(address_list_has(&list, "box@vng.example"));
	assert_false(address_list_has(&list, "other@vng.example"));
	assert_false(address_list_has(&list, ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_address_is_lower_case_and_bare),
		cmocka_unit_test(test_the_same_person_may_have_a_plus_part),
		cmocka_unit_test(test_a_list_knows_its_members),
	};

	return unit_run(tests);
}
