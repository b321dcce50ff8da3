/*
 * A first look at the bytes of a file of rules, ahead of libconfig: the same
 * look that the configuration gets.
 */

#include "edge/fault_scan.h"

#include <string.h>

#include "base/arena.h"
#include "edge/punctuation.h"
#include "edge/rulefile.h"
#include "edge/settings_mistakes.h"
#include "edge/settings_scan.h"

/* What some editors put in front of UTF-8, and the slips of whoever writes. */
static int
look_at_text(struct faults *f, const char *file)
{
	const char *text = "";
	size_t n = 0;

	/* A file that cannot be read is told of by settings_scan. */
	if (file_read(f->arena, file, RULES_FILE_MAX, &text, &n, NULL) != 0)
		return 0;
	if (strncmp(text, "\xEF\xBB\xBF", 3) != 0)
		return punctuation_check(f, file, text);
	fault_add(f, (struct fault){ .kind = FAULT_BOM, .file = file });
	return -1;
}

int
fault_scan(struct faults *f, const char *file, const char *folder)
{
	struct mistakes m = { .arena = f->arena, .file = file };
	int result;
	size_t i;

	if (look_at_text(f, file) != 0)
		return -1;
	result = settings_scan(&m, file, folder);
	for (i = 0; i < m.n; i++)
		fault_add(f,
		    (struct fault){ .kind = FAULT_FILE,
		        .file = m.at[i].file,
		        .line = m.at[i].line,
		        .found = m.at[i].text });
	return result;
}
