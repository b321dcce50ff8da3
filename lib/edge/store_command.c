/*
 * The rows of mail to Postwacht itself, and what a command needs to know of
 * the notice that it answers.
 */

#include "edge/store_command.h"

#include "base/arena.h"
#include "edge/store_sql.h"

static const char *const state_names[] = {
	[COMMAND_CARRIED] = "done",
	[COMMAND_REPEATED] = "repeated",
	[COMMAND_UNCLEAR] = "unclear",
	[COMMAND_UNANSWERED] = "unanswered",
	[COMMAND_REFUSED] = "refused",
	[COMMAND_AWAY] = "away",
	[COMMAND_MACHINE] = "machine",
	[COMMAND_HISTORY] = "history",
};

const char *
command_state_name(enum command_state state)
{
	return state_names[state];
}

/* As for messages (decisions.md 13): key1 where there is one, else key2. */
int
store_command_has(struct store *s, const struct fingerprint *fp, struct err *e)
{
	SCOPED(sql_done)
	sqlite3_stmt *q =
	    sql(s, fp->has_key1 ? Q_COMMAND_BY_KEY1 : Q_COMMAND_BY_KEY2);

	if (fp->has_key1)
		sql_blob(q, ":key1", fp->key1, DIGEST_BYTES);
	else
		sql_blob(q, ":key2", fp->key2, DIGEST_BYTES);
	return sql_row(s, q, e);
}

int
store_command_add(struct store *s, const struct stored_command *c, int64_t *out,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	int64_t sender = 0;

	if (*c->sender->addr &&
	    sql_person(s, Q_PERSON_MET, c->sender, &sender, e) != 0)
		return -1;
	q = sql(s, Q_COMMAND_ADD);
	sql_int(q, ":mailbox", c->mailbox);
	if (c->fingerprint->has_key1)
		sql_blob(q, ":key1", c->fingerprint->key1, DIGEST_BYTES);
	sql_blob(q, ":key2", c->fingerprint->key2, DIGEST_BYTES);
	sql_int(q, ":received", c->received.sec);
	sql_int(q, ":at", c->at.sec);
	sql_text_or_null(q, ":who", c->who);
	sql_int_or_null(q, ":sender", sender);
	sql_text(q, ":subject", c->subject);
	sql_text(q, ":state", state_names[c->state]);
	sql_text(q, ":reason", c->reason);
	sql_text_or_null(q, ":permit", c->permit);
	sql_int_or_null(q, ":notice", c->notice);
	sql_text_or_null(q, ":message_id", c->message_id);
	return sql_number(s, q, out, e);
}

int
store_command_owed(struct store *s, struct arena *a, int64_t *command,
    const char **who, const char **message_id, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_COMMAND_OWED);
	int row = sql_row(s, q, e);

	if (row > 0) {
		*command = sqlite3_column_int64(q, 0);
		*who = sql_string(a, q, 1);
		*message_id = sql_string(a, q, 2);
	}
	return row;
}

int
store_command_settle(struct store *s, int64_t command, enum command_state state,
    const char *reason, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_COMMAND_SETTLE);

	sql_int(q, ":id", command);
	sql_text(q, ":state", state_names[state]);
	sql_text(q, ":reason", reason);
	return sql_run(s, q, e);
}

int
store_command_permit_used(struct store *s, const char *permit, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_COMMAND_PERMIT_USED);

	sql_text(q, ":permit", permit);
	return sql_row(s, q, e);
}

int
store_commands_told(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct told_command **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_COMMANDS_TOLD);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct told_command *c = sql_list_add(&list);

		c->state = sql_string(a, q, 0);
		c->reason = sql_string(a, q, 1);
		c->sender_name = sql_string(a, q, 2);
		c->sender_address = sql_string(a, q, 3);
		c->subject = sql_string(a, q, 4);
		c->received.sec = sqlite3_column_int64(q, 5);
		c->who = sql_string(a, q, 6);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_notice_to(struct store *s, struct arena *a, int64_t notice,
    const char **address, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_TO);
	int row;

	sql_int(q, ":id", notice);
	row = sql_row(s, q, e);
	if (row > 0)
		*address = sql_string(a, q, 0);
	return row;
}

int
store_notice_question(
    struct store *s, int64_t notice, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_QUESTIONS);
	int64_t first;
	int row;

	sql_int(q, ":id", notice);
	row = sql_row(s, q, e);
	if (row <= 0)
		return row;
	first = sqlite3_column_int64(q, 0);
	row = sql_row(s, q, e);
	if (row != 0)
		return row < 0 ? -1 : 0;
	*out = first;
	return 1;
}

int
store_notices_count_keys(struct store *s, const char *recipient,
    enum notice_kind kind, const char *prefix, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICES_COUNT_KEYS);
	int64_t n = 0;

	sql_text(q, ":recipient", recipient);
	sql_text(q, ":kind", notice_kind_name(kind));
	sql_text(q, ":prefix", prefix);
	return sql_number(s, q, &n, e) != 0 ? -1 : (int)n;
}

int
store_moved_here(struct store *s, struct arena *a, const struct sighting *at,
    struct stored_move **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MOVED_HERE);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":folder", at->folder);
	sql_int(q, ":uidvalidity", at->uidvalidity);
	sql_int(q, ":uid", at->uid);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_move *m = sql_list_add(&list);

		m->question = sqlite3_column_int64(q, 0);
		m->is_open = sqlite3_column_int(q, 1);
		m->act = sqlite3_column_int64(q, 2);
		m->is_closing = sqlite3_column_int(q, 3);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}
