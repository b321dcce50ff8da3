/*
 * What retention takes out of the store, set by set.
 */

#include "edge/store_retention.h"

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"
#include "term/roster.h"

#define TAKEN_AWAY "taken_away" /* in meta: how often */

static const char *const role_names[] = {
	[ROLE_ADVISER] = "adviser",
	[ROLE_COORDINATOR] = "coordinator",
	[ROLE_LEADER] = "leader",
};

#define ROLE_UNKNOWN "colleague"

static int
run(struct store *s, sqlite3_stmt *q, struct err *e)
{
	return sql_run(s, q, e) == 0 ? sqlite3_changes(s->db) : -1;
}

static int
run_before(
    struct store *s, enum query which, struct instant before, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, which);

	sql_int(q, ":before", before.sec);
	return run(s, q, e);
}

static int
run_some(struct store *s, enum query which, struct instant before, int n,
    struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, which);

	sql_int(q, ":before", before.sec);
	sql_int(q, ":n", n);
	return run(s, q, e);
}

static int
run_all(struct store *s, const enum query *which, size_t n, struct err *e)
{
	size_t i;

	for (i = 0; i < n; i++) {
		SCOPED(sql_done) sqlite3_stmt *q = sql(s, which[i]);

		if (sql_run(s, q, e) != 0)
			return -1;
	}
	return 0;
}

int
store_retain_texts(struct store *s, struct instant before, int n, struct err *e)
{
	int texts = run_some(s, Q_RETAIN_TEXTS, before, n, e);
	int notes = texts < 0 ? -1 : run_some(s, Q_RETAIN_NOTES, before, n, e);

	return notes < 0 ? -1 : texts + notes;
}

/* Who gave commands becomes his role in whatever they filled. */
static int
retain_giver(struct store *s, const struct colleague *c, struct instant before,
    struct err *e)
{
	static const enum query tables[] = { Q_RETAIN_COMMAND_ROLES,
		Q_RETAIN_PROPOSAL_ROLES, Q_RETAIN_PRESENCE_ROLES };
	size_t i;

	for (i = 0; i < LENGTH(tables); i++) {
		SCOPED(sql_done) sqlite3_stmt *q = sql(s, tables[i]);

		sql_text(q, ":id", c->id);
		sql_text(q, ":role", role_names[c->role]);
		sql_int(q, ":before", before.sec);
		if (sql_run(s, q, e) != 0)
			return -1;
	}
	return 0;
}

static int
retain_commands(struct store *s, const struct roster *roster,
    struct instant before, struct err *e)
{
	size_t i;

	for (i = 0; i < roster->n_people; i++) {
		if (retain_giver(s, &roster->people[i], before, e) != 0)
			return -1;
	}
	if (run_before(s, Q_RETAIN_PROPOSAL_NAMES, before, e) < 0)
		return -1;
	return run_before(s, Q_RETAIN_COMMANDS, before, e);
}

static int
retain_absences(struct store *s, struct instant before, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_RETAIN_ABSENCES);

	sql_int(q, ":before", before.sec);
	sql_int(q, ":day", date_of(before).day);
	if (sql_run(s, q, e) != 0)
		return -1;
	return run_before(s, Q_RETAIN_RETURNS, before, e);
}

int
store_retain_slips(struct store *s, const struct retain_limits *limits,
    const struct roster *roster, struct err *e)
{
	int junk = run_before(s, Q_RETAIN_JUNK, limits->aside, e);
	int mails = run_before(s, Q_RETAIN_NOTICE_MAILS, limits->outbox, e);
	int notices = run_before(s, Q_RETAIN_NOTICES, limits->names, e);
	int rules = run_before(s, Q_RETAIN_PROPOSALS, limits->aside, e);
	int gaps = run_before(s, Q_RETAIN_GAPS, limits->outbox, e);

	if (junk < 0 || mails < 0 || notices < 0 || rules < 0 || gaps < 0 ||
	    retain_commands(s, roster, limits->names, e) < 0 ||
	    retain_absences(s, limits->names, e) < 0)
		return -1;
	return junk + mails + notices;
}

int
store_retain_due(struct store *s, struct instant before, int n, struct err *e)
{
	return run_some(s, Q_RETAIN_DUE, before, n, e);
}

int
store_retain_aside(struct store *s, struct instant before, int n, struct err *e)
{
	return run_some(s, Q_RETAIN_ASIDE, before, n, e);
}

