/*
 * From a batch of fetched messages to the store: each message is filed, each
 * conversation that they touch is judged once, and the folder's cursor moves
 * with them, in one commit.
 */

#include "desk/file.h"

#include "base/arena.h"
#include "desk/again.h"
#include "desk/cabinet.h"
#include "desk/heed.h"
#include "desk/hold.h"
#include "desk/judge.h"
#include "desk/moved.h"
#include "desk/office.h"
#include "edge/store.h"

/* The folder's row; a new folder, or a new UIDVALIDITY, counts everything
 * that is already there as history (decisions.md 20). */
static int
settle_folder(struct cabinet *c, struct err *e)
{
	const struct batch *b = c->batch;
	struct stored_folder *f = &c->folder;
	int found = store_folder(c->store, c->mailbox.id, b->folder, f, e);

	if (found < 0)
		return -1;
	if (found == 0) {
		*f = (struct stored_folder){ .uidvalidity = b->uidvalidity,
			.active_uid = b->uid_next };
		return store_folder_add(c->store, c->mailbox.id, b->folder,
		    b->role, b->uidvalidity, b->uid_next, &f->id, e);
	}
	if (b->is_new_epoch || f->uidvalidity != b->uidvalidity) {
		f->uidvalidity = b->uidvalidity;
		f->active_uid = b->uid_next;
		f->last_uid = 0;
		return store_retry_epoch(
		    c->store, f->id, b->uidvalidity, c->now, e);
	}
	return 0;
}

int
cabinet_judge(struct cabinet *c, int64_t conversation, struct err *e)
{
	struct judged_counts judged = { 0 };

	if (judge_conversation(c->store, c->office, c->arena, conversation,
	        c->now, &judged, e) != 0)
		return -1;
	c->counts->opened += judged.opened;
	c->counts->fresh += judged.fresh;
	return 0;
}

/* One that was merged away in the meantime is empty by now. */
static int
judge_touched(struct cabinet *c, struct err *e)
{
	size_t i;

	for (i = 0; i < c->n_touched; i++) {
		arena_clear(c->arena);
		if (cabinet_judge(c, c->touched[i], e) != 0)
			return -1;
	}
	return 0;
}

int
cabinet_put_off(struct cabinet *c, struct sighting *sighting,
    const char *reason, struct err *e)
{
	if (again_failed(c->store, sighting, reason, c->as_history, e) != 0)
		return -1;
	c->counts->aside += sighting->state == SIGHTING_ASIDE;
	c->counts->again += sighting->state == SIGHTING_RETRY;
	return 0;
}

/* A message whose filing failed for its own sake costs no other its turn;
 * trouble of the store goes up. Which message it was is found out with care,
 * when the batch has failed without. */
static int
file_or_put_off(struct cabinet *c, size_t i, struct err *e)
{
	const struct fetched *mail = &c->batch->mails[i];
	struct sighting sighting = {
		.folder = c->folder.id,
		.uidvalidity = c->batch->uidvalidity,
		.uid = mail->uid,
		.name = mail->name,
		.seen_at = c->now,
	};
	struct err why = { 0 };
	struct filed_counts before = *c->counts;

	if (!c->is_careful)
		return file_one(c, i, e);
	if (store_item_begin(c->store, e) != 0)
		return -1;
	if (file_one(c, i, e) == 0)
		return store_item_end(c->store, e);
	store_item_rollback(c->store);
	*c->counts = before;
	if (!e || e->kind != ERR_ITEM)
		return -1;
	why = *e;
	return cabinet_put_off(c, &sighting, why.text, e);
}

/* Messages that were asked for again: the folder's cursor stays, and one that
 * has its state by now keeps it. */
static int
file_again(struct cabinet *c, struct err *e)
{
	const struct batch *b = c->batch;
	int found =
	    store_folder(c->store, c->mailbox.id, b->folder, &c->folder, e);
	size_t i;

	if (found < 0)
		return -1;
	if (found == 0 || c->folder.uidvalidity != b->uidvalidity)
		return 0;
	for (i = 0; i < b->n; i++) {
		const struct sighting_key key = { c->folder.id, b->uidvalidity,
			b->mails[i].uid };
		enum sighting_state state = SIGHTING_FILED;
		int attempts = 0;

		arena_clear(c->arena);
		if (store_sighting_state(c->store, &key, &state, &attempts, e) <
		    0)
			return -1;
		if (state == SIGHTING_RETRY && file_or_put_off(c, i, e) != 0)
			return -1;
	}
	return judge_touched(c, e);
}

