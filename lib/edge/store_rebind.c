/*
 * A mailbox and its server: which one was read, and leaving it behind.
 */

#include "edge/store_rebind.h"

#include "edge/store_sql.h"

int
store_server(struct store *s, struct arena *a, int64_t mailbox,
    const char **out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_SERVER);
	int row;

	sql_int(q, ":id", mailbox);
	row = sql_row(s, q, e);
	if (row < 0)
		return -1;
	*out = row > 0 ? sql_string(a, q, 0) : "";
	return 0;
}

int
store_server_set(
    struct store *s, int64_t mailbox, const char *server, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_SERVER_SET);

	sql_int(q, ":id", mailbox);
	sql_text(q, ":server", server);
	return sql_run(s, q, e);
}

int
store_mailbox_messages(struct store *s, struct arena *a, int64_t mailbox,
    int64_t **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MAILBOX_MESSAGES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":mailbox", mailbox);
	while ((row = sql_row(s, q, e)) > 0)
		*(int64_t *)sql_list_add(&list) = sqlite3_column_int64(q, 0);
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_unbind(
    struct store *s, int64_t mailbox, struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *gone = sql(s, Q_SIGHTINGS_LEAVE);
	SCOPED(sql_done) sqlite3_stmt *folders = sql(s, Q_FOLDERS_LEAVE);

	sql_int(gone, ":mailbox", mailbox);
	sql_int(gone, ":at", now.sec);
	sql_int(folders, ":mailbox", mailbox);
	if (sql_run(s, gone, e) != 0)
		return -1;
	return sql_run(s, folders, e);
}
