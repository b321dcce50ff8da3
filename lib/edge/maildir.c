/*
 * A Maildir as a source. Knows its layout (cr.yp.to/proto/maildir.html and
 * Maildir++ subfolders) and gives lasting numbers to names that have none.
 * Files are moved from new to cur and renamed by others while it looks; the
 * part of a name before ":" stays the same and is the identity.
 */

#include "edge/maildir.h"

#include <sys/inotify.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/find.h"
#include "edge/settings.h"
#include "edge/spool.h"
#include "edge/utf7.h"
#include "edge/watch.h"

#define MAILDIR_VALIDITY 1 /* its UIDs never begin anew */

/* A file that moves away while it is looked for is looked for again, this
 * many times in one scan. */
#define MAILDIR_PASSES 3

struct maildir {
	struct source source;
	struct arena *arena;
	int notify;
	size_t n_boxes; /* INBOX, and Sent once it is there */
	struct box boxes[2];
	size_t n_names;
	const struct known_name *names;
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
	for (i = 0; !path && (name = source_sent_names[i]); i++)
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
scan_box(struct box *b, struct taking *t, struct err *e)
{
	bool is_missed = true;
	int pass;

	for (pass = 0; pass < MAILDIR_PASSES && is_missed; pass++) {
		struct arena *a SCOPED(arena_done) = arena_new();
		struct found_list l = { .arena = a };

		is_missed = false;
		if (find_new(b, &l, e) != 0)
			return -1;
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
		if (scan_box(b, &t, e) != 0)
			return -1;
		if (t.is_stopped)
			return 0;
	}
	return 0;
}

static struct box *
box_find(struct maildir *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->n_boxes; i++) {
		if (strcmp(m->boxes[i].name, name) == 0)
			return &m->boxes[i];
	}
	return NULL;
}

/* The file of that name now, or NULL. */
static const struct found *
found_of(const struct found_list *l, const char *name)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (strcmp(l->items[i]->name->text, name) == 0)
			return l->items[i];
	}
	return NULL;
}

static int
read_again(const struct box *b, const struct found_list *l,
    const struct wanted *wanted, struct batch *batch, struct err *e)
{
	const struct found *f = found_of(l, wanted->name);
	struct fetched *mail = &batch->mails[batch->n];
	int r = f ? read_found(b, f, batch->arena, mail, e) : 0;

	if (r < 0)
		return -1;
	if (r == 0)
		*mail = (struct fetched){
			.bytes = "", .aside = "", .is_gone = true
		};
	mail->uid = wanted->uid;
	mail->name = arena_copy(batch->arena, wanted->name);
	batch->n++;
	return 0;
}

static int
maildir_again(struct source *s, const struct cursor *folder,
    const struct wanted *wanted, size_t n, source_take *take, void *context,
    struct err *e)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	struct found_list l = { .arena = a };
	struct box *b = box_find((struct maildir *)s, folder->folder);
	size_t i;

	if (!b || folder->uidvalidity != MAILDIR_VALIDITY)
		return 0;
	if (find_all(b, &l, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		struct batch *batch = batch_new(b->name, b->role);

		batch->is_again = true;
		batch->uidvalidity = MAILDIR_VALIDITY;
		batch->mails =
		    arena_array(batch->arena, 1, sizeof(struct fetched));
		if (read_again(b, &l, &wanted[i], batch, e) != 0) {
			batch_free(batch);
			return -1;
		}
		if (take(context, batch) != 0)
			return 0;
	}
	return 0;
}

static int
maildir_list(struct source *s, const struct cursor *cursors, size_t n,
    source_list *take, void *context, struct err *e)
{
	struct maildir *m = (struct maildir *)s;
	size_t i, k;

	(void)cursors;
	(void)n;
	find_sent(m);
	for (i = 0; i < m->n_boxes; i++) {
		struct box *b = &m->boxes[i];
		struct listing *l = listing_new(b->name, b->role);
		struct found_list found = { .arena = l->arena };

		if (find_all(b, &found, e) != 0) {
			listing_free(l);
			return -1;
		}
		l->uidvalidity = MAILDIR_VALIDITY;
		l->from = 1;
		l->to = l->uid_next = UINT32_MAX;
		l->n = found.n;
		l->names =
		    arena_array(l->arena, found.n + 1, sizeof(*l->names));
		for (k = 0; k < found.n; k++)
			l->names[k] =
			    arena_copy(l->arena, found.items[k]->name->text);
		if (take(context, l) != 0)
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
	.again = maildir_again,
	.list = maildir_list,
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
