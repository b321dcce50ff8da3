/*
 * Which conversation a message belongs to: by the ids that it names and that
 * others name it by, and by weak evidence. Every tie is the same whichever of
 * its two ends is filed first, so that the conversations do not depend on the
 * order of arrival.
 */

#include "edge/store_link.h"

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"
#include "mail/sketch.h"
#include "mail/subject.h"

bool
sql_is_loose(const struct facts *facts, bool is_from_us)
{
	SCOPED(arena_done) struct arena *a = NULL;

	if (*facts->in_reply_to || facts->n_references > 0 ||
	    strlen(facts->base_subject) < LOOSE_SUBJECT_MIN)
		return false;
	if (is_from_us)
		return true;
	a = arena_new();
	return subject_kind(a, facts->subject) == SUBJECT_REPLY;
}

/* Conversations that a message touches, each once, the oldest first. */
struct touched {
	struct sql_list list;
};

/* One conversation each once. */
static void
touch_one(struct touched *t, int64_t id)
{
	const int64_t *known = t->list.at;
	size_t i;

	for (i = 0; i < t->list.n; i++) {
		if (known[i] == id)
			return;
	}
	*(int64_t *)sql_list_add(&t->list) = id;
}

static int
touch(struct store *s, struct touched *t, sqlite3_stmt *q, struct err *e)
{
	int row;

	while ((row = sql_row(s, q, e)) > 0)
		touch_one(t, sqlite3_column_int64(q, 0));
	return row;
}

static int
touch_target(struct store *s, struct touched *t, const struct facts *facts,
    struct instant received, const char *target, bool is_strong, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONVERSATIONS_OF_TARGET);

	if (!*target)
		return 0;
	sql_text(q, ":target", target);
	sql_int(q, ":is_strong", is_strong);
	sql_text(q, ":base_subject", facts->base_subject);
	sql_int(q, ":received", received.sec);
	return touch(s, t, q, e);
}

static int
touch_source(struct store *s, struct touched *t, const struct facts *facts,
    struct instant received, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONVERSATIONS_OF_SOURCE);

	if (!*facts->message_id)
		return 0;
	sql_text(q, ":message_id", facts->message_id);
	sql_text(q, ":base_subject", facts->base_subject);
	sql_int(q, ":received", received.sec);
	return touch(s, t, q, e);
}

static int
touch_key(struct store *s, struct touched *t, const char *key, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONVERSATIONS_OF_KEY);

	if (!*key)
		return 0;
	sql_text(q, ":thread_key", key);
	return touch(s, t, q, e);
}

static int
merge_conversation(struct store *s, int64_t from, int64_t into, struct err *e)
{
	static const enum query moves[] = { Q_CONVERSATION_MERGE_MESSAGES,
		Q_CONVERSATION_MERGE_QUESTIONS };
	SCOPED(sql_done) sqlite3_stmt *drop = sql(s, Q_CONVERSATION_DROP);
	size_t i;

	for (i = 0; i < LENGTH(moves); i++) {
		SCOPED(sql_done) sqlite3_stmt *q = sql(s, moves[i]);

		sql_int(q, ":from", from);
		sql_int(q, ":into", into);
		if (sql_run(s, q, e) != 0)
			return -1;
	}
	sql_int(drop, ":id", from);
	return sql_run(s, drop, e);
}

static int
merge_touched(
    struct store *s, const int64_t *ids, size_t n, int64_t *out, struct err *e)
{
	int64_t oldest = ids[0];
	size_t i;

	for (i = 1; i < n; i++) {
		if (ids[i] < oldest)
			oldest = ids[i];
	}
	for (i = 0; i < n; i++) {
		if (ids[i] != oldest &&
		    merge_conversation(s, ids[i], oldest, e) != 0)
			return -1;
	}
	*out = oldest;
	return 0;
}

int
store_conversation_new(struct store *s, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *add = sql(s, Q_CONVERSATION_ADD);

	return sql_insert(s, add, out, e);
}

static bool
has_address(const struct facts *facts, const char *address)
{
	return address_is_same(facts->from.addr, address) ||
	    address_list_has(&facts->to, address) ||
	    address_list_has(&facts->cc, address) ||
	    address_list_has(&facts->bcc, address);
}

static int
touch_person(struct store *s, struct touched *t, const struct facts *facts,
    const struct ties *ties, const char *person, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONVERSATIONS_BEFORE);

	if (!*person)
		return 0;
	sql_text(q, ":base_subject", facts->base_subject);
	sql_text(q, ":person", person);
	sql_int(q, ":is_reply", !ties->is_from_us);
	sql_int(q, ":received", ties->received.sec);
	sql_int(q, ":window", LOOSE_WINDOW);
	return touch(s, t, q, e);
}

/* A reply that names no message belongs to what its sender wrote or got under
 * that subject before (D5); what we write under it, to what those wrote to
 * whom it goes (users.md 6). */
static int
touch_before(struct store *s, struct touched *t, const struct facts *facts,
    const struct ties *ties, struct err *e)
{
	const struct address_list *const lists[] = { &facts->to, &facts->cc,
		&facts->bcc };
	size_t i, k;

	if (!sql_is_loose(facts, ties->is_from_us))
		return 0;
	if (!ties->is_from_us)
		return touch_person(s, t, facts, ties, facts->from.addr, e);
	if (ties->n_outside > LOOSE_RECIPIENTS_MAX)
		return 0;
	for (i = 0; i < LENGTH(lists); i++) {
		for (k = 0; k < lists[i]->n; k++) {
			if (touch_person(s, t, facts, ties,
			        lists[i]->at[k].addr, e) != 0)
				return -1;
		}
	}
	return 0;
}

