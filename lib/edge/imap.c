/*
 * An IMAP account as a source: which folders to look into, and when. What is
 * in them comes from onward.c, the answers from account.c, status.c, fetch.c
 * and flags.c.
 */

#include "edge/imap.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "edge/account.h"
#include "edge/fetch.h"
#include "edge/flags.h"
#include "edge/folders.h"
#include "edge/idle.h"
#include "edge/onward.h"
#include "edge/pushed.h"
#include "edge/status.h"

/* A folder that cannot be read is tried again after this, and the list of
 * folders is asked for anew. */
#define IMAP_AGAIN_MS (5 * 60 * 1000)
#define IMAP_LIST_MS  (10 * 60 * 1000)

/* Whatever IDLE says or fails to (A9): after so many polls without news the
 * server is asked, and after so many INBOX is examined anew. */
#define IMAP_ASK_SCANS     5
#define IMAP_EXAMINE_SCANS 60

/* Asks the selected folder whether mail came, where there is no IDLE. */
static int
ask_news(struct account *c, struct err *e)
{
	struct mailimap_selection_info *info = c->session->imap_selection_info;

	info->sel_has_exists = 0;
	account_begin(c);
	if (account_check(c, mailimap_noop(c->session), "NOOP", e) != 0)
		return -1;
	return c->session->imap_selection_info->sel_has_exists ? 1 : 0;
}

static int
examine(struct account *c, struct folder *f, struct err *e)
{
	if (account_examine(c, f, e) != 0)
		return -1;
	if (f->uid_next > 0)
		return 1;
	/* RFC 3501, 6.3.2: a server may leave UIDNEXT out. */
	f->is_uid_next_guessed = true;
	return fetch_highest(c, &f->uid_next, e) != 0 ? -1 : 1;
}

/* The selected folder. 1: it may hold something new; 0: it does not. */
static int
ask_selected(struct account *c, struct err *e)
{
	if (c->has_news || ++c->quiet_scans >= IMAP_EXAMINE_SCANS)
		return 1;
	if (c->can.has_idle && c->quiet_scans % IMAP_ASK_SCANS != 0)
		return 0;
	return ask_news(c, e);
}

/* 1: the folder is selected and may hold something new; 0: it does not. */
static int
look_at(struct account *c, struct folder *f, struct err *e)
{
	int r;

	if (f->read_uidvalidity == 0)
		return examine(c, f, e);
	r = c->selected == f ? ask_selected(c, e) : f->is_stale;
	return r <= 0 ? r : examine(c, f, e);
}

static int
imap_open(struct source *s, struct err *e)
{
	return account_open((struct account *)s, e);
}

/* What a scan needs besides the account. */
struct scan {
	struct account *account;
	const struct cursor *cursors;
	size_t n;
	source_take *take;
	void *context;
	bool is_stopped;
	struct err sent; /* why Sent could not be read; "" */
};

static int
scan_folder(struct scan *s, struct folder *f, struct err *e)
{
	struct onward r = { .account = s->account,
		.folder = f,
		.take = s->take,
		.context = s->context };
	int look = look_at(s->account, f, e);

	if (look < 0)
		return -1;
	if (look > 0 &&
	    onward_read(&r, cursor_find(s->cursors, s->n, f->name), e) != 0)
		return -1;
	s->is_stopped = r.is_stopped;
	return 0;
}

/* What IDLE told of, before anything else is asked. */
static int
scan_pushed(struct scan *s, struct err *e)
{
	struct account *c = s->account;
	struct folder *f = c->selected;
	struct onward r = { .account = c,
		.folder = f,
		.last = f->last_uid,
		.take = s->take,
		.context = s->context };
	struct batch *b = batch_new(f->name, f->role);
	uint32_t last = f->last_uid;

	if (pushed_fetch(c, b, &last, e) != 0) {
		const uint32_t asked[] = { r.last + 1, last };

		batch_free(b);
		if (c->wire.is_broken && last > r.last)
			onward_suspect(&r, asked, LENGTH(asked));
		return err_in(e, "folder %s", f->name);
	}
	if (last >= f->uid_next)
		f->uid_next = last + 1;
	if (last == r.last)
		batch_free(b);
	else
		onward_hand_over(&r, b, last, !c->has_news);
	f->last_uid = last;
	f->read_uid_next = f->uid_next;
	f->read_messages = f->n_messages = c->exists;
	s->is_stopped = r.is_stopped;
	return 0;
}

