/*
 * An mbox file as a source. Messages have no names in it, only places, so
 * that a front that was rewritten (mail deleted in the middle) must be found
 * out: the cursor carries a hash over all From_ lines that were read, and
 * when they are others now, a new epoch begins and all is handed out again.
 */

#include "edge/mbox.h"

#include <sys/inotify.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/postmark.h"
#include "edge/settings.h"
#include "edge/spool.h"

/* How often and how long apart a lock is tried: a delivery takes less. */
#define MBOX_LOCK_TRIES 50
#define MBOX_LOCK_MS    100

struct file {
	const char *folder;
	enum folder_role role;
	const char *path;
	struct stat seen; /* as it was when it had been read to its end */
	bool has_seen;
};

struct mbox {
	struct source source;
	int notify;
	size_t n_files;
	struct file files[2];
};

static int
mbox_open(struct source *s, struct err *e)
{
	struct mbox *m = (struct mbox *)s;

	if (access(s->mailbox->path, R_OK) != 0)
		return err_set(e, ERR_FIX, "%s cannot be read: %s",
		    s->mailbox->path, strerror(errno));
	m->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return 0;
}

static void
mbox_close(struct source *s)
{
	struct mbox *m = (struct mbox *)s;
	size_t i;

	for (i = 0; i < m->n_files; i++)
		m->files[i].has_seen = false;
	spool_close(&m->notify);
}

static bool
is_locked(const struct file *f, int fd)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET };

	/* Debian policy 11.6: fcntl, and a dot file. We make none. */
	return access(arena_printf(a, "%s.lock", f->path), F_OK) == 0 ||
	    fcntl(fd, F_OFD_SETLK, &lock) != 0;
}

/* A shared lock, which goes with the descriptor. */
static int
lock_file(struct mbox *m, const struct file *f, int fd, struct err *e)
{
	struct pollfd stop = { .fd = m->source.stop_fd, .events = POLLIN };
	int i;

	for (i = 0; i < MBOX_LOCK_TRIES; i++) {
		if (!is_locked(f, fd))
			return 0;
		if (poll(&stop, 1, MBOX_LOCK_MS) > 0)
			break;
	}
	return err_set(e, ERR_AGAIN, "locked by another program");
}

static bool
is_same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_size == b->st_size &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* The reading of one file. */
struct pass {
	struct file *file;
	int fd;
	source_take *take;
	void *context;
	/* Anew each time that the file is read from the front. */
	struct arena *arena;
	struct postmark_list index;
	uint32_t uidvalidity;
	uint32_t last;
	bool is_new_epoch;
	bool is_owed;
	bool is_stopped;
};

static uint64_t
chain_at(const struct postmark_list *index, size_t n)
{
	return n == 0 ? POSTMARK_CHAIN : index->entries[n - 1].chain;
}

static uint32_t
validity_of(uint64_t chain, uint32_t not_this)
{
	uint32_t v = (uint32_t)(chain >> 32 ^ chain);

	while (v == 0 || v == not_this)
		v++;
	return v;
}

/* Where reading goes on, by the cursor and what the file looks like now. */
static void
pass_begin(struct pass *p, const struct cursor *c)
{
	size_t n = p->index.n;
	uint32_t first = validity_of(chain_at(&p->index, n > 0), 0);

	p->last = 0;
	p->is_new_epoch = p->is_owed = false;
	if (!c || c->uidvalidity == 0) {
		p->uidvalidity = first;
		p->is_owed = true;
	} else if (c->last_uid <= n &&
	    (c->last_uid == 0 ||
	        c->modseq == chain_at(&p->index, c->last_uid) ||
	        (c->modseq == 0 && c->uidvalidity == first))) {
		p->uidvalidity = c->uidvalidity;
		p->last = c->last_uid;
	} else {
		p->uidvalidity = validity_of(
		    chain_at(&p->index, n) ^ c->modseq, c->uidvalidity);
		p->is_new_epoch = p->is_owed = true;
	}
}

/* "X-Status: A": answered, as mutt, Dovecot and UW imapd write it. */
static bool
is_marked_answered(const struct fetched *mail)
{
	const char *at = mail->bytes, *end = at + mail->n, *lf;

	for (; (lf = memchr(at, '\n', (size_t)(end - at))); at = lf + 1) {
		size_t n = (size_t)(lf - at);

		if (n == 0 || (n == 1 && *at == '\r'))
			return false;
		if (n > 9 && strncasecmp(at, "X-Status:", 9) == 0)
			return memchr(at + 9, 'A', n - 9) != NULL;
	}
	return false;
}

static int
read_entry(struct pass *p, size_t i, struct batch *b, const struct stat *st,
    struct err *e)
{
	const struct postmark *entry = &p->index.entries[i];
	struct spool_place place = { p->fd, entry->start, entry->end, true };
	struct fetched *mail = &b->mails[b->n];

