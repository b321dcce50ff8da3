/*
 * postwacht audit: the server counted against the store, and with --rebuild
 * the questions against their events; --rebind is cli/rebind's. Reads the
 * mailbox as the daemon does, on a connection of its own.
 */

#include "desk/audit.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/rebind.h"
#include "desk/office.h"
#include "desk/rebind.h"
#include "edge/line.h"
#include "edge/token.h"
#include "edge/trust.h"
#include "edge/watch.h"

/* One audit while its listings come in. */
struct count {
	struct audit audit;
	struct err error; /* why it stopped */
};

static int
take_listing(void *context, struct listing *l)
{
	struct count *c = context;
	int r = audit_take(&c->audit, l, &c->error);

	listing_free(l);
	return r;
}

static int
list_source(
    struct cli *cli, struct source *source, struct count *c, struct err *e)
{
	struct cursor *cursors = NULL;
	size_t n = 0;

	if (c->audit.mailbox &&
	    store_cursors(
	        cli->store, cli->arena, c->audit.mailbox, &cursors, &n, e) != 0)
		return -1;
	if (source->kind->open(source, e) != 0 ||
	    source->kind->list(source, cursors, n, take_listing, c, e) != 0)
		return -1;
	if (c->error.kind != ERR_NONE) {
		*e = c->error;
		return -1;
	}
	return audit_end(&c->audit, e);
}

static int
count_mailbox(struct cli *cli, const struct mailbox_settings *m, bool repairs,
    struct trust *trust, struct count *c, struct err *e)
{
	struct source *source = watch_source(cli->arena, m, trust, NULL, 0);
	int r;

	*c = (struct count){ .error = { .kind = ERR_NONE } };
	if (audit_begin(&c->audit, cli->store, cli->arena, m->id, repairs,
	        cli->now, e) != 0)
		return -1;
	if (c->audit.mailbox &&
	    rebind_may_read(cli->store, c->audit.mailbox, m, e) <= 0)
		return -1;
	r = list_source(cli, source, c, e);
	source->kind->close(source);
	return r == 0 ? 0 : err_in(e, "mailbox %s", m->id);
}

static const char *
gap_words(enum gap_kind kind)
{
	switch (kind) {
	case GAP_MISSING:
		return "on the server, not in the store";
	case GAP_VANISHED:
		return "in the store, gone from the server";
	case GAP_ASIDE:
		break;
	}
	return "set aside";
}

static void
print_folder(const char *mailbox, const struct audit_folder *f)
{
	printf("%s/%s: %lld on the server = %lld filed + %lld set aside + "
	       "%lld to retry",
	    mailbox, f->folder, (long long)f->server, (long long)f->filed,
	    (long long)f->aside, (long long)f->retry);
	if (f->vanished)
		printf(" - %lld vanished", (long long)f->vanished);
	if (f->missing)
		printf(" + %lld MISSING", (long long)f->missing);
	if (f->waiting)
		printf(" + %lld not read yet", (long long)f->waiting);
	printf("; %lld gone before\n", (long long)f->gone);
	if (f->is_new_epoch)
		puts("  the server counts anew (UIDVALIDITY); the next reading "
		     "matches what is known");
	if (f->is_unlisted)
		puts("  the server does not show this folder any more");
}

static void
print_audit(const char *mailbox, const struct audit *au)
{
	size_t i;

	for (i = 0; i < au->n_folders; i++)
		print_folder(mailbox, &au->folders[i]);
	for (i = 0; i < au->n_gaps; i++) {
		const struct audit_gap *g = &au->gaps[i];

		printf("  %s/%s uid %u%s%s: %s%s%s\n", mailbox, g->folder,
		    g->uid, *g->name ? " " : "", g->name, gap_words(g->kind),
		    *g->reason ? ": " : "", g->reason);
	}
	if (au->n_unnamed > 0)
		printf("  and %zu more\n", au->n_unnamed);
}

static json_t *
json_folder(const struct audit_folder *f)
{
	return json_pack("{ss ss sI sI sI sI sI sI sI sI sb sb}", "folder",
	    f->folder, "role", folder_role_name(f->role), "server",
	    (json_int_t)f->server, "filed", (json_int_t)f->filed, "set_aside",
	    (json_int_t)f->aside, "to_retry", (json_int_t)f->retry, "gone",
	    (json_int_t)f->gone, "missing", (json_int_t)f->missing, "vanished",
	    (json_int_t)f->vanished, "not_read_yet", (json_int_t)f->waiting,
	    "new_epoch", f->is_new_epoch, "unlisted", f->is_unlisted);
}

static json_t *
json_gap(const struct audit_gap *g)
{
	return json_pack("{ss sI so ss so}", "folder", g->folder, "uid",
	    (json_int_t)g->uid, "name", json_of_text(g->name), "what",
	    gap_words(g->kind), "reason", json_of_text(g->reason));
}

