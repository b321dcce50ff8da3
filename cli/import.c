/*
 * postwacht import: history from a Maildir or mbox, silently. What it brings
 * in is history: listed and counted, but never the cause of a mail. It may be
 * stopped at any moment; a second run goes on where it was.
 */

#include <sys/stat.h>

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "desk/file.h"
#include "desk/office.h"
#include "edge/store.h"
#include "edge/watch.h"

struct job {
	struct cli *cli;
	struct mailbox_settings mailbox;
	struct inbox *inbox;
	struct watch *watch;
	struct filed_counts counts;
};

/* The mailbox of the configuration under another id, so that its cursors stay
 * apart from those of the server. */
static int
describe(struct job *job, const char *path, const char *sent, const char *id,
    struct err *e)
{
	const struct settings *s = &job->cli->office->settings;
	struct stat st;
	size_t i;

	for (i = 0; i < s->n_mailboxes; i++) {
		if (strcmp(s->mailboxes[i].id, id) == 0)
			job->mailbox = s->mailboxes[i];
	}
	if (!job->mailbox.id)
		return err_set(
		    e, ERR_FIX, "the configuration has no mailbox '%s'", id);
	if (stat(path, &st) != 0)
		return err_set(e, ERR_FIX, "%s cannot be read", path);
	job->mailbox.source =
	    S_ISDIR(st.st_mode) ? MAILBOX_MAILDIR : MAILBOX_MBOX;
	job->mailbox.path = path;
	job->mailbox.sent_folder = sent ? sent : "";
	job->mailbox.id =
	    arena_printf(job->cli->arena, "%s/import/%s", id, path);
	return 0;
}

static int
begin(struct job *job, struct err *e)
{
	struct cli *cli = job->cli;
	struct stored_mailbox stored;
	struct cursor *cursors = NULL;
	struct known_name *names = NULL;
	size_t n_cursors = 0, n_names = 0;

	if (store_mailbox(cli->store, cli->arena, job->mailbox.id, cli->now,
	        &stored, e) != 0 ||
	    store_cursors(cli->store, cli->arena, stored.id, &cursors,
	        &n_cursors, e) != 0 ||
	    store_names(
	        cli->store, cli->arena, stored.id, &names, &n_names, e) != 0)
		return -1;
	job->inbox = inbox_new(INBOX_ROOM);
	job->watch = watch_start(&job->mailbox, 0, NULL, job->inbox, cursors,
	    n_cursors, names, n_names, true, e);
	return job->watch ? 0 : -1;
}

static void
show_progress(const struct job *job)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%zu messages",
		    job->counts.filed + job->counts.known);
}

/* 1: more may come; 0: that was all; -1. */
static int
take(struct job *job, struct err *e)
{
	struct cli *cli = job->cli;
	struct news news;
	int result;

	if (inbox_take(job->inbox, 60000, &news) <= 0)
		return 1;
	if (news.kind == NEWS_TROUBLE) {
		*e = news.error;
		return -1;
	}
	if (news.kind != NEWS_BATCH)
		return news.kind == NEWS_WELL;
	result = file_batch(cli->store, cli->office, &job->mailbox, news.batch,
	    cli->now, true, &job->counts, e);
	batch_free(news.batch);
	show_progress(job);
	return result == 0 ? 1 : -1;
}

static int
import(struct cli *cli, struct err *e)
{
	struct job job = { .cli = cli };
	const char *id = command_option(cli, "--mailbox");
	const char *sent = command_option(cli, "--sent");
	int more;

	if (cli->argc != 2 || !id)
		return command_usage(cli, "a path and --mailbox ID");
	if (describe(&job, cli->argv[1], sent, id, e) != 0 ||
	    begin(&job, e) != 0)
		return err_exit_code(e->kind);
	do
		more = take(&job, e);
	while (more > 0);
	watch_stop(job.watch);
	inbox_free(job.inbox);
	if (isatty(STDERR_FILENO))
		fputc('\n', stderr);
	if (more < 0)
		return err_exit_code(e->kind);
	printf("%zu messages imported, %zu were known, %zu set aside, "
	       "%zu questions\n",
	    job.counts.filed, job.counts.known, job.counts.aside,
	    job.counts.opened);
	return EX_OK;
}

const struct command command_import = {
	.name = "import",
	.usage = "PATH --mailbox ID [--sent PATH]",
	.summary = "history from a Maildir or mbox, silently",
	.needs = NEEDS_STORE_TO_WRITE,
	.reads_mail = true,
	.run = import,
};
