/*
 * Server against store. Knows what each difference means; how a listing is
 * had, and when, is decided elsewhere.
 */

#include "desk/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

int
audit_begin(struct audit *out, struct store *s, struct arena *a,
    const char *mailbox, bool repairs, struct instant now, struct err *e)
{
	struct stored_mailbox m = { 0 };

	if (store_mailbox_find(s, a, mailbox, &m, e) < 0)
		return -1;
	*out = (struct audit){ .store = s,
		.arena = a,
		.mailbox = m.id,
		.repairs = repairs,
		.now = now };
	return 0;
}

static struct audit_folder *
folder_of(struct audit *au, const char *name, enum folder_role role)
{
	struct audit_folder *f;
	size_t i;

	for (i = 0; i < au->n_folders; i++) {
		if (strcmp(au->folders[i].folder, name) == 0)
			return &au->folders[i];
	}
	if (au->n_folders == au->folders_room) {
		au->folders_room = au->folders_room ? 2 * au->folders_room : 8;
		au->folders = arena_grow(au->arena, au->folders, au->n_folders,
		    au->folders_room, sizeof(*au->folders));
	}
	f = &au->folders[au->n_folders++];
	f->folder = arena_copy(au->arena, name);
	f->role = role;
	return f;
}

static void
name_gap(struct audit *au, const struct audit_folder *f, enum gap_kind kind,
    const struct present *p)
{
	if (au->n_gaps == AUDIT_NAMED) {
		au->n_unnamed++;
		return;
	}
	if (au->n_gaps == au->gaps_room) {
		au->gaps_room = au->gaps_room ? 2 * au->gaps_room : 16;
		au->gaps = arena_grow(au->arena, au->gaps, au->n_gaps,
		    au->gaps_room, sizeof(*au->gaps));
	}
	au->gaps[au->n_gaps++] = (struct audit_gap){
		.folder = f->folder,
		.kind = kind,
		.uid = p->uid,
		.name = arena_copy(au->arena, p->name),
		.reason = arena_copy(au->arena, p->reason),
	};
}

/* One stretch while it is compared. */
struct compared {
	struct audit *au;
	struct audit_folder *f;
	struct stored_folder stored;
};

static int
note_missing(struct compared *c, uint32_t uid, struct err *e)
{
	const struct present p = { .uid = uid, .name = "", .reason = "" };
	const struct sighting again = {
		.folder = c->stored.id,
		.uidvalidity = c->stored.uidvalidity,
		.uid = uid,
		.name = "",
		.state = SIGHTING_RETRY,
		.reason = "an audit found it missing",
		.not_before = c->au->now,
		.seen_at = c->au->now,
	};

	c->f->missing++;
	name_gap(c->au, c->f, GAP_MISSING, &p);
	return c->au->repairs ? store_sighting(c->au->store, &again, e) : 0;
}

static int
note_vanished(struct compared *c, const struct present *p, struct err *e)
{
	const struct sighting_key key = { c->stored.id, c->stored.uidvalidity,
		p->uid };

	c->f->vanished++;
	name_gap(c->au, c->f, GAP_VANISHED, p);
	if (!c->au->repairs)
		return 0;
	return store_sighting_gone(c->au->store, &key, c->au->now, e);
}

static void
count_present(struct compared *c, const struct present *p, bool is_there)
{
	c->f->filed += p->state == SIGHTING_FILED;
	c->f->aside += p->state == SIGHTING_ASIDE;
	c->f->retry += p->state == SIGHTING_RETRY;
	if (is_there && p->state == SIGHTING_ASIDE)
		name_gap(c->au, c->f, GAP_ASIDE, p);
}

