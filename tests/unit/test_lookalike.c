/* Domains that only look like a registered one. */

#include <string.h>

#include "base/arena.h"
#include "edge/rulefile.h"
#include "tests/unit/unit.h"
#include "triage/lookalike.h"

static void
test_an_unknown_domain_names_the_one_it_resembles(void **state)
{
	static const struct {
		const char *domain, *like; /* NULL: none */
	} rows[] = {
		{ "gemeente-utrecht.example", "utrecht.nl" },
		{ "utrecht.example", "utrecht.nl" },
		{ "utrecht.nl.evil.example", "utrecht.nl" },
		{ "mail.utrecht-nl.example", "utrecht.nl" },
		{ "utrcht.nl", "utrecht.nl" },
		{ "purmerend.n1", "purmerend.nl" },
		/* The plainest of several domains of one organisation; and
		 * "gemeente" is nobody's name. */
		{ "gemeente-groningen.example", "groningen.nl" },
		{ "gemeente.example", NULL },
		{ "zzqqxxyyvvww.example", NULL },
		/* Too short to mean anything. */
		{ "uvw-ede-x.example", NULL },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	const struct organisations *all;
	struct rulebook book;
	size_t i, k;

	(void)state;
	assert_int_equal(rulebook_read(a, "rules", NULL, &book, &faults), 0);
	assert_int_equal(
	    organisations_new(a, &book.data, NULL, 0, "VNG", &all, NULL), 0);
	for (i = 0; i < LENGTH(rows); i++) {
		struct lookalike out[LOOKALIKE_MAX];
		size_t n = lookalike_find(all, rows[i].domain, out);
		bool is_found = false;

		assert_string_equal(
		    organisation_of(all, rows[i].domain)->kind, "onbekend");
		for (k = 0; k < n; k++)
			is_found |= rows[i].like &&
			    strcmp(out[k].org->domain, rows[i].like) == 0;
		if (rows[i].like ? !is_found : n != 0)
			fail_msg("%s: got %s", rows[i].domain,
			    n ? out[0].org->domain : "none");
	}
	rulebook_done(&book);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_an_unknown_domain_names_the_one_it_resembles),
	};

	return unit_run(tests);
}
