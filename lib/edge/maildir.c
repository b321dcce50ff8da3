/*
 * A Maildir as a source. Knows its layout (cr.yp.to/proto/maildir.html and
 * Maildir++ subfolders) and gives lasting numbers to names that have none.
 * Files are moved from new to cur and renamed by others while it looks; the
 * part of a name before ":" stays the same and is the identity.
 */

#include "edge/maildir.h"

#include <sys/inotify.h>
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/names.h"
#include "edge/settings.h"
#include "edge/spool.h"
#include "edge/utf7.h"
#include "edge/watch.h"

#define MAILDIR_VALIDITY 1 /* its UIDs never begin anew */

/* A file that moves away while it is looked for is looked for again, this
 * many times in one scan. */
#define MAILDIR_PASSES 3

/* A leading number in a file name is a time of delivery between these:
 * 1990-01-01 and 2100-01-01. */
#define NAME_EARLIEST 631152000LL
#define NAME_LATEST   4102444800LL

struct box {
	const char *name; /* of the folder */
	enum folder_role role;
	const char *path;
	uint32_t last_uid;
	struct names names;
};

struct maildir {
	struct source source;
	struct arena *arena;
	int notify;
	unsigned scan;
	size_t n_boxes; /* INBOX, and Sent once it is there */
	struct box boxes[2];
	size_t n_names;
	const struct known_name *names;
};

/* A file that was not seen before. */
struct found {
	struct name *name;
	const char *file; /* "cur/..." below the box */
	struct instant received;
	enum receipt_basis basis;
	bool is_answered;
	bool is_gone;
};

struct found_list {
	struct arena *arena;
	size_t n, room;
	struct found **items;
};

static bool
is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void
box_add(struct maildir *m, const char *name, enum folder_role role,
    const char *path)
{
	struct box *b = &m->boxes[m->n_boxes++];
	size_t i;

	b->name = name;
	b->role = role;
	b->path = path;
	names_init(&b->names, m->arena);
	for (i = 0; i < m->n_names; i++) {
		const struct known_name *k = &m->names[i];

		if (strcmp(k->folder, name) != 0)
			continue;
		names_add(&b->names, k->name, strlen(k->name))->is_known = true;
		if (k->uid > b->last_uid)
			b->last_uid = k->uid;
	}
}

/* A subfolder of that name: Maildir++ (".Sent") or plain ("Sent"), as it is or
 * in modified UTF-7. */
static const char *
subfolder(struct maildir *m, struct arena *a, const char *name)
{
	const char *raw = name;
	const char *root = m->source.mailbox->path;
	size_t i;

	(void)!utf7_encode(a, name, &raw);
	for (i = 0; i < 4; i++) {
		const char *path = arena_printf(
		    a, "%s/%s%s", root, i & 1 ? "" : ".", i & 2 ? name : raw);

		if (is_directory(arena_printf(a, "%s/cur", path)))
			return arena_copy(m->arena, path);
	}
	return NULL;
}

/* Sent may come into being later: a mail program makes it with the first mail
 * that it sends. */
static void
find_sent(struct maildir *m)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	const char *name = m->source.mailbox->sent_folder;
	const char *path = NULL;
	size_t i;

	if (m->n_boxes != 1)
		return;
	if (name && *name && !strstr(name, "..") && !strchr(name, '/'))
		path = subfolder(m, a, name);
	for (i = 0; !path && (name = source_sent_name(i)); i++)
		path = subfolder(m, a, name);
	if (path)
		box_add(m, arena_copy(m->arena, name), FOLDER_SENT, path);
}

static void
watch_boxes(struct maildir *m)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	size_t i;

	for (i = 0; i < m->n_boxes; i++) {
		const uint32_t mask = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR;
		const char *path = m->boxes[i].path;

		(void)inotify_add_watch(
		    m->notify, arena_printf(a, "%s/new", path), mask);
		(void)inotify_add_watch(
		    m->notify, arena_printf(a, "%s/cur", path), mask);
	}
}

static int
maildir_open(struct source *s, struct err *e)
{
	struct maildir *m = (struct maildir *)s;
	struct arena *a SCOPED(arena_done) = arena_new();
	const char *root = s->mailbox->path;

	if (!is_directory(arena_printf(a, "%s/cur", root)) ||
	    !is_directory(arena_printf(a, "%s/new", root)))
		return err_set(e, ERR_FIX,
		    "%s is no Maildir that can be read: it needs the folders "
		    "new and cur",
		    root);
	if (m->n_boxes == 0)
		box_add(m, "INBOX", FOLDER_INBOX, root);
	/* Without it (a limit of the system) we look every poll_seconds. */
	m->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return 0;
}

static void
maildir_close(struct source *s)
{
	spool_close(&((struct maildir *)s)->notify);
}

