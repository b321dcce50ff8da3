/*
 * The bundled mailbox and how it arrives: each mail at the second of its own
 * receipt, into a Maildir, as a mail server would put it there.
 */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/demo.h"
#include "edge/rulefile.h"
#include "edge/settings.h"
#include "mail/message.h"

/* The two folders of each mailbox in the bundled data. */
static const struct {
	const char *name;
	bool is_sent;
} folders[] = {
	{ "inbox", false },
	{ "sent", true },
};

static const char *
name_of(const struct address *address)
{
	return *address->name ? address->name : address->addr;
}

/* Receipt is what the last server wrote; sent mail knows only its Date. */
static int
date_mail(
    const struct facts *f, const char *path, struct demo_mail *m, struct err *e)
{
	if (!m->is_sent && f->has_received)
		m->at = f->received;
	else if (m->is_sent && f->has_date)
		m->at = f->date;
	else
		return err_set(
		    e, ERR_ITEM, "%s does not tell when it came or went", path);
	return 0;
}

static int
read_mail(struct arena *a, const char *path, struct demo_mail *m, struct err *e)
{
	struct facts facts;

	if (file_read(a, path, DEMO_FILE_MAX, &m->bytes, &m->n, e) != 0)
		return -1;
	message_read(a, m->bytes, m->n, false, &facts);
	m->from = name_of(&facts.from);
	m->to = facts.to.n > 0 ? name_of(&facts.to.at[0]) : "";
	m->subject = facts.subject;
	return date_mail(&facts, path, m, e);
}

static int
read_folder(struct arena *a, const char *folder, const struct demo_mail *like,
    struct demo_mails *out, struct err *e)
{
	struct demo_names names;
	size_t i;

	if (demo_names(a, folder, ".eml", &names, e) != 0)
		return -1;
	out->at = arena_grow(
	    a, out->at, out->n, out->n + names.n + 1, sizeof(*out->at));
	for (i = 0; i < names.n; i++) {
		struct demo_mail *m = &out->at[out->n++];

		*m = *like;
		m->name = arena_copy_n(
		    a, names.at[i], strlen(names.at[i]) - strlen(".eml"));
		if (read_mail(a, arena_printf(a, "%s/%s", folder, names.at[i]),
		        m, e) != 0)
			return -1;
	}
	return 0;
}

static int
compare_mails(const void *left, const void *right)
{
	const struct demo_mail *a = left, *b = right;

	if (a->at.sec != b->at.sec)
		return a->at.sec < b->at.sec ? -1 : 1;
	if (a->mailbox != b->mailbox)
		return a->mailbox < b->mailbox ? -1 : 1;
	return strcmp(a->name, b->name);
}

int
demo_mails_read(struct arena *a, const struct settings *s, const char *data,
    struct demo_mails *out, struct err *e)
{
	struct demo_mails mails = { 0 };
	size_t i, j;

	for (i = 0; i < s->n_mailboxes; i++) {
		for (j = 0; j < LENGTH(folders); j++) {
			const struct demo_mail like = {
				.mailbox = i,
				.is_sent = folders[j].is_sent,
			};

			if (read_folder(a,
			        arena_printf(a, "%s/mailbox/%s/%s", data,
			            s->mailboxes[i].id, folders[j].name),
			        &like, &mails, e) != 0)
				return -1;
		}
	}
	if (mails.n > 1)
		qsort(mails.at, mails.n, sizeof(*mails.at), compare_mails);
	*out = mails;
	return 0;
}

/* Maildir++ puts a subfolder beside cur, new and tmp, with a dot in front. */
static const char *
maildir_of(struct arena *a, const struct mailbox_settings *m, bool is_sent)
{
	return is_sent ? arena_printf(a, "%s/.%s", m->path, m->sent_folder)
	               : m->path;
}

static int
make_maildir(struct arena *a, const char *path, struct err *e)
{
	static const char *const parts[] = { "", "/cur", "/new", "/tmp" };
	size_t i;

	for (i = 0; i < LENGTH(parts); i++) {
		if (demo_make_folder(
		        arena_printf(a, "%s%s", path, parts[i]), e) != 0)
			return -1;
	}
	return 0;
}

int
demo_maildirs_make(struct arena *a, const struct settings *s, struct err *e)
{
	size_t i;

	for (i = 0; i < s->n_mailboxes; i++) {
		const struct mailbox_settings *m = &s->mailboxes[i];

		if (make_maildir(a, maildir_of(a, m, false), e) != 0 ||
		    make_maildir(a, maildir_of(a, m, true), e) != 0)
			return -1;
	}
	return 0;
}

int
demo_deliver(struct arena *a, const struct settings *s,
    const struct demo_mail *mail, struct err *e)
{
	const char *maildir =
	    maildir_of(a, &s->mailboxes[mail->mailbox], mail->is_sent);
	const char *name = arena_printf(
	    a, "%lld.%s.demo", (long long)mail->at.sec, mail->name);
	const char *tmp = arena_printf(a, "%s/tmp/%s", maildir, name);
	const char *new = arena_printf(a, "%s/new/%s", maildir, name);
	const struct timespec times[] = { { .tv_sec = mail->at.sec },
		{ .tv_sec = mail->at.sec } };

	if (demo_write_file(tmp, mail->bytes, mail->n, e) != 0)
		return -1;
	if (utimensat(AT_FDCWD, tmp, times, 0) != 0 || rename(tmp, new) != 0)
		return err_set(e, ERR_FIX, "%s: %s", new, strerror(errno));
	return 0;
}
