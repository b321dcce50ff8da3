/*
 * postwacht due: what would be sent at that moment. Writes nothing.
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "desk/remind.h"
#include "edge/store.h"

static json_t *
json_of_planned(const struct planned *p, const char *subject, bool is_done)
{
	json_t *questions = json_array();
	size_t i;

	for (i = 0; i < p->n_items; i++)
		(void)json_array_append_new(questions,
		    json_integer((json_int_t)p->items[i].question->id));
	return json_pack("{ss ss ss ss sb so}", "kind",
	    notice_kind_name(p->kind), "key", p->key, "to",
	    p->recipient->address, "subject", subject, "made", is_done,
	    "questions", questions);
}

static void
print_planned(const struct planned *p, const char *subject, bool is_done)
{
	size_t i;

	printf("%-8s  %-28s  %s%s\n", notice_kind_name(p->kind),
	    p->recipient->address, subject, is_done ? "  (made already)" : "");
	for (i = 0; i < p->n_items; i++)
		printf("          question %lld: %s\n",
		    (long long)p->items[i].question->id,
		    p->items[i].step == STEP_LATE ? "late"
		        : p->items[i].step == STEP_TODAY
		        ? "due today"
		        : "due on the next working day");
}

static int
print_one(struct cli *cli, const struct planned *p, json_t *list, struct err *e)
{
	struct rendered body;
	int done = remind_is_done(cli->store, p, e);

	if (done < 0 ||
	    remind_render(cli->store, cli->office, cli->arena, p, cli->now,
	        &body, e) != 0)
		return -1;
	if (list)
		(void)json_array_append_new(
		    list, json_of_planned(p, body.subject, done > 0));
	else
		print_planned(p, body.subject, done > 0);
	return 0;
}

static int
due(struct cli *cli, struct err *e)
{
	const char *who = command_option(cli, "--for");
	json_t *list = cli->is_json ? json_array() : NULL;
	struct plan plan;
	size_t i, n = 0;

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (remind_plan(
	        cli->store, cli->office, cli->arena, cli->now, &plan, e) != 0)
		return err_exit_code(e->kind);
	for (i = 0; i < plan.n; i++) {
		if (who && strcmp(plan.at[i].recipient->id, who) != 0)
			continue;
		if (print_one(cli, &plan.at[i], list, e) != 0)
			return err_exit_code(e->kind);
		n++;
	}
	if (list)
		json_print(list);
	else if (n == 0)
		puts("nothing is due");
	return EX_OK;
}

const struct command command_due = {
	.name = "due",
	.usage = "[--for PERSON] [--as-of TIME]",
	.summary = "what would be sent at that moment",
	.needs = NEEDS_STORE,
	.run = due,
};