/* The other way round: such as were filed before. */
static int
touch_after(struct store *s, struct touched *t, const struct facts *facts,
    const struct ties *ties, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_LOOSE_AFTER);
	SCOPED(arena_done) struct arena *a = arena_new();
	int row;

	sql_text(q, ":base_subject", facts->base_subject);
	sql_text(q, ":person", facts->from.addr);
	sql_int(q, ":received", ties->received.sec);
	sql_int(q, ":window", LOOSE_WINDOW);
	while ((row = sql_row(s, q, e)) > 0) {
		bool is_from_us = sqlite3_column_int(q, 2);
		bool is_tied = is_from_us
		    ? !ties->is_from_us && sqlite3_column_int(q, 3) &&
		        sqlite3_column_int64(q, 4) <= LOOSE_RECIPIENTS_MAX
		    : has_address(facts, sql_string(a, q, 1));

		if (is_tied)
			touch_one(t, sqlite3_column_int64(q, 0));
	}
	return row;
}

static bool
is_sketch(sqlite3_stmt *q, int column, const unsigned char *sketch,
    bool (*is_like)(const unsigned char *, const unsigned char *))
{
	const unsigned char *other = sqlite3_column_blob(q, column);

	return other && sqlite3_column_bytes(q, column) == SKETCH_BYTES &&
	    is_like(sketch, other);
}

/* The same question sent once more within days (G10). */
static int
touch_resent(struct store *s, struct touched *t, const struct facts *facts,
    const struct ties *ties, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SENT_BEFORE);
	SCOPED(arena_done) struct arena *a = arena_new();
	unsigned char sketch[SKETCH_BYTES];
	bool has_sketch = false;
	int row;

	if (!*facts->from.addr)
		return 0;
	sql_text(q, ":base_subject", facts->base_subject);
	sql_text(q, ":sender", facts->from.addr);
	sql_int(q, ":received", ties->received.sec);
	sql_int(q, ":window", RESENT_WINDOW);
	while ((row = sql_row(s, q, e)) > 0) {
		if (!has_sketch && !sketch_of(a, facts->text_new, sketch))
			return 0;
		has_sketch = true;
		if (is_sketch(q, 1, sketch, sketch_is_same))
			touch_one(t, sqlite3_column_int64(q, 0));
	}
	return row;
}

/* Weak evidence never joins what machines write (D13). */
static int
touch_weakly(struct store *s, struct touched *t, const struct facts *facts,
    const struct ties *ties, struct err *e)
{
	if (!ties->is_human)
		return 0;
	if (touch_before(s, t, facts, ties, e) != 0 ||
	    touch_after(s, t, facts, ties, e) != 0)
		return -1;
	return ties->is_from_us ? 0 : touch_resent(s, t, facts, ties, e);
}

int
store_conversation(struct store *s, struct arena *a, const struct facts *facts,
    const struct ties *ties, int64_t *out, struct err *e)
{
	struct touched t = { { .arena = a, .size = sizeof(int64_t) } };
	struct instant received = ties->received;
	size_t i;

	if (touch_target(s, &t, facts, received, facts->in_reply_to, true, e) !=
	        0 ||
	    touch_source(s, &t, facts, received, e) != 0 ||
	    touch_key(s, &t, ties->thread_key, e) != 0 ||
	    touch_weakly(s, &t, facts, ties, e) != 0)
		return -1;
	for (i = 0; i < facts->n_references; i++) {
		if (touch_target(s, &t, facts, received, facts->references[i],
		        false, e) != 0)
			return -1;
	}
	if (t.list.n == 0)
		return store_conversation_new(s, out, e);
	return merge_touched(s, t.list.at, t.list.n, out, e);
}

/* ---- standard texts ---- */

static int
count_alike(struct store *s, int64_t message, int64_t n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_ALIKE);

	sql_int(q, ":id", message);
	sql_int(q, ":n", n);
	return sql_run(s, q, e);
}

struct alike {
	int64_t message, conversation, n;
};

/* The other messages of the same sender of ours that say nearly the same. */
static int
find_alike(struct store *s, struct sql_list *list, const struct facts *facts,
    int64_t message, struct instant received, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SENT_ALIKE);
	unsigned char sketch[SKETCH_BYTES];
	int row;

	if (!sketch_of(list->arena, facts->text_new, sketch))
		return 0;
	sql_int(q, ":id", message);
	sql_int(q, ":received", received.sec);
	sql_int(q, ":window", ALIKE_WINDOW);
	while ((row = sql_row(s, q, e)) > 0) {
		if (is_sketch(q, 2, sketch, sketch_is_alike))
			*(struct alike *)sql_list_add(list) =
			    (struct alike){ sqlite3_column_int64(q, 0),
				    sqlite3_column_int64(q, 1),
				    sqlite3_column_int64(q, 3) };
	}
	return row;
}

int
store_alike(struct store *s, struct arena *a, const struct facts *facts,
    int64_t message, struct instant received, int64_t **out, size_t *n,
    struct err *e)
{
	struct sql_list list = { .arena = a, .size = sizeof(struct alike) };
	struct touched t = { { .arena = a, .size = sizeof(int64_t) } };
	const struct alike *others;
	size_t i;

	if (find_alike(s, &list, facts, message, received, e) != 0)
		return -1;
	others = list.at;
	for (i = 0; i < list.n; i++) {
		if (count_alike(s, others[i].message, 1, e) != 0)
			return -1;
		if (others[i].n + 1 == ANSWER_REPEATED)
			touch_one(&t, others[i].conversation);
	}
	*out = t.list.at;
	*n = t.list.n;
	return list.n ? count_alike(s, message, (int64_t)list.n, e) : 0;
}
