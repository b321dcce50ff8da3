/*
 * The queue of what is to be written back.
 */

#include "edge/store_write.h"

#include <string.h>

#include "edge/store_sql.h"

static const char *const kinds[] = {
	[WRITE_KEYWORD] = "keyword",
	[WRITE_MOVE] = "move",
};

static const char *const states[] = {
	[WRITE_LATER] = "waiting",
	[WRITE_DONE] = "done",
	[WRITE_REFUSED] = "refused",
};

int
store_write_add(struct store *s, int64_t message, enum write_kind kind,
    const char *value, struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_WRITE_ADD);

	sql_int(q, ":message", message);
	sql_text(q, ":kind", kinds[kind]);
	sql_text(q, ":value", value);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}

int
store_writes(struct store *s, struct arena *a, int64_t mailbox,
    struct instant now, int limit, struct write_job **out, size_t *n,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_WRITES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":mailbox", mailbox);
	sql_int(q, ":now", now.sec);
	sql_int(q, ":n", limit);
	while ((row = sql_row(s, q, e)) > 0) {
		struct write_job *job = sql_list_add(&list);

		job->id = sqlite3_column_int64(q, 0);
		job->kind = strcmp(sql_string(a, q, 1), kinds[WRITE_MOVE])
		    ? WRITE_KEYWORD
		    : WRITE_MOVE;
		job->value = sql_string(a, q, 2);
		job->folder = sql_string(a, q, 3);
		job->uidvalidity = (uint32_t)sqlite3_column_int64(q, 4);
		job->uid = (uint32_t)sqlite3_column_int64(q, 5);
	}
	*out = list.at;
	*n = list.n;
	return row;
}

int
store_write_attempts(struct store *s, int64_t id, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_WRITE_TRIED);
	int64_t attempts = 0;

	sql_int(q, ":id", id);
	return sql_number(s, q, &attempts, e) == 0 ? (int)attempts : -1;
}

int
store_write_settle(struct store *s, const struct write_job *job,
    enum write_result result, struct instant now, struct instant not_before,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_WRITE_SETTLE);

	sql_int(q, ":id", job->id);
	sql_text(q, ":state", states[result]);
	sql_text_or_null(q, ":reason", job->reason);
	sql_int(q, ":at", now.sec);
	sql_int_or_null(q, ":not_before", not_before.sec);
	return sql_run(s, q, e);
}
