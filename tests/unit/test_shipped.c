/* What ships is found from where the program lies. */

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/shipped.h"
#include "tests/unit/unit.h"

static void
the_folder_of_the_source_tree_is_found(void **state)
{
	static const char *const files[] = { "rules/terms.conf",
		"demo/postwacht.conf" };
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(files); i++) {
		const char *slash = strchr(files[i], '/');
		const char *name =
		    arena_copy_n(a, files[i], (size_t)(slash - files[i]));
		const char *path =
		    arena_printf(a, "%s%s", shipped_folder(a, name), slash);

		if (access(path, R_OK) != 0)
			fail_msg("%s is not there", path);
	}
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
		cmocka_unit_test(the_folder_of_the_source_tree_is_found),
		cmocka_unit_test(what_is_nowhere_would_lie_under_usr),
	};

	return unit_run(tests);
}
