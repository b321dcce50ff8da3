/*
 * postwacht renew-key: another key in the place of one that somebody may have
 * got hold of. docs/operations.md says when.
 */

#include <stdio.h>
#include <sysexits.h>

#include "cli/command.h"
#include "desk/office.h"

static int
renew_key(struct cli *cli, struct err *e)
{
	if (cli->argc != 1)
		return command_usage(cli, "no words");
	if (office_renew_key(cli->office, cli->now, e) != 0)
		return err_exit_code(e->kind);
	printf("A new key is in use once the daemon is reloaded (systemctl "
	       "reload postwachtd).\nAnswers to notices that were signed with "
	       "the old one count for another %d days.\n",
	    OURS_KEY_DAYS);
	return EX_OK;
}

const struct command command_renew_key = {
	.name = "renew-key",
	.usage = "",
	.summary = "a new key for what is ours; the old one fades",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = renew_key,
};
