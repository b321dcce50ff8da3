/*
 * Opening and migrating the store, its transactions, and the small layer
 * through which the other store files talk to SQLite.
 */

#include "edge/store.h"

#include <sys/stat.h>

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "edge/line.h"
#include "edge/store_sql.h"
#include "edge/store_taking.h"

static const char *const migrations[] = {
#define QUERY(name, text) text,
#include "schema.inc"
#undef QUERY
};

static const char *const queries[] = {
#define QUERY(name, text) text,
#include "queries.inc"
#undef QUERY
};

/* What a caller does next about a failure of SQLite. */
static enum err_kind
kind_of(int code)
{
	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_NOMEM:
		return ERR_AGAIN;
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return ERR_FIX;
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
	case SQLITE_TOOBIG:
		return ERR_ITEM;
	default:
		return ERR_FATAL;
	}
}

static int
failed(struct store *s, struct err *e)
{
	return err_set(e, kind_of(sqlite3_extended_errcode(s->db)), "store: %s",
	    sqlite3_errmsg(s->db));
}

sqlite3_stmt *
sql(struct store *s, enum query q)
{
	(void)sqlite3_reset(s->query[q]);
	(void)sqlite3_clear_bindings(s->query[q]);
	return s->query[q];
}

void
sql_done(sqlite3_stmt **q)
{
	if (*q)
		(void)sqlite3_reset(*q);
}

/* A name that a statement does not have is our own mistake. */
static int
place(sqlite3_stmt *q, const char *name)
{
	int at = sqlite3_bind_parameter_index(q, name);

	if (at == 0)
		abort();
	return at;
}

void
sql_int(sqlite3_stmt *q, const char *name, int64_t value)
{
	(void)sqlite3_bind_int64(q, place(q, name), value);
}

void
sql_text(sqlite3_stmt *q, const char *name, const char *value)
{
	(void)sqlite3_bind_text(q, place(q, name), value, -1, SQLITE_TRANSIENT);
}

void
sql_blob(sqlite3_stmt *q, const char *name, const void *value, size_t n)
{
	(void)sqlite3_bind_blob64(
	    q, place(q, name), value, n, SQLITE_TRANSIENT);
}

void
sql_int_or_null(sqlite3_stmt *q, const char *name, int64_t value)
{
	if (value)
		sql_int(q, name, value);
}

void
sql_text_or_null(sqlite3_stmt *q, const char *name, const char *value)
{
	if (value && *value)
		sql_text(q, name, value);
}

int
sql_row(struct store *s, sqlite3_stmt *q, struct err *e)
{
	switch (sqlite3_step(q)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		return failed(s, e);
	}
}

int
sql_run(struct store *s, sqlite3_stmt *q, struct err *e)
{
	int row;

	do
		row = sql_row(s, q, e);
	while (row > 0);
	return row;
}

int
sql_number(struct store *s, sqlite3_stmt *q, int64_t *out, struct err *e)
{
	int row = sql_row(s, q, e);

	if (row < 0)
		return -1;
	if (row == 0)
		return err_set(
		    e, ERR_FATAL, "store: no answer to %s", sqlite3_sql(q));
	*out = sqlite3_column_int64(q, 0);
	return 0;
}

int
sql_insert(struct store *s, sqlite3_stmt *q, int64_t *out, struct err *e)
{
	if (sql_run(s, q, e) != 0)
		return -1;
	*out = sqlite3_last_insert_rowid(s->db);
	return 0;
}

const char *
sql_string(struct arena *a, sqlite3_stmt *q, int column)
{
	const char *s = (const char *)sqlite3_column_text(q, column);

	return s ? arena_copy(a, s) : "";
}

void *
sql_list_add(struct sql_list *list)
{
	if (list->n == list->room) {
		list->room = list->room ? list->room * 2 : 16;
		list->at = arena_grow(
		    list->arena, list->at, list->n, list->room, list->size);
	}
	return (char *)list->at + list->n++ * list->size;
}

static int
run_script(struct store *s, const char *script, struct err *e)
{
	if (sqlite3_exec(s->db, script, NULL, NULL, NULL) != SQLITE_OK)
		return failed(s, e);
	return 0;
}

static int
user_version(struct store *s, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	int result;

	if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &q, NULL) !=
	    SQLITE_OK)
		return failed(s, e);
	result = sql_number(s, q, out, e);
	(void)sqlite3_finalize(q);
	q = NULL;
	return result;
}

/* The next migration with its new number in one transaction: a power cut leaves
 * the store before or after it. Which one is next is asked within, since
 * another process may open the store at the same moment. */
