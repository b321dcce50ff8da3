/* What ships is found from where the program lies. */

#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/shipped.h"
#include "tests/unit/unit.h"

/* This program lies in BUILD/tests. */
static void
a_folder_beside_that_of_the_program_is_found(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *found = shipped_folder(a, "tests");

	(void)state;
	assert_true(text_has_suffix(found, "/tests/../tests"));
	assert_int_equal(
	    access(arena_printf(a, "%s/test_shipped", found), X_OK), 0);
}

static void
what_is_nowhere_would_lie_under_usr(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();

	(void)state;
	assert_string_equal(shipped_folder(a, "no-such-folder"),
	    "/usr/share/postwacht/no-such-folder");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_beside_that_of_the_program_is_found),
		cmocka_unit_test(what_is_nowhere_would_lie_under_usr),
	};

	return unit_run(tests);
}