	mail->uid = (uint32_t)i + 1;
	mail->name = "";
	mail->aside = "";
	mail->received = entry->has_date
	    ? entry->date
	    : (struct instant){ st->st_mtim.tv_sec };
	mail->basis = entry->has_date ? RECEIPT_MBOX_FROM : RECEIPT_FILE_TIME;
	if (spool_read(b->arena, &place, mail, e) != 0)
		return -1;
	mail->is_answered = is_marked_answered(mail);
	b->n++;
	return 0;
}

static struct batch *
make_batch(struct pass *p, const struct stat *st, struct err *e)
{
	struct batch *b = batch_new(p->file->folder, p->file->role);
	size_t i, bytes = 0, most = p->index.n - p->last;

	most = most > BATCH_MAILS ? BATCH_MAILS : most;
	b->mails = arena_array(b->arena, most, sizeof(*b->mails));
	for (i = 0; i < most && (i == 0 || bytes + FETCH_LAST <= BATCH_BYTES);
	     i++) {
		if (read_entry(p, p->last + i, b, st, e) != 0) {
			batch_free(b);
			return NULL;
		}
		bytes += b->mails[i].n;
	}
	b->uidvalidity = p->uidvalidity;
	b->uid_next = (uint32_t)p->index.n + 1;
	b->last_uid = p->last + (uint32_t)i;
	b->modseq = chain_at(&p->index, b->last_uid);
	b->is_last = b->last_uid == p->index.n;
	b->is_new_epoch = p->is_new_epoch;
	p->is_new_epoch = p->is_owed = false;
	p->last = b->last_uid;
	return b;
}

/* Reads the locked file from the cursor on, and moves it. The lock is let go
 * while a batch is handed over, which may take long; 1: the file changed
 * meanwhile and must be read anew; 0: it was read to its end, or stopped. */
