/*
 * postwacht backup: a copy of the store while the daemon runs, and of the key
 * beside it. docs/operations.md says how it is restored.
 */

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/forget.h"
#include "desk/hold.h"
#include "desk/office.h"
#include "edge/rulefile.h"
#include "edge/store_backup.h"
#include "edge/store_care.h"
#include "edge/whole.h"

/* What is as secret as the store and comes with it. */
static const struct beside {
	const char *name;
	size_t max;
	bool is_always_there;
} beside[] = {
	{ KEY_FILE, KEY_FILE_MAX, true },
	{ OLD_KEYS_FILE, KEY_FILE_MAX, false },
	/* So that a restored store forgets again. */
	{ FORGOTTEN_FILE, FORGOTTEN_MAX, false },
};

struct copies {
	size_t n;
	const char *made[LENGTH(beside)];
};

static int
copy_one(struct cli *cli, const struct beside *b, const char *to,
    struct copies *copies, struct err *e)
{
	const char *from = arena_printf(
	    cli->arena, "%s/%s", cli->office->settings.state_dir, b->name);
	const char *bytes = NULL;
	size_t n = 0;

	if (!b->is_always_there && access(from, F_OK) != 0)
		return 0;
	to = arena_printf(cli->arena, "%s.%s", to, b->name);
	if (file_read(cli->arena, from, b->max, &bytes, &n, e) != 0 ||
	    whole_create(to, bytes, n, 0600, e) != 0)
		return -1;
	copies->made[copies->n++] = to;
	return 0;
}

static int
copy_all(
    struct cli *cli, const char *path, struct copies *copies, struct err *e)
{
	size_t i;

	for (i = 0; i < LENGTH(beside); i++) {
		if (copy_one(cli, &beside[i], path, copies, e) != 0)
			return -1;
	}
	return store_backup(cli->store, path, HOLD_RESTORED, cli->now, e);
}

static int
backup(struct cli *cli, struct err *e)
{
	struct copies copies = { 0 };
	const char *path;
	size_t i;

	if (cli->argc != 2)
		return command_usage(cli, "one file");
	path = cli->argv[1];
	if (copy_all(cli, path, &copies, e) != 0) {
		for (i = 0; i < copies.n; i++)
			(void)unlink(copies.made[i]);
		return err_exit_code(e->kind);
	}
	if (!cli->has_as_of &&
	    store_meta_set(cli->store, META_BACKED_UP, cli->now.sec, e) != 0)
		return err_exit_code(e->kind);
	printf("%s and %s\n", path, copies.made[0]);
	for (i = 1; i < copies.n; i++)
		puts(copies.made[i]);
	return EX_OK;
}

const struct command command_backup = {
	.name = "backup",
	.usage = "FILE",
	.summary = "a copy of the store while the daemon runs, with its keys",
	.needs = NEEDS_LEAN,
	.run = backup,
};
