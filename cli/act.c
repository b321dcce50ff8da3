/*
 * postwacht answered, postwacht close: what was done outside the mailbox,
 * recorded by hand.
 */

#include "desk/act.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "desk/office.h"

/* The reasons for which a question is closed (users.md 5). */
static const struct {
	const char *word;  /* as typed, Dutch or English */
	const char *value; /* as stored */
} reasons[] = {
	{ "referred", "referred" },
	{ "doorverwezen", "referred" },
	{ "no-answer-needed", "no-answer-needed" },
	{ "geen-antwoord-nodig", "no-answer-needed" },
	{ "duplicate", "duplicate" },
	{ "dubbel", "duplicate" },
	{ "withdrawn", "withdrawn" },
	{ "ingetrokken", "withdrawn" },
};

static int
day_of(struct cli *cli, struct date *out)
{
	const char *on = command_option(cli, "--on");

	*out = date_of(cli->now);
	if (on && date_parse(on, out) != 0)
		return command_usage(cli, "'%s' is not a day (2026-11-19)", on);
	return 0;
}

static int
act(struct cli *cli, enum event_kind kind, const char *value, struct date day,
    struct err *e)
{
	char text[DATE_TEXT];
	long long number;
	int code = command_number(cli, cli->argv[1], &number);

	if (code != 0)
		return code;
	if (act_on_question(cli->store, cli->office, number, kind, value, day,
	        cli->now, e) != 0)
		return err_exit_code(e->kind);
	printf(
	    "question %lld: %s on %s\n", number, value, date_print(day, text));
	return EX_OK;
}

static int
answered(struct cli *cli, struct err *e)
{
	const char *by = command_option(cli, "--by");
	struct date day;

	if (day_of(cli, &day) != 0)
		return EX_USAGE;
	if (cli->argc != 2)
		return command_usage(cli, "one question at a time");
	if (by && strcmp(by, "phone") != 0 && strcmp(by, "hand") != 0)
		return command_usage(
		    cli, "--by is phone or hand, not '%s'", by);
	return act(cli, EVENT_ANSWERED, by ? by : "hand", day, e);
}

static int
close_question(struct cli *cli, struct err *e)
{
	struct date day;
	size_t i;

	if (day_of(cli, &day) != 0)
		return EX_USAGE;
	if (cli->argc != 3)
		return command_usage(cli, "a question and a reason");
	for (i = 0; i < LENGTH(reasons); i++) {
		if (strcmp(reasons[i].word, cli->argv[2]) == 0)
			return act(cli, EVENT_CLOSED, reasons[i].value, day, e);
	}
	return command_usage(cli,
	    "'%s' is not a reason (referred, no-answer-needed, duplicate, "
	    "withdrawn)",
	    cli->argv[2]);
}

const struct command command_answered = {
	.name = "answered",
	.usage = "N [--by phone] [--on DAY]",
	.summary = "report an answer that the mailbox does not show",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = answered,
};

const struct command command_close = {
	.name = "close",
	.usage = "N REASON [--on DAY]",
	.summary = "close without an answer of ours",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = close_question,
};
