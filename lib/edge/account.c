/*
 * Connection, folder list and selection of an IMAP account. Every command
 * here leaves the mailbox as it was: LIST, STATUS, EXAMINE; there is no
 * SELECT in this program's reading side.
 */

#include "edge/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/reply.h"
#include "edge/settings.h"
#include "edge/utf7.h"

/* Folders that are watched at most; the rest of a list is not. */
#define ACCOUNT_FOLDERS 64

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

static struct folder *
folder_add(struct account *c, const char *name, const char *raw)
{
	struct folder *f;
	size_t i;

	for (i = 0; i < c->n_folders; i++)
		if (strcmp(c->folders[i].raw, raw) == 0)
			return &c->folders[i];
	if (c->n_folders == ACCOUNT_FOLDERS)
		return NULL;
	f = &c->folders[c->n_folders++];
	f->name = arena_copy(c->arena, name);
	f->raw = arena_copy(c->arena, raw);
	f->role = FOLDER_SENT;
	return f;
}

/* One line of the LIST, before it is decided whether it is watched. */
struct listed {
	const char *raw;
	const char *name; /* UTF-8 */
	const char *leaf; /* its last component */
	bool is_sent;     /* \Sent (RFC 6154) */
};

static bool
has_flag(const struct mailimap_mbx_list_flags *flags, const char *name)
{
	clistiter *i;

	if (!flags || !flags->mbf_oflags)
		return false;
	for (i = clist_begin(flags->mbf_oflags); i; i = clist_next(i)) {
		const struct mailimap_mbx_list_oflag *flag = clist_content(i);

		if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT &&
		    flag->of_flag_ext && text_is_same(flag->of_flag_ext, name))
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
	const char *raw = m->mb_name, *slash;

	if (!raw || !*raw || strpbrk(raw, "\r\n"))
		return 0;
	if (m->mb_flag &&
	    m->mb_flag->mbf_type == MAILIMAP_MBX_LIST_FLAGS_SFLAG &&
	    m->mb_flag->mbf_sflag == MAILIMAP_MBX_LIST_SFLAG_NOSELECT)
		return 0;
	if (has_flag(m->mb_flag, "NonExistent"))
		return 0;
	out->raw = raw;
	if (utf7_decode(a, raw, &out->name) != 0)
		out->name = raw;
	slash = m->mb_delimiter ? strrchr(out->name, m->mb_delimiter) : NULL;
	out->leaf = slash ? slash + 1 : out->name;
	out->is_sent = has_flag(m->mb_flag, "Sent");
	return 1;
}

static bool
is_sent_name(const char *leaf)
{
	const char *name;
	size_t i;

	for (i = 0; (name = source_sent_name(i)); i++)
		if (text_is_same(leaf, name))
			return true;
	return false;
}

/* Sent mail: what the server marks and what the configuration names; only
 * when there is neither, a folder with one of the usual names. */
static void
choose_sent(struct account *c, const struct listed *list, size_t n)
{
	const char *wanted = c->source.mailbox->sent_folder;
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i].is_sent ||
		    (wanted && *wanted && strcmp(list[i].name, wanted) == 0))
			(void)folder_add(c, list[i].name, list[i].raw);
	if (c->n_folders > 1)
		return;
	for (i = 0; i < n; i++)
		if (is_sent_name(list[i].leaf))
			(void)folder_add(c, list[i].name, list[i].raw);
}

static int
account_list(struct account *c, struct err *e)
{
	struct listed *list;
	clist *answer = NULL;
	clistiter *i;
	size_t n = 0;
	int r;

	c->folders =
	    arena_array(c->arena, ACCOUNT_FOLDERS, sizeof(*c->folders));
	folder_add(c, "INBOX", "INBOX")->role = FOLDER_INBOX;
	account_begin(c);
	r = mailimap_list(c->session, "", "*", &answer);
	if (account_check(c, r, "LIST", e) != 0)
		return -1;
	list = arena_array(
	    c->arena, (size_t)clist_count(answer) + 1, sizeof(*list));
	for (i = clist_begin(answer); i; i = clist_next(i))
		n += (size_t)listed_read(c->arena, clist_content(i), &list[n]);
	choose_sent(c, list, n);
	mailimap_list_result_free(answer);
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
	c->arena = arena_new();
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
	static const char bye[] = "z LOGOUT\r\n";

	/* Said, but not waited for. */
	if (c->session && !c->wire.is_broken)
		(void)line_write(c->line, bye, sizeof(bye) - 1, NULL);
	wire_close(c->session);
	line_close(c->line);
	arena_free(c->arena);
	c->session = NULL;
	c->line = NULL;
	c->arena = NULL;
	c->folders = NULL;
	c->n_folders = 0;
	c->selected = NULL;
	c->has_news = false;
}

int
account_examine(struct account *c, struct folder *f, struct err *e)
{
	const struct mailimap_selection_info *info;
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
	/* A4: without these two no message has a lasting name; nothing is
	 * read on doubt. */
	if (!info || info->sel_uidvalidity == 0 || info->sel_uidnext == 0)
		return err_set(e, ERR_AGAIN,
		    "folder %s: the server does not give UIDVALIDITY and "
		    "UIDNEXT",
		    f->name);
	f->uidvalidity = info->sel_uidvalidity;
	f->uid_next = info->sel_uidnext;
	f->n_messages = info->sel_exists;
	f->modseq = modseq;
	c->selected = f;
	c->examined_at = line_ticks();
	return 0;
}

static void
status_read(const struct mailimap_mailbox_data_status *status, struct folder *f)
{
	clistiter *i;

	if (!status->st_info_list)
		return;
	for (i = clist_begin(status->st_info_list); i; i = clist_next(i)) {
		const struct mailimap_status_info *info = clist_content(i);

		if (info->st_att == MAILIMAP_STATUS_ATT_UIDNEXT)
			f->uid_next = info->st_value;
		if (info->st_att == MAILIMAP_STATUS_ATT_UIDVALIDITY)
			f->uidvalidity = info->st_value;
	}
}

int
account_has_changed(struct account *c, struct folder *f, struct err *e)
{
	struct mailimap_status_att_list *wanted;
	struct mailimap_mailbox_data_status *status = NULL;
	int r;

	wanted = mailimap_status_att_list_new_empty();
	if (!wanted ||
	    mailimap_status_att_list_add(wanted, MAILIMAP_STATUS_ATT_UIDNEXT) !=
	        MAILIMAP_NO_ERROR ||
	    mailimap_status_att_list_add(
	        wanted, MAILIMAP_STATUS_ATT_UIDVALIDITY) != MAILIMAP_NO_ERROR)
		abort();
	account_begin(c);
	r = mailimap_status(c->session, f->raw, wanted, &status);
	mailimap_status_att_list_free(wanted);
	if (account_check(c, r, "STATUS", e) != 0)
		return err_in(e, "folder %s", f->name);
	f->uid_next = 0;
	status_read(status, f);
	mailimap_mailbox_data_status_free(status);
	return f->uid_next != f->read_uid_next ||
	    f->uidvalidity != f->read_uidvalidity;
}
