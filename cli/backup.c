/*
 * postwacht backup: a copy of the store while the daemon runs, and of the key
 * beside it. docs/operations.md says how it is restored.
 */

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "desk/forget.h"
#include "desk/hold.h"
#include "desk/office.h"
#include "edge/rulefile.h"
#include "edge/store_backup.h"
#include "edge/store_care.h"
#include "edge/whole.h"

#define KEY_BYTES_MAX 4096

static int
copy_key(struct cli *cli, const char *to, struct err *e)
{
	const char *from =
	    arena_printf(cli->arena, "%s/key", cli->office->settings.state_dir);
	const char *bytes = NULL;
	size_t n = 0;

	if (file_read(cli->arena, from, KEY_BYTES_MAX, &bytes, &n, e) != 0)
		return -1;
	return whole_create(to, bytes, n, 0600, e);
}

/* Who was forgotten, so that a restored store forgets again; 1: there is
 * somebody, 0, -1. */
static int
copy_forgotten(struct cli *cli, const char *to, struct err *e)
{
	const char *from = arena_printf(
	    cli->arena, "%s/" FORGOTTEN_FILE, cli->office->settings.state_dir);
	const char *bytes = NULL;
	size_t n = 0;

	if (access(from, F_OK) != 0)
		return 0;
	if (file_read(cli->arena, from, FORGOTTEN_MAX, &bytes, &n, e) != 0 ||
	    whole_create(to, bytes, n, 0600, e) != 0)
		return -1;
	return 1;
}

static int
backup(struct cli *cli, struct err *e)
{
	const char *path, *key, *forgotten;
	int has_forgotten;

	if (cli->argc != 2)
		return command_usage(cli, "one file");
	path = cli->argv[1];
	key = arena_printf(cli->arena, "%s.key", path);
	forgotten = arena_printf(cli->arena, "%s.forgotten", path);
	if (copy_key(cli, key, e) != 0)
		return err_exit_code(e->kind);
	has_forgotten = copy_forgotten(cli, forgotten, e);
	if (has_forgotten < 0 ||
	    store_backup(cli->store, path, HOLD_RESTORED, cli->now, e) != 0) {
		(void)unlink(key);
		if (has_forgotten > 0)
			(void)unlink(forgotten);
		return err_exit_code(e->kind);
	}
	if (!cli->has_as_of &&
	    store_meta_set(cli->store, META_BACKED_UP, cli->now.sec, e) != 0)
		return err_exit_code(e->kind);
	printf("%s and %s\n", path, key);
	if (has_forgotten > 0)
		puts(forgotten);
	return EX_OK;
}

const struct command command_backup = {
	.name = "backup",
	.usage = "FILE",
	.summary = "a copy of the store while the daemon runs, with its key",
	.needs = NEEDS_STORE,
	.run = backup,
};