/* Both lists ascend. */
static int
compare_uids(struct compared *c, const struct listing *l,
    const struct present *known, size_t n, struct err *e)
{
	size_t i = 0, k = 0;

	while (i < l->n || k < n) {
		bool is_there =
		    i < l->n && (k == n || l->uids[i] <= known[k].uid);
		bool is_known =
		    k < n && (i == l->n || known[k].uid <= l->uids[i]);

		if (is_known)
			count_present(c, &known[k], is_there);
		if (is_there && !is_known && l->uids[i] > c->stored.last_uid)
			c->f->waiting++;
		else if (is_there && !is_known &&
		    note_missing(c, l->uids[i], e) != 0)
			return -1;
		if (is_known && !is_there &&
		    note_vanished(c, &known[k], e) != 0)
			return -1;
		i += is_there;
		k += is_known;
	}
	return 0;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A file that the store does not know was not read yet: its name is written
 * down with its message. */
static int
compare_files(struct compared *c, const struct listing *l,
    const struct present *known, size_t n, struct err *e)
{
	const char **names =
	    arena_grow(l->arena, l->names, l->n, l->n + 1, sizeof(*names));
	size_t k, matched = 0;

	qsort(names, l->n, sizeof(*names), compare_names);
	for (k = 0; k < n; k++) {
		bool is_there = bsearch(
		    &known[k].name, names, l->n, sizeof(*names), compare_names);

		count_present(c, &known[k], is_there);
		matched += is_there;
		if (!is_there && note_vanished(c, &known[k], e) != 0)
			return -1;
	}
	c->f->waiting += (int64_t)l->n - (int64_t)matched;
	return 0;
}

/* Whether the numbers of server and store name the same messages. */
static bool
is_same_epoch(const struct stored_folder *f, const struct listing *l)
{
	return f->uidvalidity == l->uidvalidity &&
	    (l->names || f->last_uid < l->uid_next);
}

static int
compare(struct compared *c, const struct listing *l, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct audit *au = c->au;
	const struct sighting_key from = { c->stored.id, c->stored.uidvalidity,
		l->from };
	struct present *known = NULL;
	size_t n = 0;

	/* Before this count marks any. */
	if ((l->from == 1 &&
	        store_gone(au->store, &from, &c->f->gone, e) != 0) ||
	    store_present(au->store, a, &from, l->to, &known, &n, e) != 0)
		return -1;
	return l->names ? compare_files(c, l, known, n, e)
	                : compare_uids(c, l, known, n, e);
}

int
audit_take(struct audit *au, const struct listing *l, struct err *e)
{
	struct compared c = { .au = au,
		.f = folder_of(au, l->folder, l->role) };
	int found = au->mailbox == 0
	    ? 0
	    : store_folder(au->store, au->mailbox, l->folder, &c.stored, e);

	if (found < 0)
		return -1;
	c.f->server += (int64_t)l->n;
	if (found == 0 || !is_same_epoch(&c.stored, l)) {
		c.f->waiting += (int64_t)l->n;
		c.f->is_new_epoch = found > 0;
		return 0;
	}
	if (!au->repairs)
		return compare(&c, l, e);
	if (store_begin(au->store, e) != 0)
		return -1;
	if (compare(&c, l, e) != 0 || store_commit(au->store, e) != 0) {
		store_rollback(au->store);
		return -1;
	}
	return 0;
}

bool
audit_reconciles(const struct audit *au)
{
	size_t i;

	for (i = 0; i < au->n_folders; i++) {
		const struct audit_folder *f = &au->folders[i];

		if (f->missing > 0 || f->is_new_epoch || f->is_unlisted ||
		    (f->vanished > 0 && !au->repairs))
			return false;
	}
	return true;
}

const char *
audit_says(const struct audit *au)
{
	const char *says = "";
	size_t i;

	for (i = 0; i < au->n_folders; i++) {
		const struct audit_folder *f = &au->folders[i];

		if (f->missing > 0)
			says = arena_printf(au->arena,
			    "%s%s%lld in folder %s on the server and not in "
			    "the store",
			    says, *says ? ", " : "", (long long)f->missing,
			    f->folder);
		else if (f->is_unlisted)
			says = arena_printf(au->arena,
			    "%s%sfolder %s is not on the server any more", says,
			    *says ? ", " : "", f->folder);
	}
	return says;
}

int
audit_end(struct audit *au, struct err *e)
{
	struct cursor *known = NULL;
	size_t i, n = 0, had = au->n_folders;

	if (au->mailbox == 0)
		return 0;
	if (store_cursors(au->store, au->arena, au->mailbox, &known, &n, e) !=
	    0)
		return -1;
	for (i = 0; i < n; i++) {
		struct audit_folder *f =
		    folder_of(au, known[i].folder, FOLDER_OTHER);

		f->is_unlisted = f >= au->folders + had;
	}
	if (!au->repairs)
		return 0;
	return store_mailbox_audited(
	    au->store, au->mailbox, au->now, audit_says(au), e);
}
