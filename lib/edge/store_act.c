/*
 * Notes, rulings about single messages, and who is away: what people do by
 * hand beside the events of a question.
 */

#include "edge/store_act.h"

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"

static void
bind_hand(sqlite3_stmt *q, const struct hand *by)
{
	sql_text_or_null(q, ":who", by->who);
	sql_int_or_null(q, ":cause_command", by->command);
}

int
store_note_add(struct store *s, int64_t event, const char *text, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTE_ADD);

	sql_int(q, ":event", event);
	sql_text(q, ":text", text);
	return sql_run(s, q, e);
}

int
store_notes(struct store *s, struct arena *a, int64_t question,
    struct stored_note **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NOTES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":question", question);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_note *note = sql_list_add(&list);

		note->event = sqlite3_column_int64(q, 0);
		note->text = sql_string(a, q, 1);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_ask_by_hand(
    struct store *s, int64_t message, const struct hand *by, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_ASK_BY_HAND);

	sql_int(q, ":message", message);
	sql_int(q, ":at", by->at.sec);
	bind_hand(q, by);
	return sql_row(s, q, e);
}

int
store_message_place(struct store *s, int64_t message, int64_t *conversation,
    bool *is_from_us, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_PLACE);
	int row;

	sql_int(q, ":id", message);
	row = sql_row(s, q, e);
	if (row > 0) {
		*conversation = sqlite3_column_int64(q, 0);
		*is_from_us = sqlite3_column_int(q, 1);
	}
	return row;
}

int
store_question_of_message(
    struct store *s, int64_t message, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTION_OF_MESSAGE);
	int row;

	sql_int(q, ":message", message);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sqlite3_column_int64(q, 0);
	return row;
}

int
store_question_of_event(
    struct store *s, int64_t event, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_EVENT_QUESTION);
	int row;

	sql_int(q, ":seq", event);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sqlite3_column_int64(q, 0);
	return row;
}

int
store_presence_add(struct store *s, const struct presence *p,
    const struct hand *by, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PRESENCE_ADD);

	sql_text(q, ":person", p->person);
	sql_text(q, ":kind", p->is_back ? "back" : "absent");
	sql_int(q, ":from_day", p->from.day);
	if (p->has_until)
		sql_int(q, ":until_day", p->until.day);
	sql_int(q, ":recorded_at", by->at.sec);
	bind_hand(q, by);
	return sql_run(s, q, e);
}

static struct presence
presence_at(struct arena *a, sqlite3_stmt *q)
{
	return (struct presence){
		.person = sql_string(a, q, 0),
		.is_back = strcmp(sql_string(a, q, 1), "back") == 0,
		.from.day = sqlite3_column_int(q, 2),
		.has_until = sqlite3_column_type(q, 3) != SQLITE_NULL,
		.until.day = sqlite3_column_int(q, 3),
	};
}

int
store_presences_said(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct said_presence **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PRESENCES_SAID);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct said_presence *p = sql_list_add(&list);

		p->presence = presence_at(a, q);
		p->at.sec = sqlite3_column_int64(q, 4);
		p->who = sql_string(a, q, 5);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_presences(struct store *s, struct arena *a, struct instant until,
    struct presence **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PRESENCES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct presence *p = sql_list_add(&list);

		*p = presence_at(a, q);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_roster(struct store *s, struct arena *a, const struct roster *r,
    struct instant now, struct roster *out, struct err *e)
{
	struct presence *lines = NULL;
	size_t n = 0;

	if (store_presences(s, a, now, &lines, &n, e) != 0)
		return -1;
	*out = roster_with(a, r, lines, n);
	return 0;
}