static int
retain_role(struct store *s, const char *id, const char *role, struct err *e)
{
	static const enum query steps[] = { Q_RETAIN_EVENT_ROLES,
		Q_RETAIN_QUESTION_ROLES, Q_RETAIN_SPAN_ROLES };
	size_t i;

	for (i = 0; i < LENGTH(steps); i++) {
		SCOPED(sql_done) sqlite3_stmt *q = sql(s, steps[i]);

		sql_text(q, ":id", id);
		sql_text(q, ":role", role);
		if (sql_run(s, q, e) != 0)
			return -1;
	}
	return 0;
}

static const char *
role_of(const struct roster *roster, const char *id)
{
	size_t i;

	for (i = 0; i < roster->n_people; i++) {
		if (strcmp(roster->people[i].id, id) == 0)
			return role_names[roster->people[i].role];
	}
	for (i = 0; i < LENGTH(role_names); i++) {
		if (strcmp(role_names[i], id) == 0)
			return role_names[i];
	}
	return ROLE_UNKNOWN;
}

static int
retain_roles(struct store *s, const struct roster *roster, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_RETAIN_NAMES_LEFT);
	struct sql_list list = { .arena = a, .size = sizeof(const char *) };
	const char **ids;
	size_t i;
	int row;

	while ((row = sql_row(s, q, e)) > 0)
		*(const char **)sql_list_add(&list) = sql_string(a, q, 0);
	if (row < 0)
		return -1;
	sql_done(&q);
	ids = list.at;
	for (i = 0; i < list.n; i++) {
		if (retain_role(s, ids[i], role_of(roster, ids[i]), e) != 0)
			return -1;
	}
	return 0;
}

/* Whoever was assigned and is not on the roster stays somebody. */
static int
retain_event_persons(struct store *s, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *find = sql(s, Q_RETAIN_NOBODY);
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	int64_t person = 0;

	if (sql_number(s, find, &person, e) != 0)
		return -1;
	sql_done(&find);
	if (person == 0) {
		SCOPED(sql_done)
		sqlite3_stmt *add = sql(s, Q_RETAIN_NOBODY_ADD);

		if (sql_insert(s, add, &person, e) != 0)
			return -1;
	}
	q = sql(s, Q_RETAIN_EVENT_PERSONS);
	sql_int(q, ":nobody", person);
	return sql_run(s, q, e);
}

int
store_taken_away(struct store *s, int64_t *times, struct err *e)
{
	*times = 0;
	return store_meta(s, TAKEN_AWAY, times, e) < 0 ? -1 : 0;
}

int
store_retain_marked(struct store *s, const struct roster *roster, struct err *e)
{
	static const enum query steps[] = { Q_RETAIN_MARKED_TEXTS,
		Q_RETAIN_MARKED_NOTES, Q_RETAIN_MARKED_REFERENCES,
		Q_RETAIN_MARKED_PARTIES, Q_RETAIN_MARKED_MESSAGES,
		Q_RETAIN_ASKED };
	static const enum query last[] = { Q_RETAIN_STEP };
	int64_t times;

	if (run_all(s, steps, LENGTH(steps), e) != 0 ||
	    retain_roles(s, roster, e) != 0 || retain_event_persons(s, e) != 0)
		return -1;
	if (store_taken_away(s, &times, e) != 0 ||
	    store_meta_set(s, TAKEN_AWAY, times + 1, e) != 0)
		return -1;
	return run_all(s, last, LENGTH(last), e);
}

int
store_retain_figures(
    struct store *s, struct instant before, int n, struct err *e)
{
	static const enum query steps[] = { Q_RETAIN_MARKED_ITEMS,
		Q_RETAIN_MARKED_SPANS, Q_RETAIN_MARKED_EVENTS,
		Q_RETAIN_MARKED_QUESTIONS, Q_RETAIN_STEP };
	int due = run_some(s, Q_RETAIN_FIGURES_DUE, before, n, e);

	if (due <= 0)
		return due;
	return run_all(s, steps, LENGTH(steps), e) == 0 ? due : -1;
}

int
store_retain_persons(struct store *s, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_RETAIN_PERSONS);

	return run(s, q, e);
}

int
store_is_retained(struct store *s, int64_t conversation, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONVERSATION_RETAINED);
	int row;

	sql_int(q, ":id", conversation);
	row = sql_row(s, q, e);
	return row > 0 ? sqlite3_column_int64(q, 0) > 0 : row;
}

int
store_checkpoint(struct store *s, struct err *e)
{
	int code = sqlite3_wal_checkpoint_v2(
	    s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY)
		return 0;
	return err_set(e, ERR_AGAIN, "store: %s", sqlite3_errmsg(s->db));
}
