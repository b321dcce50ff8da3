/*
 * postwacht auth: a person logs in for a source of tokens that lives by a
 * refresh token, the first time or after it was revoked.
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/command.h"
#include "desk/office.h"
#include "edge/token_device.h"

static const struct token_settings *
find_source(const struct settings *s, const char *name)
{
	size_t i;

	for (i = 0; i < s->n_token_sources; i++) {
		if (strcmp(s->token_sources[i].name, name) == 0)
			return &s->token_sources[i];
	}
	return NULL;
}

static int
auth(struct cli *cli, struct err *e)
{
	const struct token_settings *source;
	struct device_login login;

	if (cli->argc != 2)
		return command_usage(cli, "the name of one token source");
	source = find_source(&cli->office->settings, cli->argv[1]);
	if (!source || source->grant != GRANT_REFRESH) {
		(void)err_set(e, ERR_FIX,
		    "%s is no token source with grant = \"refresh\"",
		    cli->argv[1]);
		return EX_CONFIG;
	}
	if (token_device_begin(cli->arena, source, &login, e) != 0)
		return err_exit_code(e->kind);
	printf("Open %s, enter the code %s, and log in as the account that "
	       "reads the mailbox.\n",
	    login.uri, login.code);
	(void)fflush(stdout);
	if (token_device_wait(cli->arena, source, &login, e) != 0)
		return err_exit_code(e->kind);
	printf("%s is written; the daemon uses it at its next login.\n",
	    source->refresh_file);
	return EX_OK;
}

const struct command command_auth = {
	.name = "auth",
	.usage = "SOURCE",
	.summary = "log in for a token source with a refresh token",
	.needs = NEEDS_OFFICE,
	.run = auth,
};
