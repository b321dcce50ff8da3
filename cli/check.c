/*
 * postwacht check: configuration and rules, offline, all mistakes at once.
 */

#include <stdio.h>
#include <sysexits.h>

#include "base/text.h"
#include "cli/command.h"
#include "desk/office.h"

#define MISTAKES_MAX 262144

static int
check(struct cli *cli, struct err *e)
{
	const struct office *o;
	struct text mistakes;
	size_t wrong;

	if (cli->argc > 2)
		return command_usage(cli, "one configuration at a time");
	if (cli->argc == 2)
		cli->config = cli->argv[1];
	if (command_office(cli, e) != 0)
		return EX_CONFIG;
	o = cli->office;
	text_init(&mistakes, MISTAKES_MAX);
	wrong = rules_try_examples(o->rulebook.rules, cli->arena, &mistakes);
	fputs(mistakes.data, stderr);
	text_done(&mistakes);
	if (wrong > 0)
		return EX_CONFIG;
	printf("%s: good: %zu mailboxes, %zu people, %zu rules (version %s), "
	       "calendar %s\n",
	    cli->config ? cli->config : "the shipped example",
	    o->settings.n_mailboxes, o->settings.roster.n_people,
	    rules_count(o->rulebook.rules), o->versions.rules,
	    o->versions.calendar);
	return EX_OK;
}

const struct command command_check = {
	.name = "check",
	.usage = "[FILE]",
	.summary = "configuration and rules, offline",
	.needs = NEEDS_NOTHING,
	.run = check,
};