static int
heed(struct cabinet *c, uint32_t uid, const char *sign, struct err *e)
{
	const struct sighting at = { .folder = c->folder.id,
		.uidvalidity = c->batch->uidvalidity,
		.uid = uid };

	arena_clear(c->arena);
	return heed_sign(c->store, c->office, c->arena, &at, sign, c->now, e);
}

/* Last, when it is known which questions are open. */
static int
heed_signs(struct cabinet *c, struct err *e)
{
	const struct batch *b = c->batch;
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->mails[i].is_answered &&
		    heed(c, b->mails[i].uid, SIGN_FLAG, e) != 0)
			return -1;
		if (b->role == FOLDER_TRASH &&
		    heed(c, b->mails[i].uid, SIGN_DELETED, e) != 0)
			return -1;
	}
	for (i = 0; i < b->n_answered; i++) {
		if (heed(c, b->answered[i], SIGN_FLAG, e) != 0)
			return -1;
	}
	return 0;
}

/* A folder that says something. What a new UIDVALIDITY shows was not moved. */
static int
heed_moves(struct cabinet *c, struct err *e)
{
	const struct batch *b = c->batch;
	size_t i;

	if (b->is_new_epoch || c->as_history ||
	    (b->role != FOLDER_INBOX && b->role != FOLDER_OTHER))
		return 0;
	for (i = 0; i < b->n; i++) {
		const struct sighting at = { .folder = c->folder.id,
			.uidvalidity = b->uidvalidity,
			.uid = b->mails[i].uid };

		arena_clear(c->arena);
		if (moved_heed(c->store, c->office, c->arena, c->settings,
		        b->folder, &at, c->now, e) != 0)
			return -1;
	}
	return 0;
}

static int
file_all(struct cabinet *c, struct err *e)
{
	const struct batch *b = c->batch;
	size_t i;

	if (settle_folder(c, e) != 0)
		return -1;
	for (i = 0; i < b->n; i++) {
		arena_clear(c->arena);
		if (file_or_put_off(c, i, e) != 0)
			return -1;
	}
	if (judge_touched(c, e) != 0 || heed_signs(c, e) != 0 ||
	    heed_moves(c, e) != 0)
		return -1;
	c->folder.last_uid = b->last_uid;
	c->folder.modseq = b->modseq;
	return store_folder_move(c->store, &c->folder, b->role, e);
}

/* So many new questions at once are no ordinary morning: they are filed, and
 * a person is asked before anything is sent (decisions.md 20). */
static int
hold_flood(struct cabinet *c, struct err *e)
{
	int limit = c->office->settings.post.new_questions;

	if (limit == 0 || c->counts->fresh <= (size_t)limit)
		return 0;
	return hold_set(
	    c->store, HOLD_QUESTIONS, (int64_t)c->counts->fresh, c->now, e);
}

static int
file_mails(struct cabinet *c, struct err *e)
{
	size_t before = c->counts->filed;

	if (store_mailbox(c->store, c->batch_arena, c->settings->id, c->now,
	        &c->mailbox, e) != 0)
		return -1;
	if ((c->batch->is_again ? file_again(c, e) : file_all(c, e)) != 0)
		return -1;
	return store_mailbox_count(
	    c->store, c->mailbox.id, c->counts->filed - before, e);
}

static int
file_at_once(struct cabinet *c, struct err *e)
{
	if (store_begin(c->store, e) != 0)
		return -1;
	if (file_mails(c, e) != 0 || hold_flood(c, e) != 0 ||
	    store_commit(c->store, e) != 0) {
		store_rollback(c->store);
		return -1;
	}
	return 0;
}

int
file_batch(struct store *s, const struct office *o,
    const struct mailbox_settings *mailbox, const struct batch *batch,
    struct instant now, bool as_history, struct filed_counts *counts,
    struct err *e)
{
	SCOPED(arena_done) struct arena *arena = arena_new();
	SCOPED(arena_done) struct arena *batch_arena = arena_new();
	struct filed_counts before = *counts;
	struct err why = { 0 };
	struct cabinet c = {
		.store = s,
		.office = o,
		.settings = mailbox,
		.batch = batch,
		.now = now,
		.as_history = as_history,
		.arena = arena,
		.batch_arena = batch_arena,
		.counts = counts,
	};

	if (file_at_once(&c, &why) == 0)
		return 0;
	*counts = before;
	if (why.kind == ERR_ITEM) {
		/* One message is to blame: which one shows with care, which
		 * costs each message a savepoint and a judgement. */
		c.is_careful = true;
		c.n_touched = 0;
		if (file_at_once(&c, &why) == 0)
			return 0;
		*counts = before;
	}
	if (e)
		*e = why;
	return -1;
}
