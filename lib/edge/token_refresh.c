/*
 * The file of a refresh token. A provider may give another one with each
 * answer and refuse the old one soon after: what came is on disk before
 * anything else is done with the answer (B1).
 */

#include "edge/token_refresh.h"

#include <string.h>

#include "base/arena.h"
#include "edge/secret.h"
#include "edge/settings.h"
#include "edge/whole.h"

int
token_refresh_read(struct arena *a, const struct token_settings *source,
    const char **out, struct err *e)
{
	const struct secret_source file = { .credential = "",
		.file = source->refresh_file };

	if (secret_read(a, &file, out, e) != 0)
		return err_in(
		    e, "no refresh token; run postwacht auth %s", source->name);
	return 0;
}

int
token_refresh_write(
    const struct token_settings *source, const char *token, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *slash = strrchr(source->refresh_file, '/');
	const char *folder = slash ? arena_copy_n(a, source->refresh_file,
	                                 (size_t)(slash - source->refresh_file))
	                           : ".";
	char *line = arena_printf(a, "%s\n", token);
	int r = whole_write(folder, slash ? slash + 1 : source->refresh_file,
	    line, strlen(line), 0600, e);

	secret_wipe(line);
	return r;
}