/* After a failure: it is not about one folder, but about the connection. */
static bool
ends_all(const struct account *c)
{
	return c->wire.is_broken || c->source.retry_after > 0;
}

/* One folder that cannot be read does not keep the others from it (A4). INBOX
 * that cannot be read is trouble at once; Sent, without which an answer would
 * not be seen, when the others have been read. 1: passed over; 0: not. */
static int
pass_over(struct scan *s, struct folder *f, const struct err *why)
{
	struct account *c = s->account;

	if (ends_all(c) || f->role == FOLDER_INBOX || why->kind != ERR_AGAIN)
		return 0;
	f->is_passed = true;
	f->passed_until = line_ticks() + IMAP_AGAIN_MS;
	c->source.passed_over = *why;
	if (f->role == FOLDER_SENT)
		s->sent = *why;
	return 1;
}

static int
scan_folders(struct scan *s, struct err *e)
{
	struct account *c = s->account;
	size_t i;

	for (i = 0; i < c->n_folders && !s->is_stopped; i++) {
		struct folder *f = &c->folders[i];
		struct err why = { ERR_AGAIN, "" };

		if (f->is_passed && line_ticks() < f->passed_until)
			continue;
		f->is_passed = false;
		if (scan_folder(s, f, &why) == 0 || pass_over(s, f, &why))
			continue;
		*e = why;
		return -1;
	}
	return 0;
}

/* After the folders, so that an answer in Sent is told before the flag that
 * its sending set. */
static int
scan_flags(struct scan *s, struct err *e)
{
	struct account *c = s->account;
	size_t i;

	for (i = 0; i < c->n_folders && !s->is_stopped; i++) {
		struct folder *f = &c->folders[i];
		struct batch *b = NULL;
		struct err why = { ERR_AGAIN, "" };
		int r = 0;

		if (!f->is_passed)
			r = flags_look(c, f, &b, &why);
		if (r > 0)
			s->is_stopped = s->take(s->context, b) != 0;
		if (r < 0 && !pass_over(s, f, &why)) {
			*e = why;
			return -1;
		}
	}
	c->has_flags = false;
	return 0;
}

/* What is not watched is told for as long as it is so. */
static void
tell_passed(struct account *c)
{
	bool is_any = false;
	size_t i;

	for (i = 0; i < c->n_folders; i++)
		is_any |= c->folders[i].is_passed;
	if (is_any)
		return;
	c->source.passed_over.text[0] = '\0';
	if (c->n_left_out > 0)
		(void)err_set(&c->source.passed_over, ERR_AGAIN,
		    "%zu folders are not watched: more than %d", c->n_left_out,
		    FOLDERS_MAX);
}

/* On a new connection the cursors say what was read: STATUS tells for less
 * than EXAMINE whether anything came since. */
static void
recall(const struct scan *s)
{
	size_t i;

	for (i = 0; i < s->account->n_folders; i++) {
		struct folder *f = &s->account->folders[i];
		const struct cursor *known =
		    cursor_find(s->cursors, s->n, f->name);

		if (f->read_uidvalidity != 0 || f == s->account->selected ||
		    !known || known->last_uid == UINT32_MAX)
			continue;
		f->read_uidvalidity = known->uidvalidity;
		f->last_uid = known->last_uid;
		f->read_uid_next = known->last_uid + 1;
	}
}

static int
imap_scan(struct source *source, const struct cursor *cursors, size_t n,
    source_take *take, void *context, struct err *e)
{
	struct account *c = (struct account *)source;
	struct scan s = { .account = c,
		.cursors = cursors,
		.n = n,
		.take = take,
		.context = context };

	if (c->is_idling && scan_pushed(&s, e) != 0)
		return -1;
	if (line_ticks() - c->listed_at >= IMAP_LIST_MS &&
	    account_list(c, e) != 0)
		return -1;
	recall(&s);
	if (status_ask(c, e) != 0 || scan_folders(&s, e) != 0 ||
	    scan_flags(&s, e) != 0)
		return -1;
	tell_passed(c);
	if (s.sent.text[0]) {
		*e = s.sent;
		return -1;
	}
	c->is_careful = false;
	return 0;
}

static struct folder *
folder_find(struct account *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n_folders; i++) {
		if (strcmp(c->folders[i].name, name) == 0)
			return &c->folders[i];
	}
	return NULL;
}

/* What EXAMINE told here was not read: the next scan looks anew. */
static void
forget_selected(struct account *c)
{
	if (c->selected)
		c->has_news = true;
}

