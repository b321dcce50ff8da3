/*
 * postwacht publish: writes the published files now.
 */

#include "desk/publish.h"

#include <stdio.h>
#include <sysexits.h>

#include "cli/command.h"
#include "desk/office.h"
#include "desk/status.h"
#include "edge/studio.h"

static int
publish(struct cli *cli, struct err *e)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct published last = { 0 };

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (publish_files(
	        cli->store, cli->office, studio, cli->now, &last, e) != 0)
		return err_exit_code(e->kind);
	printf("%s: %s, %s, %s, %s\n", status_folder(cli->arena, cli->office),
	    STATUS_FILE, PUBLISH_PAGE, PUBLISH_TABLE, PUBLISH_PROM);
	return EX_OK;
}

const struct command command_publish = {
	.name = "publish",
	.usage = "",
	.summary = "writes the page and the other published files now",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = publish,
};