static int
migrate_once(struct store *s, struct err *e)
{
	int64_t version = 0;
	char bump[64];

	if (run_script(s, "BEGIN IMMEDIATE", e) != 0)
		return -1;
	if (user_version(s, &version, e) == 0) {
		(void)sqlite3_snprintf(sizeof(bump), bump,
		    "PRAGMA user_version = %d", (int)version + 1);
		if ((version >= (int64_t)LENGTH(migrations) ||
		        (run_script(s, migrations[version], e) == 0 &&
		            run_script(s, bump, e) == 0)) &&
		    run_script(s, "COMMIT", e) == 0)
			return 0;
	}
	(void)run_script(s, "ROLLBACK", NULL);
	return -1;
}

static int
migrate(struct store *s, struct err *e)
{
	int64_t version = 0;

	for (;;) {
		if (user_version(s, &version, e) != 0)
			return -1;
		if (version >= (int64_t)LENGTH(migrations))
			break;
		if (migrate_once(s, e) != 0)
			return -1;
	}
	if (version > (int64_t)LENGTH(migrations))
		return err_set(e, ERR_FIX,
		    "the store was made by a newer Postwacht (version %lld of "
		    "the store, this one knows %zu); install that version",
		    (long long)version, LENGTH(migrations));
	return 0;
}

static int
prepare_all(struct store *s, struct err *e)
{
	size_t i;

	for (i = 0; i < QUERY_COUNT; i++) {
		if (sqlite3_prepare_v3(s->db, queries[i], -1,
		        SQLITE_PREPARE_PERSISTENT, &s->query[i],
		        NULL) != SQLITE_OK)
			return failed(s, e);
	}
	return 0;
}

static int
settle_kind(struct store *s, enum store_kind wanted, struct err *e)
{
	int64_t kind = 0;
	int found = store_meta(s, "kind", &kind, e);

	if (found < 0)
		return -1;
	if (found == 0) {
		kind = (int64_t)wanted;
		if (store_meta_set(s, "kind", kind, e) != 0)
			return -1;
	}
	s->kind = kind ? STORE_REHEARSAL : STORE_LIVE;
	return 0;
}

/* Room for the pages that a batch of a first reading touches; with less they
 * are written several times a transaction. */
#define STORE_CACHE_KB "8192"

/* For SQLite, when somebody else holds the store: 1 tries again. */
static int
wait_for_lock(void *context, int tries)
{
	static const int delays[] = { 1, 2, 5, 10, 20, 25, 50, 100 };
	struct store *s = context;
	struct pollfd stop = { .fd = s->stop_fd, .events = POLLIN };
	int64_t now = line_ticks();
	size_t at = (size_t)tries;
	int delay = delays[at < LENGTH(delays) ? at : LENGTH(delays) - 1];

	if (tries == 0)
		s->busy_since = now;
	if (now - s->busy_since >= STORE_BUSY_MS)
		return 0;
	if (s->stopping_since == 0 && poll(&stop, 1, delay) <= 0)
		return 1;
	if (s->stopping_since == 0)
		s->stopping_since = now;
	if (now - s->stopping_since >= STORE_STOP_MS)
		return 0;
	(void)poll(NULL, 0, delay);
	return 1;
}

/* SQLite itself does not wait for this: it takes two that turn a new file into
 * one with a log for two that wait for each other. */
static int
use_log(struct store *s, struct err *e)
{
	int code, tries = 0;

	do {
		code = sqlite3_exec(
		    s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	} while ((code & 0xff) == SQLITE_BUSY && wait_for_lock(s, tries++));
	return code == SQLITE_OK ? 0 : failed(s, e);
}

static int
open_database(struct store *s, const char *path, bool must_exist, struct err *e)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
	    (must_exist ? 0 : SQLITE_OPEN_CREATE);

	/* Nobody asks SQLite how much memory it has; to know it costs a lock at
	 * every allocation. Refused, and no harm, once a store was open. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK) {
		(void)failed(s, e);
		return err_in(e, "%s", path);
	}
	(void)sqlite3_extended_result_codes(s->db, 1);
	(void)sqlite3_busy_handler(s->db, wait_for_lock, s);
	if (use_log(s, e) != 0)
		return -1;
	return run_script(s,
	    "PRAGMA synchronous = FULL;"
	    "PRAGMA foreign_keys = ON;"
	    /* What a savepoint would take back is kept in memory: in a file
	     * it costs more writes than the messages themselves. */
	    "PRAGMA temp_store = MEMORY;"
	    "PRAGMA cache_size = -" STORE_CACHE_KB ";"
	    /* In pages, 16 MB: at the usual 4 MB every batch of a first
	     * reading would be written twice at once. */
	    "PRAGMA wal_autocheckpoint = 4000;",
	    e);
}