static json_t *
json_audit(const char *mailbox, const struct audit *au)
{
	json_t *folders = json_array(), *gaps = json_array();
	size_t i;

	for (i = 0; i < au->n_folders; i++)
		(void)json_array_append_new(
		    folders, json_folder(&au->folders[i]));
	for (i = 0; i < au->n_gaps; i++)
		(void)json_array_append_new(gaps, json_gap(&au->gaps[i]));
	return json_pack("{ss sb so so sI}", "mailbox", mailbox, "reconciles",
	    audit_reconciles(au), "folders", folders, "differences", gaps,
	    "unnamed", (json_int_t)au->n_unnamed);
}

/* A mailbox that cannot be counted is said, and the others still are. */
static int
count_all(struct cli *cli, const char *only, bool repairs)
{
	const struct settings *s = &cli->office->settings;
	struct trust *trust = trust_new();
	json_t *list = cli->is_json ? json_array() : NULL;
	int code = EX_OK;
	size_t i;

	tokens_tell_time(trust_tokens(trust), cli->now);
	for (i = 0; i < s->n_mailboxes; i++) {
		const struct mailbox_settings *m = &s->mailboxes[i];
		struct err why = { 0 };
		struct count c;

		if (only && strcmp(only, m->id) != 0)
			continue;
		if (count_mailbox(cli, m, repairs, trust, &c, &why) != 0) {
			fprintf(stderr, "postwacht audit: %s\n", why.text);
			code =
			    code == EX_DATAERR ? code : err_exit_code(why.kind);
			continue;
		}
		if (!audit_reconciles(&c.audit))
			code = EX_DATAERR;
		if (list)
			(void)json_array_append_new(
			    list, json_audit(m->id, &c.audit));
		else
			print_audit(m->id, &c.audit);
	}
	if (list)
		json_print(list);
	trust_free(trust);
	return code;
}

static int
check_question(struct cli *cli, const struct stored_question *q, bool repairs,
    size_t *wrong, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = cli->office->calendar;
	int is_same = store_question_check(cli->store, a, q, cal, e);

	if (is_same < 0)
		return -1;
	if (is_same)
		return 0;
	(*wrong)++;
	printf("question %lld: what is stored is not what its events say%s\n",
	    (long long)q->id, repairs ? "; written anew" : "");
	return repairs ? store_question_project(
	                     cli->store, a, q->id, q->is_history, cal, e)
	               : 0;
}

/* decisions.md 12: the projection is a fold over the events. */
static int
rebuild(struct cli *cli, bool repairs, struct err *e)
{
	struct stored_question *all = NULL;
	size_t i, n = 0, wrong = 0;

	if (store_begin(cli->store, e) != 0)
		return err_exit_code(e->kind);
	if (store_question_list(cli->store, cli->arena, &all, &n, e) != 0) {
		store_rollback(cli->store);
		return err_exit_code(e->kind);
	}
	for (i = 0; i < n; i++) {
		if (check_question(cli, &all[i], repairs, &wrong, e) != 0) {
			store_rollback(cli->store);
			return err_exit_code(e->kind);
		}
	}
	if (store_commit(cli->store, e) != 0)
		return err_exit_code(e->kind);
	printf(
	    "%zu questions rebuilt from their events, %zu differ\n", n, wrong);
	return wrong > 0 && !repairs ? EX_DATAERR : EX_OK;
}

static bool
is_mailbox(const struct settings *s, const char *id)
{
	size_t i;

	for (i = 0; i < s->n_mailboxes; i++) {
		if (strcmp(s->mailboxes[i].id, id) == 0)
			return true;
	}
	return false;
}

static int
run_audit(struct cli *cli, struct err *e)
{
	bool rebuilds = command_flag(cli, "--rebuild");
	bool repairs = command_flag(cli, "--repair");
	bool rebinds = command_flag(cli, "--rebind");
	bool confirms = command_flag(cli, "--confirm");
	const char *mailbox = command_option(cli, "--mailbox");

	if (cli->argc > 1)
		return command_usage(
		    cli, "'%s' is not understood", cli->argv[1]);
	if (mailbox && !is_mailbox(&cli->office->settings, mailbox))
		return command_usage(
		    cli, "the configuration has no mailbox '%s'", mailbox);
	if (confirms && !rebinds)
		return command_usage(cli, "--confirm goes with --rebind");
	if ((repairs || confirms) && cli->has_as_of &&
	    store_kind(cli->store) == STORE_LIVE)
		return command_usage(cli,
		    "the store is live: no --repair or --confirm under --as-of");
	if (rebinds)
		return cli_rebind(cli, mailbox, confirms, e);
	if (rebuilds)
		return rebuild(cli, repairs, e);
	return count_all(cli, mailbox, repairs);
}

const struct command command_audit = {
	.name = "audit",
	.usage = "[--mailbox ID] [--rebuild] [--repair] [--rebind [--confirm]]",
	.summary = "server against store, or questions against events",
	.needs = NEEDS_STORE,
	.reads_mail = true,
	.run = run_audit,
};