/* "1700000000.M1P2.host" */
static bool
time_of_name(const char *name, struct instant *out)
{
	char *end;
	long long sec;

	errno = 0;
	sec = strtoll(name, &end, 10);
	if (errno || *end != '.' || sec < NAME_EARLIEST || sec > NAME_LATEST)
		return false;
	out->sec = sec;
	return true;
}

static void
date_found(int directory, const char *file, struct found *f)
{
	struct stat st;

	f->basis = RECEIPT_FILE_NAME;
	if (time_of_name(f->name->text, &f->received))
		return;
	f->basis = RECEIPT_FILE_TIME;
	if (fstatat(directory, file, &st, AT_SYMLINK_NOFOLLOW) == 0)
		f->received.sec = st.st_mtim.tv_sec;
}

static struct found *
list_add(struct found_list *l)
{
	if (l->n == l->room) {
		size_t room = l->room ? l->room * 2 : 64;

		l->items = arena_grow(
		    l->arena, l->items, l->n, room, sizeof(*l->items));
		l->room = room;
	}
	return l->items[l->n++] = arena_alloc(l->arena, sizeof(struct found));
}

static void
find_file(struct maildir *m, struct box *b, struct found_list *l,
    const char *sub, const char *file, int directory)
{
	size_t n = strcspn(file, ":");
	const char *flags = strstr(file + n, ":2,");
	struct name *name = names_add(&b->names, file, n);
	struct found *f = name->found;

	if (name->is_known)
		return;
	/* Moved from new to cur since: this is where it is now. */
	if (name->scan != m->scan)
		f = list_add(l);
	name->scan = m->scan;
	name->found = f;
	f->name = name;
	f->file = arena_printf(l->arena, "%s/%s", sub, file);
	f->is_answered = flags && strchr(flags + 3, 'R');
	date_found(directory, file, f);
}

static int
find_in(struct maildir *m, struct box *b, struct found_list *l, const char *sub,
    struct err *e)
{
	const char *path = arena_printf(l->arena, "%s/%s", b->path, sub);
	const struct dirent *entry;
	DIR *d = opendir(path);
	int failed;

	if (!d)
		return err_set(e, errno == EACCES ? ERR_FIX : ERR_AGAIN,
		    "%s cannot be read: %s", path, strerror(errno));
	errno = 0;
	while ((entry = readdir(d))) {
		if (entry->d_name[0] != '.')
			find_file(m, b, l, sub, entry->d_name, dirfd(d));
		errno = 0;
	}
	failed = errno;
	(void)closedir(d);
	if (failed)
		return err_set(e, ERR_AGAIN, "%s cannot be read: %s", path,
		    strerror(failed));
	return 0;
}

static int
compare_found(const void *a, const void *b)
{
	const struct found *x = *(struct found *const *)a;
	const struct found *y = *(struct found *const *)b;

	if (x->received.sec != y->received.sec)
		return x->received.sec < y->received.sec ? -1 : 1;
	return strcmp(x->name->text, y->name->text);
}

/* 1: in *mail, or set aside there; 0: it is no file (any more); -1. */
static int
read_found(const struct box *b, const struct found *f, struct arena *a,
    struct fetched *mail, struct err *e)
{
	const char *path = arena_printf(a, "%s/%s", b->path, f->file);
	SCOPED(spool_close)
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct spool_place place = { .fd = fd };
	struct stat st;

	*mail = (struct fetched){ .name = arena_copy(a, f->name->text),
		.received = f->received,
		.basis = f->basis,
		.is_answered = f->is_answered,
		.bytes = "",
		.aside = "" };
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd < 0 && (errno == EACCES || errno == EPERM || errno == ELOOP)) {
		mail->aside = arena_printf(
		    a, "the file cannot be read: %s", strerror(errno));
		return 1;
	}
	if (fd < 0 || fstat(fd, &st) != 0)
		return err_set(e, ERR_AGAIN, "%s: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return 0;
	place.end = st.st_size;
	return spool_read(a, &place, mail, e) != 0 ? -1 : 1;
}

/* The messages of a batch have been read: their names have numbers now. */
static void
number_batch(struct box *b, struct batch *batch)
{
	size_t i;

	for (i = 0; i < batch->n; i++) {
		struct fetched *mail = &batch->mails[i];

		mail->uid = ++b->last_uid;
		names_add(&b->names, mail->name, strlen(mail->name))->is_known =
		    true;
	}
	batch->last_uid = b->last_uid;
}

/* A batch from the front of the list; *done of them are dealt with. */
static struct batch *
make_batch(struct box *b, const struct found_list *l, size_t from, size_t *done,
    struct err *e)
{
	struct batch *batch = batch_new(b->name, b->role);
	size_t i, bytes = 0, most = l->n - from;

