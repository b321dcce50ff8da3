/*
 * Connection, folder list and selection of an IMAP account. Every command
 * here leaves the mailbox as it was: LIST, STATUS, EXAMINE; there is no
 * SELECT in this program's reading side.
 */

#include "edge/account.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/folders.h"
#include "edge/reply.h"
#include "edge/settings.h"
#include "edge/utf7.h"

void
account_begin(struct account *c)
{
	wire_begin(&c->wire);
}

static const char *
account_reply(const struct account *c)
{
	return c->session->imap_response ? c->session->imap_response : "";
}

static bool
is_broken(const struct account *c, int result)
{
	switch (result) {
	case MAILIMAP_ERROR_EXAMINE:
	case MAILIMAP_ERROR_FETCH:
	case MAILIMAP_ERROR_UID_FETCH:
	case MAILIMAP_ERROR_LIST:
	case MAILIMAP_ERROR_STATUS:
	case MAILIMAP_ERROR_SEARCH:
	case MAILIMAP_ERROR_UID_SEARCH:
	case MAILIMAP_ERROR_NOOP:
		return c->wire.is_broken;
	}
	return true;
}

int
account_check(struct account *c, int result, const char *command, struct err *e)
{
	char clean[REPLY_TEXT];

	if (result == MAILIMAP_NO_ERROR)
		return 0;
	c->source.retry_after = reply_backoff(account_reply(c));
	(void)reply_print(account_reply(c), clean);
	if (is_broken(c, result)) {
		/* Once the parser is out of step it stays so. A tagged BAD
		 * lands here too, and its words are in the reply. */
		c->wire.is_broken = true;
		return err_set(e, ERR_AGAIN, "%s: %s", command,
		    c->wire.fault.text[0] ? c->wire.fault.text
		        : *clean          ? clean
		                 : "the answer could not be understood");
	}
	return err_set(e, ERR_AGAIN, "%s was refused: %s", command, clean);
}

static enum folder_mark
mark_of(const struct mailimap_mbx_list_flags *flags)
{
	clistiter *i;

	if (!flags || !flags->mbf_oflags)
		return MARK_NONE;
	for (i = clist_begin(flags->mbf_oflags); i; i = clist_next(i)) {
		const struct mailimap_mbx_list_oflag *flag = clist_content(i);
		enum folder_mark mark = MARK_NONE;

		if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT &&
		    flag->of_flag_ext)
			mark = folders_mark(flag->of_flag_ext);
		if (mark != MARK_NONE)
			return mark;
	}
	return MARK_NONE;
}

static bool
is_absent(const struct mailimap_mbx_list_flags *flags)
{
	clistiter *i;

	if (!flags)
		return false;
	if (flags->mbf_type == MAILIMAP_MBX_LIST_FLAGS_SFLAG &&
	    flags->mbf_sflag == MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
		return true;
	if (!flags->mbf_oflags)
		return false;
	for (i = clist_begin(flags->mbf_oflags); i; i = clist_next(i)) {
		const struct mailimap_mbx_list_oflag *flag = clist_content(i);

		if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT &&
		    flag->of_flag_ext &&
		    text_is_same(flag->of_flag_ext, "NonExistent"))
			return true;
	}
	return false;
}

/* 1: out is filled; 0: a folder that cannot be read, or has a name that
 * could not be said back to the server. */
static int
listed_read(
    struct arena *a, const struct mailimap_mailbox_list *m, struct listed *out)
{
	const char *raw = m->mb_name;

	if (!raw || !*raw || strpbrk(raw, "\r\n") || is_absent(m->mb_flag))
		return 0;
	out->raw = arena_copy(a, raw);
	if (utf7_decode(a, raw, &out->name) != 0)
		out->name = out->raw;
	out->delimiter = m->mb_delimiter;
	out->mark = mark_of(m->mb_flag);
	return 1;
}

