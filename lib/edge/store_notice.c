/*
 * Notices: a row before they are a mail, and a state for every step between.
 */

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"

static const char *const state_names[] = {
	[NOTICE_PLANNED] = "planned",
	[NOTICE_HANDING] = "handing",
	[NOTICE_SENT] = "sent",
	[NOTICE_REFUSED] = "refused",
	[NOTICE_LATER] = "later",
	[NOTICE_UNCERTAIN] = "uncertain",
};

const char *
notice_state_name(enum notice_state state)
{
	return state_names[state];
}

static int
has_key(struct store *s, enum query which, const char *key, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, which);

	sql_text(q, ":key", key);
	return sql_row(s, q, e);
}

int
store_notice_has(struct store *s, const char *key, struct err *e)
{
	return has_key(s, Q_NOTICE_FIND_KEY, key, e);
}

int
store_notice_item_has(struct store *s, const char *key, struct err *e)
{
	return has_key(s, Q_NOTICE_ITEM_FIND, key, e);
}

int
store_notice_add(struct store *s, const struct planned *p, const char *address,
    struct instant now, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_ADD);

	sql_text(q, ":key", p->key);
	sql_text(q, ":kind", notice_kind_name(p->kind));
	sql_text(q, ":recipient", p->recipient->id);
	sql_text(q, ":address", address);
	sql_int(q, ":day", p->day.day);
	sql_text(q, ":team", p->team ? p->team : "");
	sql_int(q, ":at", now.sec);
	return sql_number(s, q, out, e);
}

int
store_notices_supersede(
    struct store *s, const struct planned *p, struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICES_SUPERSEDE);

	sql_text(q, ":recipient", p->recipient->id);
	sql_text(q, ":kind", notice_kind_name(p->kind));
	sql_int(q, ":day", p->day.day);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}

int
store_notice_item_add(struct store *s, int64_t notice, const char *key,
    int64_t question, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_ITEM_ADD);

	sql_text(q, ":key", key);
	sql_int(q, ":notice", notice);
	sql_int(q, ":question", question);
	return sql_run(s, q, e);
}

int
store_notice_fill(struct store *s, int64_t notice, const char *message_id,
    const char *subject, const char *body, size_t n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_FILL);
	SCOPED(sql_done) sqlite3_stmt *mail = sql(s, Q_NOTICE_MAIL_ADD);

	sql_int(q, ":id", notice);
	sql_text(q, ":message_id", message_id);
	sql_text(q, ":subject", subject);
	if (sql_run(s, q, e) != 0)
		return -1;
	sql_int(mail, ":id", notice);
	sql_blob(mail, ":bytes", body, n);
	return sql_run(s, mail, e);
}

static void
read_outgoing(struct arena *a, sqlite3_stmt *q, struct outgoing *o)
{
	const char *body = sqlite3_column_blob(q, 4);

	o->id = sqlite3_column_int64(q, 0);
	o->address = sql_string(a, q, 1);
	o->message_id = sql_string(a, q, 2);
	o->subject = sql_string(a, q, 3);
	o->n = (size_t)sqlite3_column_bytes(q, 4);
	o->body = arena_copy_n(a, body, o->n);
	o->attempts = sqlite3_column_int(q, 5);
	o->kind = sql_string(a, q, 6);
	o->key = sql_string(a, q, 7);
}

int
store_notices_to_send(struct store *s, struct arena *a, struct instant now,
    int limit, struct outgoing **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICES_TO_SEND);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":now", now.sec);
	sql_int(q, ":n", limit);
	while ((row = sql_row(s, q, e)) > 0)
		read_outgoing(a, q, sql_list_add(&list));
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_notice_state(struct store *s, int64_t notice, enum notice_state state,
    bool is_attempt, const char *reason, struct instant now,
    struct instant not_before, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_STATE);

	sql_int(q, ":id", notice);
	sql_text(q, ":state", state_names[state]);
	sql_int(q, ":attempt", is_attempt);
	sql_text_or_null(q, ":reason", reason);
	sql_int(q, ":at", now.sec);
	if (state == NOTICE_LATER)
		sql_int(q, ":not_before", not_before.sec);
	return sql_run(s, q, e);
}

int
store_notice_attempts(struct store *s, int64_t notice, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_ATTEMPTS);
	int64_t n = 0;

	sql_int(q, ":id", notice);
	return sql_number(s, q, &n, e) == 0 ? (int)n : -1;
}

int
store_notices_uncertain(struct store *s, struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICES_UNCERTAIN);
	int row, n = 0;

	sql_int(q, ":at", now.sec);
	while ((row = sql_row(s, q, e)) > 0)
		n += sqlite3_column_int(q, 0);
	return row < 0 ? -1 : n;
}

int
store_notice_last(struct store *s, const char *recipient, enum notice_kind kind,
    struct instant *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTICE_LAST);
	int row;

	sql_text(q, ":recipient", recipient);
	sql_text(q, ":kind", notice_kind_name(kind));
	row = sql_row(s, q, e);
	if (row <= 0)
		return row;
	if (sqlite3_column_type(q, 0) == SQLITE_NULL)
		return 0;
	out->sec = sqlite3_column_int64(q, 0);
	return 1;
}

int
store_uncertain_count(
    struct store *s, const char *recipient, struct instant since, struct err *e)
{
	SCOPED(sql_done)
	sqlite3_stmt *q = sql(s, Q_NOTICES_UNCERTAIN_COUNT);
	int64_t n = 0;

	sql_text(q, ":recipient", recipient);
	sql_int(q, ":since", since.sec);
	return sql_number(s, q, &n, e) == 0 ? (int)n : -1;
}

int
store_summary_figure(struct store *s, int64_t notice, const char *name,
    double value, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SUMMARY_ADD);

	sql_int(q, ":notice", notice);
	sql_text(q, ":name", name);
	if (sqlite3_bind_double(q, sqlite3_bind_parameter_index(q, ":value"),
	        value) != SQLITE_OK)
		return err_set(e, ERR_FATAL, "store: cannot bind a figure");
	return sql_run(s, q, e);
}
