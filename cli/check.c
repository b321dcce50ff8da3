/*
 * postwacht check: configuration and rules, offline, all mistakes at once.
 */

#include <stdio.h>
#include <sysexits.h>

#include "base/text.h"
#include "cli/command.h"
#include "desk/office.h"
#include "edge/fault_print.h"

#define MISTAKES_MAX (4u << 20)

/* What shows only when the rules are tried: examples, and rules that can never
 * fire, overlap or are slow. How many. */
static size_t
look_over(struct cli *cli)
{
	const struct office *o = cli->office;
	struct faults faults = { .arena = cli->arena };
	SCOPED(text_done) struct text mistakes;

	rules_try_examples(o->rulebook.rules, &faults);
	rules_review(o->rulebook.rules, &faults);
	text_init(&mistakes, MISTAKES_MAX);
	faults_print(&faults, o->settings.language, &mistakes);
	fputs(mistakes.data, stderr);
	return faults.n;
}

static void
tell_good(const struct cli *cli, const struct office *o)
{
	bool is_english = o->settings.language == LANGUAGE_EN;

	printf(is_english ? "All is well: %zu rules in %s (version %s)"
	                  : "Alles klopt: %zu regels in %s (versie %s)",
	    rules_count(o->rulebook.rules), o->settings.rules_dir,
	    o->versions.rules);
	printf(is_english ? "; %s: %zu mailboxes, %zu people, calendar %s\n"
	                  : "; %s: %zu postvakken, %zu mensen, kalender %s\n",
	    cli->config      ? cli->config
	        : is_english ? "the shipped example"
	                     : "de meegeleverde configuratie",
	    o->settings.n_mailboxes, o->settings.roster.n_people,
	    o->versions.calendar);
}

static int
check(struct cli *cli, struct err *e)
{
	const struct office *o;
	size_t wrong;

	cli->rules = command_option(cli, "--rules");
	if (cli->argc > 2)
		return command_usage(cli, "one configuration at a time");
	if (cli->argc == 2)
		cli->config = cli->argv[1];
	if (command_office(cli, e) != 0)
		return EX_CONFIG;
	wrong = look_over(cli);
	o = cli->office;
	if (wrong > 0) {
		(void)office_rules_refused(o, wrong, e);
		return EX_CONFIG;
	}
	tell_good(cli, o);
	return EX_OK;
}

const struct command command_check = {
	.name = "check",
	.usage = "[FILE] [--rules DIR]",
	.summary = "configuration and rules, offline",
	.needs = NEEDS_NOTHING,
	.run = check,
};
