/*
 * The rows of rules that came by mail.
 */

#include "edge/store_proposal.h"

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"

static const char *const state_names[] = {
	[PROPOSAL_OFFERED] = "offered",
	[PROPOSAL_FAULTY] = "faulty",
	[PROPOSAL_CHECKED] = "checked",
	[PROPOSAL_ACCEPTED] = "accepted",
	[PROPOSAL_USED] = "used",
	[PROPOSAL_REPLACED] = "replaced",
};

static struct proposal
proposal_of(struct arena *a, sqlite3_stmt *q)
{
	const char *state = sql_string(a, q, 5);
	struct proposal p = {
		.command = sqlite3_column_int64(q, 0),
		.who = sql_string(a, q, 1),
		.name = sql_string(a, q, 2),
		.body = sql_string(a, q, 3),
		.message_id = sql_string(a, q, 4),
		.notice = sqlite3_column_int64(q, 6),
		.changed_at = { sqlite3_column_int64(q, 7) },
		.used_by = sql_string(a, q, 8),
	};
	size_t i;

	for (i = 0; i < LENGTH(state_names); i++) {
		if (strcmp(state, state_names[i]) == 0)
			p.state = (enum proposal_state)i;
	}
	return p;
}

int
store_proposal_add(struct store *s, const struct proposal *p,
    struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *old = sql(s, Q_PROPOSAL_REPLACE);
	SCOPED(sql_done) sqlite3_stmt *q = NULL;

	sql_int(old, ":at", now.sec);
	if (sql_run(s, old, e) != 0)
		return -1;
	q = sql(s, Q_PROPOSAL_ADD);
	sql_int(q, ":command", p->command);
	sql_text(q, ":who", p->who);
	sql_text(q, ":name", p->name);
	sql_text(q, ":body", p->body);
	sql_text(q, ":message_id", p->message_id);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}

int
store_proposal_next(
    struct store *s, struct arena *a, struct proposal *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PROPOSAL_NEXT);
	int row = sql_row(s, q, e);

	if (row > 0)
		*out = proposal_of(a, q);
	return row;
}

int
store_proposal_of(struct store *s, struct arena *a, int64_t notice,
    struct proposal *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PROPOSAL_OF_NOTICE);
	int row;

	sql_int(q, ":notice", notice);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = proposal_of(a, q);
	return row;
}

int
store_proposal_settle(struct store *s, int64_t command,
    enum proposal_state state, int64_t notice, struct instant now,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PROPOSAL_SETTLE);

	sql_int(q, ":command", command);
	sql_text(q, ":state", state_names[state]);
	sql_int_or_null(q, ":notice", notice);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}

int
store_proposal_accept(struct store *s, int64_t command, const char *who,
    int64_t cause, struct instant now, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PROPOSAL_ACCEPT);

	sql_int(q, ":command", command);
	sql_text(q, ":who", who);
	sql_int(q, ":cause", cause);
	sql_int(q, ":at", now.sec);
	return sql_run(s, q, e);
}

int
store_proposals_used(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct proposal **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PROPOSALS_USED);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0)
		*(struct proposal *)sql_list_add(&list) = proposal_of(a, q);
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}
