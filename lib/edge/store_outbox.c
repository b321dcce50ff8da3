/*
 * The notices as a whole: counts for the limits, what did not arrive, what
 * waits. A single notice's life is in store_notice.c.
 */

#include "edge/store_outbox.h"

#include "base/arena.h"
#include "edge/store_sql.h"

static int
count_since(struct store *s, enum query which, struct instant since,
    int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, which);

	sql_int(q, ":since", since.sec);
	return sql_number(s, q, out, e);
}

int
store_notices_made(
    struct store *s, struct instant since, int64_t *out, struct err *e)
{
	return count_since(s, Q_NOTICES_MADE_SINCE, since, out, e);
}

int
store_notices_left(
    struct store *s, struct instant since, int64_t *out, struct err *e)
{
	return count_since(s, Q_NOTICES_HANDED_SINCE, since, out, e);
}

int
store_notices_discard(
    struct store *s, struct instant now, const char *reason, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICES_DISCARD);
	int row, n = 0;

	sql_int(q, ":at", now.sec);
	sql_text(q, ":reason", reason);
	while ((row = sql_row(s, q, e)) > 0)
		n++;
	return row < 0 ? -1 : n;
}

int
store_notices_refused(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct refused_row **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICES_REFUSED);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct refused_row *r = sql_list_add(&list);

		r->recipient = sql_string(a, q, 0);
		r->kind = sql_string(a, q, 1);
		r->reason = sql_string(a, q, 2);
		r->at.sec = sqlite3_column_int64(q, 3);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_notice_came_back(struct store *s, int64_t notice, const char *reason,
    struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_CAME_BACK);

	sql_int(q, ":id", notice);
	sql_text(q, ":reason", reason);
	sql_int(q, ":at", now.sec);
	return sql_row(s, q, e);
}

int
store_notice_seen(
    struct store *s, int64_t notice, struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_SEEN);

	sql_int(q, ":id", notice);
	sql_int(q, ":at", now.sec);
	return sql_row(s, q, e);
}

int
store_notice_latest_key(struct store *s, struct arena *a, const char *recipient,
    enum notice_kind kind, const char *prefix, const char **out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_LATEST_KEY);
	int row;

	sql_text(q, ":recipient", recipient);
	sql_text(q, ":kind", notice_kind_name(kind));
	sql_text(q, ":prefix", prefix);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sql_string(a, q, 0);
	return row;
}

int
store_outbox(struct store *s, struct outbox_counts *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_OUTBOX);

	if (sql_row(s, q, e) < 0)
		return -1;
	*out = (struct outbox_counts){
		.waiting = sqlite3_column_int64(q, 0),
		.oldest = { sqlite3_column_int64(q, 1) },
		.uncertain = sqlite3_column_int64(q, 2),
	};
	return 0;
}
