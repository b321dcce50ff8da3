/* What ships is found from where the program lies. The program that looks is
 * a copy of this one, put where an installation or a build would have it. */

#include <sys/stat.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/shipped.h"
#include "tests/unit/unit.h"

#define ASK "where-is-the-demo"

static void
test_each_layout_is_known(void **state)
{
	static const struct {
		const char *program, *folders, *wanted;
	} rows[] = {
		{ "build", "rules demo", "/build/../demo" },
		{ "build/asan", "rules demo", "/build/asan/../../demo" },
		/* An earlier demo in the build folder is not the shipped one. */
		{ "build/asan", "rules demo build/demo",
		    "/build/asan/../../demo" },
		{ "usr/bin", "usr/share/postwacht/rules",
		    "/usr/bin/../share/postwacht/demo" },
		{ "elsewhere/bin", "", "/usr/share/postwacht/demo" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		char root[] = "/tmp/postwacht-shipped-XXXXXX";
		char command[2048], got[PATH_MAX] = "";
		char self[PATH_MAX] = "";
		FILE *answer;

		assert_true(
		    readlink("/proc/self/exe", self, sizeof(self) - 1) > 0);
		assert_non_null(mkdtemp(root));
		(void)snprintf(command, sizeof(command),
		    "cd %s && mkdir -p %s %s && cp %.1024s %s/program && "
		    "%s/program " ASK "; rm -rf %s",
		    root, rows[i].program, rows[i].folders, self,
		    rows[i].program, rows[i].program, root);
		answer = popen(command, "r");
		assert_non_null(answer);
		(void)!fgets(got, sizeof(got), answer);
		assert_int_equal(pclose(answer), 0);
		got[strcspn(got, "\n")] = '\0';
		if (!text_has_suffix(got, rows[i].wanted))
			fail_msg("%s: %s", rows[i].program, got);
	}
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_layout_is_known),
	};
	SCOPED(arena_done) struct arena *a = arena_new();

	if (argc == 2 && strcmp(argv[1], ASK) == 0) {
		puts(shipped_folder(a, "demo"));
		return 0;
	}
	return unit_run(tests);
}