	most = most > BATCH_MAILS ? BATCH_MAILS : most;
	batch->uidvalidity = MAILDIR_VALIDITY;
	batch->uid_next = b->last_uid + (uint32_t)(l->n - from) + 1;
	batch->mails = arena_array(batch->arena, most, sizeof(*batch->mails));
	for (i = 0; i < most && (i == 0 || bytes + FETCH_LAST <= BATCH_BYTES);
	     i++) {
		struct fetched *mail = &batch->mails[batch->n];
		struct found *f = l->items[from + i];
		int r = read_found(b, f, batch->arena, mail, e);

		if (r < 0) {
			batch_free(batch);
			return NULL;
		}
		f->is_gone = r == 0;
		batch->n += (size_t)r;
		bytes += mail->n;
	}
	number_batch(b, batch);
	*done = i;
	return batch;
}

struct taking {
	source_take *take;
	void *context;
	const struct cursor *cursor;
	bool is_owed; /* the folder was never read: say that it is there */
	bool is_stopped;
};

static int
hand_out(struct box *b, const struct found_list *l, struct taking *t,
    bool *is_missed, struct err *e)
{
	size_t i, done, from = 0;

	while ((from < l->n || t->is_owed) && !t->is_stopped) {
		struct batch *batch = make_batch(b, l, from, &done, e);

		if (!batch)
			return -1;
		for (i = 0; i < done; i++)
			*is_missed |= l->items[from + i]->is_gone;
		from += done;
		if (batch->n == 0 && !t->is_owed) {
			batch_free(batch);
			continue;
		}
		batch->is_last = from == l->n && !*is_missed;
		batch->is_new_epoch =
		    t->is_owed && t->cursor && t->cursor->uidvalidity != 0;
		t->is_owed = false;
		t->is_stopped = t->take(t->context, batch) != 0;
	}
	return 0;
}

static int
scan_box(struct maildir *m, struct box *b, struct taking *t, struct err *e)
{
	bool is_missed = true;
	int pass;

	for (pass = 0; pass < MAILDIR_PASSES && is_missed; pass++) {
		struct arena *a SCOPED(arena_done) = arena_new();
		struct found_list l = { .arena = a };

		m->scan++;
		is_missed = false;
		if (find_in(m, b, &l, "new", e) != 0 ||
		    find_in(m, b, &l, "cur", e) != 0)
			return -1;
		if (l.n > 0)
			qsort(l.items, l.n, sizeof(*l.items), compare_found);
		if (hand_out(b, &l, t, &is_missed, e) != 0)
			return -1;
		if (t->is_stopped)
			break;
	}
	return 0;
}

static int
maildir_scan(struct source *s, const struct cursor *cursors, size_t n,
    source_take *take, void *context, struct err *e)
{
	struct maildir *m = (struct maildir *)s;
	size_t i;

	find_sent(m);
	/* Before the look, so that nothing falls between look and wait. */
	watch_boxes(m);
	for (i = 0; i < m->n_boxes; i++) {
		struct box *b = &m->boxes[i];
		struct taking t = { .take = take,
			.context = context,
			.cursor = cursor_find(cursors, n, b->name) };

		t.is_owed =
		    !t.cursor || t.cursor->uidvalidity != MAILDIR_VALIDITY;
		if (!t.is_owed && t.cursor->last_uid > b->last_uid)
			b->last_uid = t.cursor->last_uid;
		if (scan_box(m, b, &t, e) != 0)
			return -1;
		if (t.is_stopped)
			return 0;
	}
	return 0;
}

static int
maildir_wait(struct source *s, int seconds, struct err *e)
{
	(void)e;
	spool_sleep(s, ((struct maildir *)s)->notify, seconds);
	return 0;
}

static const struct source_kind maildir = {
	.name = "maildir",
	.open = maildir_open,
	.scan = maildir_scan,
	.wait = maildir_wait,
	.close = maildir_close,
};

struct source *
source_maildir_new(struct arena *a, const struct mailbox_settings *mailbox,
    const struct known_name *names, size_t n)
{
	struct maildir *m = arena_alloc(a, sizeof(*m));
	struct known_name *copy = arena_array(a, n, sizeof(*copy));
	size_t i;

	for (i = 0; i < n; i++) {
		copy[i].folder = arena_copy(a, names[i].folder);
		copy[i].uid = names[i].uid;
		copy[i].name = arena_copy(a, names[i].name);
	}
	m->source.kind = &maildir;
	m->source.mailbox = mailbox;
	m->source.stop_fd = -1;
	m->source.poke_fd = -1;
	m->arena = a;
	m->notify = -1;
	m->n_names = n;
	m->names = copy;
	return &m->source;
}