/* One message once more, in a batch of its own. */
static int
fetch_again(struct onward *r, uint32_t uid, struct err *e)
{
	struct batch *b = batch_new(r->folder->name, r->folder->role);
	size_t done;

	if (fetch_batch(r->account, &uid, 1, b, &done, e) != 0) {
		batch_free(b);
		if (r->account->wire.is_broken)
			onward_suspect(r, &uid, 1);
		return -1;
	}
	if (b->n == 0) {
		b->mails[0] = (struct fetched){
			.uid = uid, .name = "", .aside = "", .is_gone = true
		};
		b->n = 1;
	}
	b->is_again = true;
	b->uidvalidity = r->folder->uidvalidity;
	b->uid_next = r->folder->uid_next;
	r->is_stopped = r->take(r->context, b) != 0;
	return 0;
}

static int
imap_again(struct source *s, const struct cursor *folder,
    const struct wanted *wanted, size_t n, source_take *take, void *context,
    struct err *e)
{
	struct account *c = (struct account *)s;
	struct onward r = { .account = c,
		.folder = folder_find(c, folder->folder),
		.take = take,
		.context = context };
	size_t i;

	if (!r.folder)
		return 0;
	if (account_examine(c, r.folder, e) != 0)
		return ends_all(c) ? -1 : 0;
	for (i = 0; i < n && !r.is_stopped &&
	     r.folder->uidvalidity == folder->uidvalidity;
	     i++) {
		if (fetch_again(&r, wanted[i].uid, e) != 0)
			return err_in(e, "folder %s", r.folder->name);
	}
	forget_selected(c);
	return 0;
}

/* The stretch of a folder that ends at `to`. */
static int
list_stretch(struct account *c, struct folder *f, uint32_t from, uint32_t to,
    struct listing **out, struct err *e)
{
	struct listing *l = listing_new(f->name, f->role);

	l->uidvalidity = f->uidvalidity;
	l->uid_next = f->uid_next;
	l->from = from;
	l->to = to;
	l->is_last = to >= f->uid_next - 1;
	if (to >= from &&
	    fetch_list(c, l->arena, from, to, &l->uids, &l->n, e) != 0) {
		listing_free(l);
		return -1;
	}
	*out = l;
	return 0;
}

/* 1: all of it was handed out; 0: stopped; -1. */
static int
list_folder(struct account *c, struct folder *f, source_list *take,
    void *context, struct err *e)
{
	uint32_t newest, from = 1, to;
	struct listing *l;

	if (examine(c, f, e) < 0)
		return -1;
	newest = f->uid_next - 1;
	do {
		to = newest;
		if (f->n_messages > FETCH_WINDOW && to - from >= FETCH_WINDOW)
			to = from + FETCH_WINDOW - 1;
		if (list_stretch(c, f, from, to, &l, e) != 0)
			return err_in(e, "folder %s", f->name);
		if (take(context, l) != 0)
			return 0;
		from = to + 1;
	} while (to < newest);
	return 1;
}

static int
imap_list(struct source *s, const struct cursor *cursors, size_t n,
    source_list *take, void *context, struct err *e)
{
	struct account *c = (struct account *)s;
	size_t i;
	int r = 1;

	(void)cursors;
	(void)n;
	for (i = 0; i < c->n_folders && r > 0; i++) {
		if (c->folders[i].is_passed)
			continue;
		r = list_folder(c, &c->folders[i], take, context, e);
		if (r < 0 && !ends_all(c))
			r = 1; /* the others can be listed */
	}
	forget_selected(c);
	return r < 0 ? -1 : 0;
}

static int
imap_wait(struct source *s, int seconds, struct err *e)
{
	return idle_wait((struct account *)s, seconds, e);
}

static void
imap_close(struct source *s)
{
	account_close((struct account *)s);
}

static const struct source_kind imap = {
	.name = "imap",
	.open = imap_open,
	.scan = imap_scan,
	.again = imap_again,
	.list = imap_list,
	.wait = imap_wait,
	.close = imap_close,
};

struct source *
source_imap_new(struct arena *a, const struct mailbox_settings *mailbox,
    struct trust *trust)
{
	struct account *c = arena_alloc(a, sizeof(*c));

	c->source.kind = &imap;
	c->source.mailbox = mailbox;
	c->source.stop_fd = -1;
	c->source.poke_fd = -1;
	c->trust = trust;
	return &c->source;
}
