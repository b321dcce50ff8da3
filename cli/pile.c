/*
 * Messages from files, folders and standard input as one mailbox in memory.
 * Knows where mail lies in a file system; not what is printed of it.
 */

#include "cli/pile.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/command.h"
#include "desk/office.h"
#include "edge/mbox.h"
#include "edge/postmark.h"
#include "edge/settings.h"
#include "edge/spool.h"
#include "edge/store.h"
#include "edge/store_link.h"

/* A message larger than this is read in part. */
#define PILE_MAX (64 * 1024 * 1024)

/* Folders in folders that are walked into. */
#define PILE_DEPTH 16

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static int
keep(struct pile *p, struct item *item, struct err *e)
{
	const struct facts *f = &item->reading.facts;
	struct filing filing = {
		.received = item->reading.received,
		.basis = item->reading.basis,
		.filed_at = p->cli->now,
		.mailbox = p->mailbox,
		.role = FOLDER_INBOX,
		.rules_version = "",
		.aside = "",
	};
	const struct ties ties = { .received = item->reading.received,
		.is_human = item->verdict.kind == KIND_HUMAN,
		.is_from_us = item->verdict.is_from_us,
		.n_outside = f->to.n + f->cc.n + f->bcc.n,
		.thread_key = item->verdict.thread_key };
	int64_t conversation;

	if (store_conversation(
	        p->store, p->arena, f, &ties, &conversation, e) != 0)
		return -1;
	return store_message_add(p->store, f, &item->reading.fingerprint,
	    &item->verdict, &filing, NULL, 0, conversation, &item->message, e);
}

static int
add_message(struct pile *p, const char *path, size_t place,
    const struct fetched *mail, struct err *e)
{
	struct item *item;

	if (p->n == p->room) {
		p->room = p->room ? p->room * 2 : 256;
		p->items = arena_grow(
		    p->arena, p->items, p->n, p->room, sizeof(*p->items));
	}
	item = &p->items[p->n++];
	item->path = arena_copy(p->arena, path);
	item->file = base_name(item->path);
	item->place = place;
	reader_read(p->arena, mail, &item->reading);
	classify(p->arena, &item->reading.facts, item->reading.received,
	    &p->cli->office->house, &item->verdict);
	return keep(p, item, e);
}

/* What source_mbox hands out. */
struct mbox_taking {
	struct pile *pile;
	const char *path;
	struct err *e;
	int result;
};

static int
take_batch(void *context, struct batch *b)
{
	struct mbox_taking *t = context;
	size_t i;

	for (i = 0; i < b->n && t->result == 0; i++)
		t->result = add_message(
		    t->pile, t->path, b->mails[i].uid, &b->mails[i], t->e);
	batch_free(b);
	return t->result;
}

/* The file at `at`, which goes by the name of `path`. */
static int
add_mbox(struct pile *p, const char *at, const char *path, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct mailbox_settings mailbox = { .path = at };
	struct mbox_taking t = { p, path, e, 0 };
	struct source *s = source_mbox_new(a, &mailbox);
	int result = s->kind->open(s, e);

	if (result == 0)
		result = s->kind->scan(s, NULL, 0, take_batch, &t, e);
	s->kind->close(s);
	return result == 0 ? t.result : -1;
}

/* A file that begins with a From_ line. */
static bool
is_mbox(const char *bytes, size_t n)
{
	const char *lf = n > 0 ? memchr(bytes, '\n', n) : NULL;
	size_t line = lf ? (size_t)(lf - bytes) : n;
	struct instant date;
	bool has_date;

	if (line > 0 && bytes[line - 1] == '\r')
		line--;
	return n > 0 && postmark_is(bytes, line, &has_date, &date);
}

static int
add_file(struct pile *p, const char *path, const struct stat *st, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct fetched mail = { .name = "",
		.received = { st->st_mtim.tv_sec },
		.basis = RECEIPT_FILE_TIME,
		.aside = "" };

	if (file_read(a, path, PILE_MAX, &mail.bytes, &mail.n, e) != 0)
		return -1;
	if (is_mbox(mail.bytes, mail.n))
		return add_mbox(p, path, path, e);
	return add_message(p, path, 0, &mail, e);
}

static int add_path(struct pile *p, const char *path, int depth, struct err *e);