static int
read_locked(struct pass *p, struct mbox *m, struct cursor *c, struct err *e)
{
	struct flock unlock = { .l_type = F_UNLCK, .l_whence = SEEK_SET };
	struct stat st, now;
	struct batch *b;

	if (fstat(p->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_FIX, "is no file");
	if (postmark_index(p->arena, p->fd, st.st_size, &p->index, e) != 0)
		return -1;
	pass_begin(p, c);
	while ((p->last < p->index.n || p->is_owed) && !p->is_stopped) {
		b = make_batch(p, &st, e);
		if (!b)
			return -1;
		*c = (struct cursor){ p->file->folder, b->uidvalidity,
			b->last_uid, b->modseq };
		(void)fcntl(p->fd, F_OFD_SETLK, &unlock);
		p->is_stopped = p->take(p->context, b) != 0;
		if (p->is_stopped)
			return 0;
		if (lock_file(m, p->file, p->fd, e) != 0)
			return -1;
		if (fstat(p->fd, &now) != 0 || !is_same_file(&st, &now))
			return 1;
	}
	p->file->seen = st;
	p->file->has_seen = true;
	return 0;
}

static int
scan_file(struct mbox *m, struct pass *p, struct cursor *c, struct err *e)
{
	struct file *f = p->file;
	struct stat st;
	int r;

	if (fstat(p->fd, &st) != 0)
		return err_set(e, ERR_AGAIN, "%s", strerror(errno));
	if (f->has_seen && is_same_file(&st, &f->seen))
		return 0;
	f->has_seen = false;
	do {
		struct arena *a SCOPED(arena_done) = arena_new();

		p->arena = a;
		r = lock_file(m, f, p->fd, e);
		if (r == 0)
			r = read_locked(p, m, c, e);
	} while (r > 0);
	return r;
}

static int
mbox_scan(struct source *s, const struct cursor *cursors, size_t n,
    source_take *take, void *context, struct err *e)
{
	struct mbox *m = (struct mbox *)s;
	size_t i;

	for (i = 0; i < m->n_files; i++) {
		struct file *f = &m->files[i];
		const struct cursor *known = cursor_find(cursors, n, f->folder);
		struct cursor c =
		    known ? *known : (struct cursor){ .folder = f->folder };
		SCOPED(spool_close)
		int fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		struct pass p = {
			.file = f, .fd = fd, .take = take, .context = context
		};

		if (fd < 0 && errno == ENOENT && f->role == FOLDER_SENT)
			continue; /* not made yet */
		if (fd < 0)
			return err_set(e, ERR_AGAIN, "%s cannot be read: %s",
			    f->path, strerror(errno));
		/* Before the look, so that nothing falls between. */
		(void)inotify_add_watch(m->notify, f->path,
		    IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF);
		if (scan_file(m, &p, &c, e) != 0)
			return err_in(e, "%s", f->path);
		if (p.is_stopped)
			return 0;
	}
	return 0;
}

/* A look at one file apart from the scan: locked and indexed. */
struct glance {
	struct pass pass;
	struct stat st;
};

/* 1: it is there, and the cursor still fits it; 0: it is rewritten, or not
 * made yet; -1. */
static int
glance_open(struct mbox *m, struct file *f, const struct cursor *c,
    struct arena *a, struct glance *out, struct err *e)
{
	int fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	*out = (struct glance){ .pass = { .file = f, .fd = fd, .arena = a } };
	if (fd < 0 && errno == ENOENT && f->role == FOLDER_SENT)
		return 0;
	if (fd < 0)
		return err_set(e, ERR_AGAIN, "%s cannot be read: %s", f->path,
		    strerror(errno));
	if (lock_file(m, f, fd, e) != 0 || fstat(fd, &out->st) != 0 ||
	    postmark_index(a, fd, out->st.st_size, &out->pass.index, e) != 0)
		return err_in(e, "%s", f->path);
	pass_begin(&out->pass, c);
	return c && c->uidvalidity != 0 && !out->pass.is_new_epoch;
}

static void
glance_done(struct glance *g)
{
	spool_close(&g->pass.fd);
}

static int
read_wanted(struct glance *g, uint32_t uid, struct batch *b, struct err *e)
{
	b->is_again = true;
	b->uidvalidity = g->pass.uidvalidity;
	b->mails = arena_array(b->arena, 1, sizeof(*b->mails));
	if (uid >= 1 && uid <= g->pass.index.n)
		return read_entry(&g->pass, uid - 1, b, &g->st, e);
	b->mails[b->n++] = (struct fetched){ .uid = uid,
		.name = "",
		.bytes = "",
		.aside = "",
		.is_gone = true };
	return 0;
}

static int
mbox_again(struct source *s, const struct cursor *folder,
    const struct wanted *wanted, size_t n, source_take *take, void *context,
    struct err *e)
{
	struct mbox *m = (struct mbox *)s;
	size_t i, k;

	for (i = 0; i < m->n_files; i++) {
		struct arena *a SCOPED(arena_done) = arena_new();
		SCOPED(glance_done) struct glance g = { .pass = { .fd = -1 } };
		int r;

		if (strcmp(m->files[i].folder, folder->folder) != 0)
			continue;
		r = glance_open(m, &m->files[i], folder, a, &g, e);
		for (k = 0; k < n && r > 0; k++) {
			struct batch *b =
			    batch_new(m->files[i].folder, m->files[i].role);

			if (read_wanted(&g, wanted[k].uid, b, e) != 0) {
				batch_free(b);
				return -1;
			}
			if (take(context, b) != 0)
				return 0;
		}
		return r < 0 ? -1 : 0;
	}
	return 0;
}

/* Messages have no numbers in the file: they are counted. */
static struct listing *
count_off(const struct glance *g)
{
	const struct file *f = g->pass.file;
	struct listing *l = listing_new(f->folder, f->role);
	uint32_t *uids =
	    arena_array(l->arena, g->pass.index.n + 1, sizeof(*uids));
	size_t i;

	for (i = 0; i < g->pass.index.n; i++)
		uids[i] = (uint32_t)i + 1;
	l->uidvalidity = g->pass.uidvalidity;
	l->uid_next = (uint32_t)g->pass.index.n + 1;
	l->from = 1;
	l->to = UINT32_MAX;
	l->uids = uids;
	l->n = g->pass.index.n;
	return l;
}

static int
mbox_list(struct source *s, const struct cursor *cursors, size_t n,
    source_list *take, void *context, struct err *e)
{
	struct mbox *m = (struct mbox *)s;
	size_t i;

	for (i = 0; i < m->n_files; i++) {
		struct arena *a SCOPED(arena_done) = arena_new();
		SCOPED(glance_done) struct glance g = { .pass = { .fd = -1 } };
		struct file *f = &m->files[i];
		int r = glance_open(
		    m, f, cursor_find(cursors, n, f->folder), a, &g, e);

		if (r < 0)
			return -1;
		if (g.pass.fd < 0)
			continue; /* Sent is not made yet */
		if (take(context, count_off(&g)) != 0)
			return 0;
	}
	return 0;
}

static int
mbox_wait(struct source *s, int seconds, struct err *e)
{
	(void)e;
	spool_sleep(s, ((struct mbox *)s)->notify, seconds);
	return 0;
}

static const struct source_kind mbox = {
	.name = "mbox",
	.open = mbox_open,
	.scan = mbox_scan,
	.again = mbox_again,
	.list = mbox_list,
	.wait = mbox_wait,
	.close = mbox_close,
};

struct source *
source_mbox_new(struct arena *a, const struct mailbox_settings *mailbox)
{
	struct mbox *m = arena_alloc(a, sizeof(*m));

	m->source.kind = &mbox;
	m->source.mailbox = mailbox;
	m->source.stop_fd = -1;
	m->source.poke_fd = -1;
	m->notify = -1;
	m->files[m->n_files++] = (struct file){
		.folder = "INBOX", .role = FOLDER_INBOX, .path = mailbox->path
	};
	if (mailbox->sent_folder && *mailbox->sent_folder)
		m->files[m->n_files++] = (struct file){ .folder = "Sent",
			.role = FOLDER_SENT,
			.path = mailbox->sent_folder };
	return &m->source;
}
