/*
 * Copying a store that is in use, by SQLite's own means.
 */

#include "edge/store_backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/store_sql.h"

static void
db_done(sqlite3 **db)
{
	(void)sqlite3_close(*db);
}

static int
copy_failed(sqlite3 *db, const char *path, struct err *e)
{
	int code = sqlite3_errcode(db) & 0xff;

	return err_set(e,
	    code == SQLITE_CANTOPEN || code == SQLITE_READONLY ? ERR_FIX
	                                                       : ERR_AGAIN,
	    "%s: %s", path, sqlite3_errmsg(db));
}

/* All pages in one step: a copy in parts begins anew with each commit of the
 * daemon (decisions.md 21). */
static int
copy_pages(struct store *s, sqlite3 *to, const char *path, struct err *e)
{
	sqlite3_backup *backup = sqlite3_backup_init(to, "main", s->db, "main");

	if (!backup)
		return copy_failed(to, path, e);
	(void)sqlite3_backup_step(backup, -1);
	if (sqlite3_backup_finish(backup) != SQLITE_OK)
		return copy_failed(to, path, e);
	return 0;
}

/* One file without a journal beside it; the daemon that opens it goes back to
 * WAL. */
static int
finish_copy(sqlite3 *to, const char *path, int64_t held_as, struct instant now,
    struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *script = arena_printf(a,
	    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;"
	    "INSERT OR REPLACE INTO meta (name, value) VALUES"
	    " ('held_at', %lld), ('held_n', 0), ('held', %lld);",
	    (long long)now.sec, (long long)held_as);

	if (sqlite3_exec(to, script, NULL, NULL, NULL) != SQLITE_OK)
		return copy_failed(to, path, e);
	return 0;
}

static int
copy(struct store *s, const char *path, int64_t held_as, struct instant now,
    struct err *e)
{
	SCOPED(db_done) sqlite3 *to = NULL;

	if (sqlite3_open_v2(path, &to,
	        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return copy_failed(to, path, e);
	(void)sqlite3_busy_timeout(to, STORE_BUSY_MS);
	if (copy_pages(s, to, path, e) != 0)
		return -1;
	return finish_copy(to, path, held_as, now, e);
}

int
store_backup(struct store *s, const char *path, int64_t held_as,
    struct instant now, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e, ERR_FIX, "%s: %s", path,
		    errno == EEXIST ? "is there already and is not overwritten"
		                    : strerror(errno));
	(void)close(fd);
	if (copy(s, path, held_as, now, e) == 0)
		return 0;
	(void)unlink(path);
	return -1;
}
