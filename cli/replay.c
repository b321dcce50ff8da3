/*
 * postwacht replay, postwacht refile: new rules tried on old mail, and put to
 * the questions that there are.
 */

#include "desk/replay.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/office.h"

#define MISTAKES_MAX (4u << 20)
#define LINE_MAX     4096

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Somebody waits for it. */
struct watched {
	struct replay replay;
	double began;
	bool is_english;
};

/* "412500 van 1000000 (41 %), nog 180 s": of a path it is not known how much
 * there is. */
static bool
show_progress(void *context, size_t messages)
{
	const struct watched *w = context;
	size_t total = w->replay.total;
	double left;

	if (!isatty(STDERR_FILENO))
		return true;
	if (total == 0) {
		fprintf(stderr, "\r%zu ...", messages);
		return true;
	}
	left = (seconds() - w->began) * (double)(total - messages) /
	    (double)messages;
	fprintf(stderr,
	    w->is_english ? "\r%zu of %zu (%zu %%), %.0f s to go   "
	                  : "\r%zu van %zu (%zu %%), nog %.0f s   ",
	    messages, total, messages * 100 / total, left);
	return true;
}

static void
show_item(void *context, const struct replay_item *item)
{
	const struct watched *w = context;
	SCOPED(text_done) struct text line;

	text_init(&line, LINE_MAX);
	replay_tell_item(&w->replay, item, &line);
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%40s\r", "");
	fputs(line.data, stdout);
}

static int
open_new(struct cli *cli, const char *dir, struct office **out, struct err *e)
{
	SCOPED(text_done) struct text mistakes;
	int result;

	text_init(&mistakes, MISTAKES_MAX);
	result = office_open_with(
	    *cli->office->settings.file ? cli->office->settings.file : NULL,
	    dir, out, &mistakes, e);
	if (result != 0)
		fputs(mistakes.data, stderr);
	return result;
}

static void
print_end(const struct replay *r, const struct replay_score *score, double took)
{
	SCOPED(text_done) struct text all;

	text_init(&all, LINE_MAX);
	if (score)
		replay_tell_score(r, score, &all);
	else
		replay_tell_counts(r, &all);
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%40s\r", "");
	printf("%s(%.1f s)\n", all.data, took);
}

/* What is to be replayed: a path, or the store of the configuration. */
static int
run_replay(struct cli *cli, struct watched *w, bool is_against, struct err *e)
{
	struct replay *r = &w->replay;
	struct replay_score score;
	int result;

	w->began = seconds();

	if (cli->argc == 2 && !is_against)
		result = replay_path(r, cli->argv[1], e);
	else if (command_store(cli, NEEDS_STORE, e) != 0)
		result = -1;
	else if (is_against)
		result = replay_corrections(r, cli->store, &score, e);
	else
		result = replay_store(r, cli->store, e);
	if (result != 0)
		return err_exit_code(e->kind);
	print_end(r, is_against ? &score : NULL, seconds() - w->began);
	return EX_OK;
}

static int
replay(struct cli *cli, struct err *e)
{
	const char *dir = command_option(cli, "--rules");
	const char *against = command_option(cli, "--against");
	struct office *new = NULL;
	struct watched w = { .is_english = cli->office->settings.language ==
		    LANGUAGE_EN };
	struct replay *r = &w.replay;
	int code;

	if (against && strcmp(against, "corrections") != 0)
		return command_usage(
		    cli, "--against corrections, not '%s'", against);
	if (cli->argc > 2 || (against && cli->argc > 1))
		return command_usage(cli, "one path at most");
	if (dir && open_new(cli, dir, &new, e) != 0)
		return EX_CONFIG;
	*r = (struct replay){ .old = cli->office,
		.new = new ? new : cli->office,
		.tell = show_item,
		.progress = show_progress,
		.context = &w };
	code = run_replay(cli, &w, against != NULL, e);
	office_close(new);
	return code;
}

static int
refile(struct cli *cli, struct err *e)
{
	long long only = 0;
	size_t n = 0, events = 0;
	int code = 0;

	if (cli->argc > 2)
		return command_usage(cli, "one question, or none for all");
	if (cli->argc == 2)
		code = command_number(cli, cli->argv[1], &only);
	if (code != 0)
		return code;
	if (replay_refile(
	        cli->store, cli->office, only, cli->now, &n, &events, e) != 0)
		return err_exit_code(e->kind);
	printf(cli->office->settings.language == LANGUAGE_EN
	        ? "questions judged anew: %zu; events appended: %zu\n"
	        : "vragen opnieuw beoordeeld: %zu; stappen bijgekomen: %zu\n",
	    n, events);
	return EX_OK;
}

const struct command command_replay = {
	.name = "replay",
	.usage = "[--rules DIR] [--against corrections] [PATH]",
	.summary = "old mail under new rules: what would change",
	.needs = NEEDS_OFFICE,
	.reads_mail = true,
	.run = replay,
};

const struct command command_refile = {
	.name = "refile",
	.usage = "[N]",
	.summary = "open questions, or one, by the rules in use now",
	.needs = NEEDS_STORE_TO_WRITE,
	.run = refile,
};
