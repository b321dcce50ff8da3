/*
 * A first look at the bytes of a file of rules, ahead of libconfig: the same
 * look that the configuration gets.
 */

#include "edge/fault_scan.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "edge/rulefile.h"
#include "edge/settings_mistakes.h"
#include "edge/settings_scan.h"

/* What some editors put in front of UTF-8. */
static bool
has_mark(const char *file)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *text = "";
	size_t n = 0;

	return file_read(a, file, RULES_FILE_MAX, &text, &n, NULL) == 0 &&
	    strncmp(text, "\xEF\xBB\xBF", 3) == 0;
}

int
fault_scan(struct faults *f, const char *file, const char *folder)
{
	struct mistakes m = { .arena = f->arena, .file = file };
	int result;
	size_t i;

	if (has_mark(file)) {
		fault_add(f, (struct fault){ .kind = FAULT_BOM, .file = file });
		return -1;
	}
	result = settings_scan(&m, file, folder);

	for (i = 0; i < m.n; i++)
		fault_add(f,
		    (struct fault){ .kind = FAULT_FILE,
		        .file = m.at[i].file,
		        .line = m.at[i].line,
		        .found = m.at[i].text });
	return result;
}
