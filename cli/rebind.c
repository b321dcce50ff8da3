/*
 * The moving of a mailbox to another server: shows what matches before
 * anything is stored (users.md 11).
 */

#include "cli/rebind.h"

#include <sys/file.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "desk/rebind.h"
#include "edge/settings.h"
#include "edge/token.h"
#include "edge/trust.h"
#include "edge/watch.h"

static int
match(struct cli *cli, const struct mailbox_settings *m, struct trust *trust,
    struct rebind *r, struct err *e)
{
	struct source *source = watch_source(cli->arena, m, trust, NULL, 0);
	int result;

	if (rebind_begin(r, cli->store, cli->arena, m->id, e) != 0)
		return -1;
	if (r->mailbox == 0)
		return err_set(e, ERR_FIX,
		    "mailbox %s was never read: there is nothing to match",
		    m->id);
	result = source->kind->open(source, e);
	if (result == 0)
		result = source->kind->scan(source, NULL, 0, rebind_take, r, e);
	source->kind->close(source);
	if (result == 0 && r->error.kind != ERR_NONE) {
		*e = r->error;
		result = -1;
	}
	return result == 0 ? 0 : err_in(e, "mailbox %s", m->id);
}

static size_t
count_known(const struct rebind *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->n_folders; i++)
		n += r->folders[i].known;
	return n;
}

static void
print_rebind(const char *mailbox, const struct rebind *r)
{
	char at[INSTANT_TEXT];
	size_t i;

	for (i = 0; i < r->n_folders; i++) {
		const struct rebind_folder *f = &r->folders[i];

		printf("%s/%s: %zu on the server = %zu known + %zu that would "
		       "become history",
		    mailbox, f->folder, f->n, f->known, f->unknown);
		if (f->unread > 0)
			printf(" + %zu that cannot be had", f->unread);
		putchar('\n');
	}
	printf("%s: %zu messages in the store, %zu of them not on this "
	       "server\n",
	    mailbox, r->n_stored, rebind_missing(r));
	if (r->n_late > 0)
		printf("  came in after the last look, and would be history: "
		       "answer these by hand, or forward them anew\n");
	for (i = 0; i < r->n_late; i++) {
		const struct rebind_late *l = &r->late[i];

		printf("  %s/%s uid %u: %.16s  %s  %s\n", mailbox, l->folder,
		    l->uid, instant_print(l->received, at), l->sender,
		    l->subject);
	}
	if (r->n_late_unnamed > 0)
		printf("  and %zu more\n", r->n_late_unnamed);
}

static json_t *
json_rebind(const char *mailbox, const struct rebind *r)
{
	json_t *folders = json_array(), *late = json_array();
	size_t i;

	for (i = 0; i < r->n_folders; i++) {
		const struct rebind_folder *f = &r->folders[i];

		(void)json_array_append_new(folders,
		    json_pack("{ss ss sI sI sI sI}", "folder", f->folder,
		        "role", folder_role_name(f->role), "server",
		        (json_int_t)f->n, "known", (json_int_t)f->known,
		        "unknown", (json_int_t)f->unknown, "unread",
		        (json_int_t)f->unread));
	}
	for (i = 0; i < r->n_late; i++) {
		const struct rebind_late *l = &r->late[i];

		(void)json_array_append_new(late,
		    json_pack("{ss sI so so so}", "folder", l->folder, "uid",
		        (json_int_t)l->uid, "received",
		        json_of_instant(l->received), "from",
		        json_of_text(l->sender), "subject",
		        json_of_text(l->subject)));
	}
	return json_pack("{ss so sI sI so sI}", "mailbox", mailbox, "folders",
	    folders, "stored", (json_int_t)r->n_stored, "not_on_server",
	    (json_int_t)rebind_missing(r), "late", late, "late_unnamed",
	    (json_int_t)r->n_late_unnamed);
}

/* The daemon goes by what it knows of a folder; it must not run. The lock
 * goes with the process. */
static int
keep_daemon_out(struct cli *cli, struct err *e)
{
	const char *path = arena_printf(
	    cli->arena, "%s/lock", cli->office->settings.state_dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (fd >= 0)
		(void)close(fd);
	return err_set(e, ERR_AGAIN,
	    "postwachtd is running; stop it, confirm, and start it again");
}

static int
rebind_one(struct cli *cli, const struct mailbox_settings *m, bool confirms,
    struct trust *trust, json_t *list, struct err *e)
{
	struct rebind r;

	if (match(cli, m, trust, &r, e) != 0)
		return -1;
	if (list)
		(void)json_array_append_new(list, json_rebind(m->id, &r));
	else
		print_rebind(m->id, &r);
	if (r.n_stored > 0 && count_known(&r) == 0)
		return err_set(e, ERR_ITEM,
		    "nothing of mailbox %s is known at this server; is it the "
		    "right one?",
		    m->id);
	return confirms ? rebind_confirm(cli->store, m, cli->now, e) : 0;
}

int
cli_rebind(struct cli *cli, const char *only, bool confirms, struct err *e)
{
	const struct settings *s = &cli->office->settings;
	struct trust *trust;
	json_t *list = cli->is_json ? json_array() : NULL;
	size_t i;
	int result = 0;

	if (confirms && keep_daemon_out(cli, e) != 0)
		return err_exit_code(e->kind);
	trust = trust_new();
	tokens_tell_time(trust_tokens(trust), cli->now);
	for (i = 0; i < s->n_mailboxes && result == 0; i++) {
		const struct mailbox_settings *m = &s->mailboxes[i];

		if (!only || strcmp(only, m->id) == 0)
			result = rebind_one(cli, m, confirms, trust, list, e);
	}
	trust_free(trust);
	if (list)
		json_print(list);
	if (result != 0)
		return err_exit_code(e->kind);
	if (!list)
		puts(confirms ? "Taken into use: the next reading matches what "
		                "is known."
		              : "Nothing was stored.");
	return EX_OK;
}
