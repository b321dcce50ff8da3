/*
 * A mailbox on another server: is it, what matches, and from now on. Knows
 * fingerprints through the store; not how a server is read.
 */

#include "desk/rebind.h"

#include <string.h>

#include "base/arena.h"
#include "edge/reader.h"
#include "edge/settings.h"
#include "edge/store.h"
#include "edge/store_rebind.h"

/* What tells one server from another; "" where there is none. The port does
 * not: a provider may change it. */
static const char *
server_of(struct arena *a, const struct mailbox_settings *m)
{
	char *name, *at;

	if (m->source != MAILBOX_IMAP)
		return "";
	name = arena_printf(a, "%s %s", m->server.host, m->server.user);
	for (at = name; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return name;
}

int
rebind_may_read(struct store *s, int64_t mailbox,
    const struct mailbox_settings *m, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *now = server_of(a, m), *was = "";

	if (!*now)
		return 1;
	if (store_server(s, a, mailbox, &was, e) != 0)
		return -1;
	if (!*was)
		return store_server_set(s, mailbox, now, e) != 0 ? -1 : 1;
	if (strcmp(was, now) == 0)
		return 1;
	(void)err_set(e, ERR_FIX,
	    "mailbox %s moved from %s to %s: look at 'postwacht audit --rebind', "
	    "then 'postwacht audit --rebind --confirm'",
	    m->id, was, now);
	return 0;
}

int
rebind_begin(struct rebind *out, struct store *s, struct arena *a,
    const char *mailbox, struct err *e)
{
	struct stored_mailbox stored = { 0 };
	int found = store_mailbox_find(s, a, mailbox, &stored, e);

	*out = (struct rebind){ .store = s, .arena = a };
	if (found <= 0)
		return found;
	out->mailbox = stored.id;
	out->has_read_until = stored.has_read_until;
	out->read_until = stored.read_until;
	if (store_mailbox_messages(
	        s, a, stored.id, &out->stored, &out->n_stored, e) != 0)
		return -1;
	out->is_found =
	    arena_array(a, out->n_stored + 1, sizeof(*out->is_found));
	return 0;
}

static struct rebind_folder *
folder_of(struct rebind *r, const struct batch *b)
{
	struct rebind_folder *f;
	size_t i;

	for (i = 0; i < r->n_folders; i++) {
		if (strcmp(r->folders[i].folder, b->folder) == 0)
			return &r->folders[i];
	}
	if (r->n_folders == r->folders_room) {
		r->folders_room = r->folders_room ? 2 * r->folders_room : 32;
		r->folders = arena_grow(r->arena, r->folders, r->n_folders,
		    r->folders_room, sizeof(*r->folders));
	}
	f = &r->folders[r->n_folders++];
	*f = (struct rebind_folder){ .folder = arena_copy(r->arena, b->folder),
		.role = b->role };
	return f;
}

static void
mark_found(struct rebind *r, int64_t message)
{
	size_t lo = 0, hi = r->n_stored;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->stored[mid] == message) {
			r->is_found[mid] = true;
			return;
		}
		if (r->stored[mid] < message)
			lo = mid + 1;
		else
			hi = mid;
	}
}

static void
note_late(struct rebind *r, const struct rebind_folder *f, uint32_t uid,
    const struct reading *reading)
{
	struct rebind_late *late;

	if (!r->has_read_until || reading->received.sec < r->read_until.sec ||
	    f->role == FOLDER_JUNK || f->role == FOLDER_TRASH)
		return;
	if (r->n_late == REBIND_NAMED) {
		r->n_late_unnamed++;
		return;
	}
	if (!r->late)
		r->late = arena_array(r->arena, REBIND_NAMED, sizeof(*r->late));
	late = &r->late[r->n_late++];
	*late = (struct rebind_late){ .folder = f->folder,
		.sender = arena_copy(r->arena, reading->facts.from.addr),
		.subject = arena_copy(r->arena, reading->facts.subject),
		.uid = uid,
		.received = reading->received };
}

static int
match_one(struct rebind *r, struct rebind_folder *f, const struct fetched *mail)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct reading reading;
	int64_t message = 0;
	int found;

	f->n++;
	if (*mail->aside && mail->n == 0) {
		f->unread++;
		return 0;
	}
	reader_read(a, mail, &reading);
	found = store_message_find(r->store, &reading.fingerprint,
	    reading.facts.has_date, reading.facts.has_received,
	    reading.facts.received, &message, &r->error);
	if (found < 0)
		return -1;
	f->known += found > 0;
	f->unknown += found == 0;
	if (found > 0)
		mark_found(r, message);
	else
		note_late(r, f, mail->uid, &reading);
	return 0;
}

int
rebind_take(void *rebind, struct batch *b)
{
	struct rebind *r = rebind;
	struct rebind_folder *f = folder_of(r, b);
	size_t i;
	int result = 0;

	for (i = 0; i < b->n && result == 0; i++)
		result = match_one(r, f, &b->mails[i]);
	batch_free(b);
	return result;
}

size_t
rebind_missing(const struct rebind *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->n_stored; i++)
		n += !r->is_found[i];
	return n;
}

int
rebind_confirm(struct store *s, const struct mailbox_settings *m,
    struct instant now, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct stored_mailbox stored;

	if (store_begin(s, e) != 0)
		return -1;
	if (store_mailbox(s, a, m->id, now, &stored, e) != 0 ||
	    store_unbind(s, stored.id, now, e) != 0 ||
	    store_server_set(s, stored.id, server_of(a, m), e) != 0 ||
	    store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return 0;
}
