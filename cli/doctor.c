/*
 * postwacht doctor: each link looked at, one line each, and what to do about
 * those that are not well.
 */

#include "desk/doctor.h"

#include <jansson.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "edge/store.h"

static void
print_findings(const struct findings *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct finding *one = &f->at[i];

		printf("%-4s  %s: %s\n", finding_level_name(one->level),
		    one->link, one->says);
		if (*one->remedy)
			printf("      -> %s\n", one->remedy);
	}
}

static void
print_findings_json(const struct findings *f)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < f->n; i++)
		json_array_append_new(list,
		    json_pack("{s:s, s:s, s:s, s:s}", "level",
		        finding_level_name(f->at[i].level), "link",
		        f->at[i].link, "says", f->at[i].says, "remedy",
		        f->at[i].remedy));
	json_print(list);
}

/* The store when there is one; a doctor for a house that is not lived in yet
 * says so. */
static int
open_store(struct cli *cli, struct store **out, struct err *e)
{
	const char *path = arena_printf(
	    cli->arena, "%s/postwacht.db", cli->office->settings.state_dir);

	*out = NULL;
	return access(path, F_OK) == 0
	    ? store_open(path, STORE_LIVE, true, out, e)
	    : 0;
}

static void
store_done(struct store **s)
{
	store_close(*s);
}

static int
doctor(struct cli *cli, struct err *e)
{
	SCOPED(store_done) struct store *store = NULL;
	struct findings f = { .arena = cli->arena };
	bool is_offline = command_flag(cli, "--offline");
	const char *state_dir = cli->office->settings.state_dir;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (!cli->config) {
		(void)err_set(e, ERR_FIX,
		    "there is no configuration to look at; write one with "
		    "postwacht setup, or name it with -c");
		return EX_CONFIG;
	}
	/* The rights that count are those of the service. */
	if (access(state_dir, F_OK) == 0 &&
	    command_become_owner(state_dir, e) != 0)
		return err_exit_code(e->kind);
	if (open_store(cli, &store, e) != 0)
		finding_add(&f, FINDING_BAD, "store",
		    "run this as the user postwacht", "%s", e->text);
	doctor_house(cli->office, store, cli->now, &f);
	if (!is_offline)
		doctor_links(cli->office, cli->now, &f);
	if (cli->is_json)
		print_findings_json(&f);
	else
		print_findings(&f);
	return f.worst == FINDING_BAD ? EX_UNAVAILABLE : EX_OK;
}

const struct command command_doctor = {
	.name = "doctor",
	.usage = "[--offline]",
	.summary = "each link live, with what to do about it",
	.needs = NEEDS_OFFICE,
	.run = doctor,
};
