/*
 * One folder of an IMAP account, from its cursor on: which UIDs in which
 * portions, and whom to suspect when the connection breaks. What an answer
 * says is known to fetch.c.
 */

#include "edge/onward.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "edge/account.h"
#include "edge/fetch.h"

void
onward_hand_over(struct onward *r, struct batch *b, uint32_t last, bool is_last)
{
	b->uidvalidity = r->folder->uidvalidity;
	b->uid_next = r->folder->uid_next;
	b->modseq = r->folder->modseq;
	b->is_new_epoch = r->is_new_epoch;
	b->last_uid = last;
	b->is_last = is_last;
	r->last = last;
	r->is_new_epoch = false;
	r->is_owed = false;
	r->is_stopped = r->take(r->context, b) != 0;
}

static bool
is_suspect(const struct onward *r, uint32_t uid)
{
	const struct suspect *s = &r->account->suspect;

	return s->to >= uid && s->from <= uid &&
	    s->uidvalidity == r->folder->uidvalidity &&
	    strncmp(s->folder, r->folder->name, sizeof(s->folder) - 1) == 0;
}

/* Whoever might break the connection is fetched with nobody else under way. */
static bool
may_ask_ahead(const struct onward *r, uint32_t uid)
{
	return !r->account->is_careful && r->account->suspect.to < uid;
}

void
onward_suspect(struct onward *r, const uint32_t *uids, size_t n)
{
	struct suspect *s = &r->account->suspect;

	if (!is_suspect(r, uids[0])) {
		*s = (struct suspect){ .uidvalidity = r->folder->uidvalidity,
			.from = uids[0],
			.to = uids[n - 1] };
		(void)snprintf(
		    s->folder, sizeof(s->folder), "%s", r->folder->name);
	}
	if (n > 1)
		return;
	if (s->uid != uids[0])
		s->failures = 0;
	s->uid = uids[0];
	s->failures++;
}

/* The group that the list begins with: the one that was asked for ahead, or
 * a new one. */
static struct group *
group_of(struct onward *r, const uint32_t *uids, size_t n)
{
	struct group *g = r->next;
	size_t wanted = n > BATCH_MAILS ? BATCH_MAILS : n;

	r->next = NULL;
	if (g && g->uids == uids)
		return g;
	fetch_give_up(r->account, g);
	if (is_suspect(r, uids[0]))
		wanted = 1;
	return fetch_plan(
	    batch_new(r->folder->name, r->folder->role), uids, wanted, n);
}

/* One batch from the front of the list; *done of them are dealt with. */
static int
read_group(struct onward *r, const uint32_t *uids, size_t n, uint32_t end,
    size_t *done, struct err *e)
{
	struct group *g = group_of(r, uids, n);
	bool is_ahead = may_ask_ahead(r, uids[0]);
	bool is_last;

	if (fetch_group(r->account, g, is_ahead ? &r->next : NULL, done, e) !=
	    0) {
		if (r->account->wire.is_broken)
			onward_suspect(r, uids, g->n);
		batch_free(g->batch);
		return -1;
	}
	is_last = *done == n && end == r->folder->uid_next - 1;
	onward_hand_over(
	    r, g->batch, *done == n ? end : uids[*done - 1], is_last);
	return 0;
}

/* All UIDs up to `end`, which one SEARCH can list. */
static int
read_window(struct onward *r, uint32_t end, struct err *e)
{
	struct arena *a SCOPED(arena_done) = arena_new();
	const uint32_t *uids;
	size_t n, done;

	if (fetch_list(r->account, a, r->last + 1, end, &uids, &n, e) != 0)
		return -1;
	while (n > 0 && !r->is_stopped) {
		if (read_group(r, uids, n, end, &done, e) != 0)
			return -1;
		uids += done;
		n -= done;
	}
	fetch_give_up(r->account, r->next);
	r->next = NULL;
	if (r->last < end && !r->is_stopped) {
		r->last = end; /* nothing lives there any more */
		r->is_owed = true;
	}
	return 0;
}

static int
read_on(struct onward *r, struct err *e)
{
	uint32_t newest = r->folder->uid_next - 1;

	while (r->last < newest && !r->is_stopped) {
		uint32_t end = newest;

		if (r->folder->n_messages > FETCH_WINDOW &&
		    newest - r->last > FETCH_WINDOW)
			end = r->last + FETCH_WINDOW;
		if (read_window(r, end, e) != 0)
			return -1;
	}
	if (r->is_owed && !r->is_stopped)
		onward_hand_over(r, batch_new(r->folder->name, r->folder->role),
		    r->last, true);
	return 0;
}

/* UIDNEXT that was guessed from the messages that are there goes back when
 * the last one is moved away: that is no restored server. */
static void
settle_uid_next(struct folder *f, const struct cursor *cursor)
{
	if (f->is_uid_next_guessed && cursor &&
	    cursor->uidvalidity == f->uidvalidity &&
	    f->uid_next <= cursor->last_uid)
		f->uid_next = cursor->last_uid + 1;
}

int
onward_read(struct onward *r, const struct cursor *cursor, struct err *e)
{
	struct folder *f = r->folder;
	bool is_known = cursor && cursor->uidvalidity != 0;

	settle_uid_next(f, cursor);
	r->is_owed = !is_known;
	if (is_known && cursor->uidvalidity == f->uidvalidity &&
	    cursor->last_uid < f->uid_next)
		r->last = cursor->last_uid;
	else if (is_known)
		r->is_new_epoch = r->is_owed = true;
	if (read_on(r, e) != 0)
		return err_in(e, "folder %s", f->name);
	f->last_uid = r->last;
	if (!r->is_stopped) {
		f->read_uidvalidity = f->uidvalidity;
		f->read_uid_next = f->uid_next;
		f->read_messages = f->n_messages;
		f->is_stale = false;
	}
	return 0;
}
