#ifndef POSTWACHT_STORE_SQL_H
#define POSTWACHT_STORE_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "edge/store.h"

struct arena;

/* Inside the store only: the statements of queries.sql by name. */
enum query {
#define QUERY(name, text) Q_##name,
#include "queries.inc"
#undef QUERY
	QUERY_COUNT
};

struct taking;
struct store {
	struct arena *arena; /* holds this struct */
	sqlite3 *db;
	sqlite3_stmt *query[QUERY_COUNT];
	enum store_kind kind;
	bool is_quick; /* the transaction under way */
	int stop_fd;
	struct taking *taking; /* of the spans of a statement that runs */
	/* Since when a lock, and the end, are waited for; ms, 0: not. */
	int64_t busy_since, stopping_since;
};

/* The prepared statement, ready for new values. Hold it in a variable with
 * SCOPED(sql_done), which gives its locks back. */
sqlite3_stmt *sql(struct store *s, enum query q);
void sql_done(sqlite3_stmt **q);

void sql_int(sqlite3_stmt *q, const char *name, int64_t value);
void sql_text(sqlite3_stmt *q, const char *name, const char *value);
void sql_blob(sqlite3_stmt *q, const char *name, const void *value, size_t n);

/* NULL for 0, and for "". */
void sql_int_or_null(sqlite3_stmt *q, const char *name, int64_t value);
void sql_text_or_null(sqlite3_stmt *q, const char *name, const char *value);

/* 1: a row; 0: no more; -1. */
int sql_row(struct store *s, sqlite3_stmt *q, struct err *e) MUST_CHECK;

/* Runs to the end: 0 or -1. */
int sql_run(struct store *s, sqlite3_stmt *q, struct err *e) MUST_CHECK;

/* Runs a statement that returns one number: 0 or -1. */
int sql_number(
    struct store *s, sqlite3_stmt *q, int64_t *out, struct err *e) MUST_CHECK;

/* Runs an INSERT: 0 with the number of the new row, or -1. RETURNING would
 * build a table for it each time. */
int sql_insert(
    struct store *s, sqlite3_stmt *q, int64_t *out, struct err *e) MUST_CHECK;

/* A column as text in the arena, "" for NULL. */
const char *sql_string(struct arena *a, sqlite3_stmt *q, int column);

/* The person with that address; a better name replaces the known one. */
struct address;
int sql_person(struct store *s, enum query which, const struct address *a,
    int64_t *out, struct err *e) MUST_CHECK;

/* Names no message, and is a reply by its subject as Outlook sends them (D5),
 * or of ours (users.md 6): it is joined weakly, if at all. */
struct facts;
bool sql_is_loose(const struct facts *facts, bool is_from_us);

/* What rules make of a message, as columns of it. */
struct verdict;
void sql_verdict(sqlite3_stmt *q, const struct verdict *v);

/* An array that grows while rows come in; elements are zeroed. */
struct sql_list {
	struct arena *arena;
	size_t n, room, size;
	void *at;
};

void *sql_list_add(struct sql_list *list);

#endif
