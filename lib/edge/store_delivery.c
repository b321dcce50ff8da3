/*
 * Where a message was delivered, and which others go by its Message-ID.
 */

#include "edge/store_delivery.h"

#include "edge/store_sql.h"

int
store_delivered_to(struct store *s, struct arena *a, int64_t message,
    const char ***out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_DELIVERED_TO);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":message", message);
	while ((row = sql_row(s, q, e)) > 0)
		*(const char **)sql_list_add(&list) = sql_string(a, q, 0);
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_message_redeliver(struct store *s, int64_t message,
    const struct redelivered *r, int64_t *conversation, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_REDELIVER);
	int row;

	sql_int(q, ":id", message);
	sql_text(q, ":team", r->team);
	sql_text(q, ":topic", r->topic);
	sql_text(q, ":topic_why", r->topic_why);
	sql_text(q, ":fallback", r->fallback);
	row = sql_row(s, q, e);
	if (row > 0)
		*conversation = sqlite3_column_int64(q, 0);
	return row;
}

int
store_same_id(struct store *s, struct arena *a, int64_t question, int64_t **out,
    size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTIONS_WITH_SAME_ID);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":question", question);
	while ((row = sql_row(s, q, e)) > 0)
		*(int64_t *)sql_list_add(&list) = sqlite3_column_int64(q, 0);
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}