int
store_open(const char *path, enum store_kind kind, bool must_exist,
    struct store **out, struct err *e)
{
	struct arena *arena = arena_new();
	struct store *s = arena_alloc(arena, sizeof(*s));
	mode_t mask = umask(0077);

	s->arena = arena;
	s->stop_fd = -1;
	if (open_database(s, path, must_exist, e) != 0 || migrate(s, e) != 0 ||
	    taking_ready(s, e) != 0 || prepare_all(s, e) != 0 ||
	    settle_kind(s, kind, e) != 0) {
		(void)umask(mask);
		store_close(s);
		return -1;
	}
	(void)umask(mask);
	*out = s;
	return 0;
}

void
store_set_stop(struct store *s, int fd)
{
	s->stop_fd = fd;
}

void
store_give_back(struct store *s)
{
	(void)sqlite3_db_release_memory(s->db);
}

void
store_close(struct store *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < QUERY_COUNT; i++)
		(void)sqlite3_finalize(s->query[i]);
	(void)sqlite3_close(s->db);
	arena_free(s->arena);
}

enum store_kind
store_kind(const struct store *s)
{
	return s->kind;
}

static int
run_query(struct store *s, enum query which, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, which);

	return sql_run(s, q, e);
}

static int
end_quick(struct store *s, struct err *e)
{
	if (s->is_quick && run_script(s, "PRAGMA synchronous = FULL", e) != 0)
		return -1;
	s->is_quick = false;
	return 0;
}

int
store_begin(struct store *s, struct err *e)
{
	return end_quick(s, e) == 0 ? run_query(s, Q_BEGIN, e) : -1;
}

int
store_begin_quick(struct store *s, struct err *e)
{
	if (run_script(s, "PRAGMA synchronous = NORMAL", e) != 0)
		return -1;
	s->is_quick = true;
	if (run_query(s, Q_BEGIN, e) == 0)
		return 0;
	(void)!end_quick(s, NULL);
	return -1;
}

int
store_commit(struct store *s, struct err *e)
{
	if (run_query(s, Q_COMMIT, e) != 0)
		return -1;
	(void)!end_quick(s, NULL); /* else the next one begins with it */
	return 0;
}

void
store_rollback(struct store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		(void)!run_query(s, Q_ROLLBACK, NULL);
	(void)!end_quick(s, NULL);
}

/* As a commit of SQLite's does it where it is not NORMAL; but that takes back
 * what it could not sync, and here it stands in a log that may have a hole on
 * the disk, behind which nothing would be found. To start anew writes it back.
 * A store in memory has no log. */
int
store_sync(struct store *s, struct err *e)
{
	sqlite3_file *log = NULL;
	int code = sqlite3_file_control(
	    s->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);

	if (code == SQLITE_OK && log->pMethods)
		code = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
	if (code == SQLITE_OK)
		return 0;
	return err_set(
	    e, ERR_FATAL, "store: cannot sync: %s", sqlite3_errstr(code));
}

int
store_item_begin(struct store *s, struct err *e)
{
	return run_query(s, Q_SAVEPOINT, e);
}

int
store_item_end(struct store *s, struct err *e)
{
	return run_query(s, Q_RELEASE, e);
}

void
store_item_rollback(struct store *s)
{
	(void)!run_query(s, Q_ROLLBACK_TO, NULL);
	(void)!run_query(s, Q_RELEASE, NULL);
}

int
store_meta(struct store *s, const char *name, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_META_GET);
	int row;

	sql_text(q, ":name", name);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sqlite3_column_int64(q, 0);
	return row;
}

int
store_meta_set(struct store *s, const char *name, int64_t value, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_META_SET);

	sql_text(q, ":name", name);
	sql_int(q, ":value", value);
	return sql_run(s, q, e);
}

int
store_event_last(struct store *s, int64_t *seq, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_EVENT_LAST);

	if (sql_row(s, q, e) < 0)
		return -1;
	*seq = sqlite3_column_int64(q, 0);
	return 0;
}

int
store_counts(struct store *s, struct store_counts *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_COUNTS);
	int row = sql_row(s, q, e);

	if (row < 0)
		return -1;
	*out = (struct store_counts){
		.messages = sqlite3_column_int64(q, 0),
		.questions = sqlite3_column_int64(q, 1),
		.events = sqlite3_column_int64(q, 2),
		.sent = sqlite3_column_int64(q, 3),
		.aside = sqlite3_column_int64(q, 4),
	};
	return 0;
}
