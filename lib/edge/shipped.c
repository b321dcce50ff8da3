/*
 * Where the files lie that come with the program. Knows how a source tree and
 * an installation are laid out, as seen from the program itself.
 */

#include "edge/shipped.h"

#include <string.h>
#include <unistd.h>

#include "base/arena.h"

/* Longest path of the program that is looked at (PATH_MAX of Linux). */
#define PROGRAM_MAX 4096

/* From the folder of the program: build/, an installed bin/, and a build
 * folder one deeper (build/asan/). */
static const char *const places[] = {
	"../",
	"../share/postwacht/",
	"../../",
};

const char *
shipped_folder(struct arena *a, const char *name)
{
	char program[PROGRAM_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	char *slash;
	size_t i;

	program[n > 0 ? n : 0] = '\0';
	slash = strrchr(program, '/');
	for (i = 0; slash && i < LENGTH(places); i++) {
		const char *base = arena_printf(
		    a, "%.*s/%s", (int)(slash - program), program, places[i]);

		/* The rules tell the place: build/ may hold a demo too, made by
		 * an earlier run. */
		if (access(arena_printf(a, "%srules", base), R_OK | X_OK) == 0)
			return arena_printf(a, "%s%s", base, name);
	}
	return arena_printf(a, "/usr/share/postwacht/%s", name);
}