static int
compare_names(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The paths of what lies in a folder, but hidden ones, sorted. */
static int
list_folder(struct arena *a, const char *path, const char ***out, size_t *n,
    struct err *e)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	const char **names = NULL;
	size_t room = 0;

	if (!dir)
		return err_set(e, ERR_ITEM, "%s cannot be read", path);
	*n = 0;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		if (*n == room) {
			room = room ? room * 2 : 64;
			names = arena_grow(a, names, *n, room, sizeof(*names));
		}
		names[(*n)++] = arena_printf(a, "%s/%s", path, entry->d_name);
	}
	(void)closedir(dir);
	if (*n > 1)
		qsort(names, *n, sizeof(*names), compare_names);
	*out = names;
	return 0;
}

/* In a folder of mail only what looks like mail counts. */
static bool
looks_like_mail(const char *path)
{
	const char *name = base_name(path);

	return !strchr(name, '.') || strstr(name, ".eml") ||
	    text_has_suffix(name, ".mbox") || strstr(name, ":2,");
}

static int
add_folder(struct pile *p, const char *path, int depth, struct err *e)
{
	const char **names = NULL;
	size_t i, n = 0;

	if (depth > PILE_DEPTH)
		return err_set(e, ERR_ITEM, "%s lies too deep", path);
	if (list_folder(p->cli->arena, path, &names, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		struct stat st;
		bool is_folder =
		    stat(names[i], &st) == 0 && S_ISDIR(st.st_mode);

		if ((is_folder || looks_like_mail(names[i])) &&
		    add_path(p, names[i], depth + 1, e) != 0)
			return -1;
	}
	return 0;
}

static int
add_path(struct pile *p, const char *path, int depth, struct err *e)
{
	struct stat st = { .st_mode = 0 };

	/* One that is not there is told of by file_read. */
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return add_folder(p, path, depth, e);
	return add_file(p, path, &st, e);
}

/* An mbox from a pipe, by way of a file that has no name. */
static int
add_piped_mbox(struct pile *p, const char *bytes, size_t n, struct err *e)
{
	SCOPED(spool_close) int fd = memfd_create("mbox", MFD_CLOEXEC);
	char path[64];

	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n)
		return err_set(
		    e, ERR_AGAIN, "there is no memory for standard input");
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return add_mbox(p, path, "-", e);
}

/* A message from a pipe has no time but its own. */
static int
add_standard_input(struct pile *p, struct err *e)
{
	SCOPED(text_done) struct text text = { 0 };
	struct fetched mail = { .name = "",
		.received = p->cli->now,
		.basis = RECEIPT_DATE,
		.aside = "" };
	char buffer[8192];
	size_t n;

	text_init(&text, PILE_MAX);
	while ((n = fread(buffer, 1, sizeof(buffer), stdin)) > 0)
		text_add_n(&text, buffer, n);
	if (is_mbox(text.data, text.len))
		return add_piped_mbox(p, text.data, text.len, e);
	mail.bytes = text.data;
	mail.n = text.len;
	return add_message(p, "-", 0, &mail, e);
}

static int
add_all(struct pile *p, struct err *e)
{
	struct cli *cli = p->cli;
	int i;

	if (cli->argc == 1)
		return add_standard_input(p, e);
	for (i = 1; i < cli->argc; i++) {
		int result = strcmp(cli->argv[i], "-") == 0
		    ? add_standard_input(p, e)
		    : add_path(p, cli->argv[i], 0, e);

		if (result != 0)
			return -1;
	}
	return 0;
}

int
pile_read(struct cli *cli, struct pile *out, struct err *e)
{
	struct stored_mailbox mailbox;

	*out = (struct pile){ .cli = cli, .arena = arena_new() };
	if (store_open(":memory:", STORE_REHEARSAL, false, &out->store, e) !=
	        0 ||
	    store_begin(out->store, e) != 0 ||
	    store_mailbox(
	        out->store, out->arena, "pile", cli->now, &mailbox, e) != 0)
		return -1;
	out->mailbox = mailbox.id;
	return add_all(out, e);
}

void
pile_done(struct pile *p)
{
	store_close(p->store);
	arena_free(p->arena);
}

int
pile_opener(struct pile *p, const struct item *item, const struct item **out,
    struct err *e)
{
	int64_t opener = 0;
	size_t i;

	*out = NULL;
	if (store_opener(p->store, item->message, &opener, e) != 0)
		return -1;
	for (i = 0; i < p->n && opener != item->message; i++) {
		if (p->items[i].message == opener) {
			*out = &p->items[i];
			return 0;
		}
	}
	return 0;
}