static const struct folder *
folder_find(const struct folder *list, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

/* Adds a folder to the new list, with what the old one knows of it. */
static void
folder_add(
    struct account *c, struct folder *list, size_t *n, const struct listed *in)
{
	const struct folder *old =
	    folder_find(c->folders, c->n_folders, in->name);
	struct folder *f = &list[*n];

	if (folder_find(list, *n, in->name))
		return;
	if (old) {
		*f = *old;
		if (c->selected == old)
			c->selected = f;
	}
	f->name = in->name;
	f->raw = in->raw;
	f->role = in->role;
	(*n)++;
}

static void
folders_replace(
    struct account *c, struct arena *a, const struct listed *list, size_t n)
{
	static const enum folder_role order[] = { FOLDER_SENT, FOLDER_OTHER,
		FOLDER_TRASH, FOLDER_JUNK };
	static const struct listed inbox = {
		.raw = "INBOX", .name = "INBOX", .role = FOLDER_INBOX
	};
	struct folder *folders =
	    arena_array(a, FOLDERS_MAX + 1, sizeof(*folders));
	const struct folder *was_selected = c->selected;
	size_t i, k, n_folders = 0;

	folder_add(c, folders, &n_folders, &inbox);
	for (k = 0; k < LENGTH(order); k++)
		for (i = 0; i < n; i++)
			if (list[i].is_watched && list[i].role == order[k] &&
			    n_folders <= FOLDERS_MAX)
				folder_add(c, folders, &n_folders, &list[i]);
	if (c->selected == was_selected)
		c->selected = NULL; /* it is gone */
	arena_free(c->list_arena);
	c->list_arena = a;
	c->folders = folders;
	c->n_folders = n_folders;
}

int
account_list(struct account *c, struct err *e)
{
	struct arena *a;
	struct listed *list;
	clist *answer = NULL;
	clistiter *i;
	size_t n = 0;
	int r;

	account_begin(c);
	r = mailimap_list(c->session, "", "*", &answer);
	if (account_check(c, r, "LIST", e) != 0)
		return -1;
	a = arena_new();
	list = arena_array(a, (size_t)clist_count(answer) + 1, sizeof(*list));
	for (i = clist_begin(answer); i; i = clist_next(i))
		n += (size_t)listed_read(a, clist_content(i), &list[n]);
	mailimap_list_result_free(answer);
	c->n_left_out = folders_choose(list, n, c->source.mailbox);
	folders_replace(c, a, list, n);
	c->listed_at = line_ticks();
	return 0;
}

/* libetpan hands messages out one by one only when these are set. */
static void
no_progress(size_t now, size_t whole, void *context)
{
	(void)now;
	(void)whole;
	(void)context;
}

int
account_open(struct account *c, struct err *e)
{
	const struct server_settings *s = &c->source.mailbox->server;

	c->source.retry_after = 0;
	c->line = line_open(c->trust, s, c->source.stop_fd, e);
	if (!c->line)
		return -1;
	line_set_wake(c->line, c->source.poke_fd);
	if (login_run(c->line, s, &c->can, e) != 0) {
		c->source.retry_after = c->can.retry_after;
		return -1;
	}
	c->session = wire_open(&c->wire, c->line);
	if (!c->session)
		return err_set(e, ERR_FATAL, "out of memory");
	mailimap_set_progress_callback(
	    c->session, no_progress, no_progress, NULL);
	return account_list(c, e);
}

void
account_close(struct account *c)
{
	const char *bye =
	    c->is_idling ? "DONE\r\nz LOGOUT\r\n" : "z LOGOUT\r\n";

	/* Said, but not waited for. */
	if (c->session && !c->wire.is_broken)
		(void)line_write(c->line, bye, strlen(bye), NULL);
	wire_close(c->session);
	line_close(c->line);
	arena_free(c->list_arena);
	c->session = NULL;
	c->line = NULL;
	c->list_arena = NULL;
	c->folders = NULL;
	c->n_folders = 0;
	c->selected = NULL;
	c->has_news = false;
	c->has_flags = false;
	c->is_idling = false;
	c->n_asked = 0;
}

int
account_examine(struct account *c, struct folder *f, struct err *e)
{
	struct mailimap_selection_info *info;
	uint64_t modseq = 0;
	int r;

	c->selected = NULL;
	c->has_news = false;
	account_begin(c);
	r = c->can.has_condstore
	    ? mailimap_examine_condstore(c->session, f->raw, &modseq)
	    : mailimap_examine(c->session, f->raw);
	if (account_check(c, r, "EXAMINE", e) != 0)
		return err_in(e, "folder %s", f->name);
	info = c->session->imap_selection_info;
	/* A4: without it no message has a lasting name; nothing is read on
	 * doubt. */
	if (!info || info->sel_uidvalidity == 0)
		return err_set(e, ERR_AGAIN,
		    "folder %s: the server does not give UIDVALIDITY", f->name);
	f->uidvalidity = info->sel_uidvalidity;
	f->uid_next = info->sel_uidnext;
	f->n_messages = info->sel_exists;
	f->modseq = modseq;
	f->is_uid_next_guessed = false;
	c->exists = f->n_messages;
	info->sel_has_exists = 0; /* from now on it tells of new mail */
	c->selected = f;
	c->quiet_scans = 0;
	return 0;
}

int
account_select(struct account *c, struct folder *f, struct err *e)
{
	if (c->selected == f)
		return 0;
	if (account_examine(c, f, e) != 0)
		return -1;
	c->has_news = f->uidvalidity != f->read_uidvalidity ||
	    (f->uid_next > 0 ? f->uid_next != f->read_uid_next
	                     : f->n_messages != f->read_messages);
	return 0;
}
