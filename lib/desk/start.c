/*
 * The state folder at a start: whose it is, and what the last run left there.
 */

#include "desk/start.h"

#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "desk/forget.h"
#include "desk/measure.h"
#include "desk/office.h"
#include "edge/log.h"
#include "edge/store_retention.h"

/* One daemon for one state folder (A26). */
int
start_lock(const char *state_dir, int *out, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *path = arena_printf(a, "%s/lock", state_dir);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e, ERR_FIX,
		    "%s: %s; make the folder and let Postwacht write to it",
		    path, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		(void)close(fd);
		return err_set(e, ERR_AGAIN,
		    "%s: another postwachtd works on this folder", path);
	}
	*out = fd;
	return 0;
}

/* A store that comes from a backup may know who was forgotten since. */
static int
keep_forgotten(struct store *s, const struct office *o, struct err *e)
{
	int n;

	if (store_begin(s, e) != 0)
		return -1;
	n = forget_again(s, o, e);
	if (n < 0 || store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	if (n > 0)
		log_line(LEVEL_NOTICE, "event=forgotten-again n=%d", n);
	return n > 0 ? store_checkpoint(s, e) : 0;
}

/* The first start is the activation; what was being handed over when the last
 * run ended is uncertain. */
static int
settle(
    struct store *s, const struct office *o, struct instant now, struct err *e)
{
	int64_t activated;
	int found = store_meta(s, "activated_at", &activated, e);
	int uncertain;

	if (found < 0 ||
	    (found == 0 && store_meta_set(s, "activated_at", now.sec, e) != 0))
		return -1;
	if (keep_forgotten(s, o, e) != 0)
		return -1;
	uncertain = store_notices_uncertain(s, now, e);
	if (uncertain > 0)
		log_line(
		    LEVEL_WARNING, "event=notices-uncertain n=%d", uncertain);
	return uncertain < 0 ? -1 : 0;
}

int
start_store(const struct office *o, enum store_kind kind, struct instant now,
    struct store **out, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *path =
	    arena_printf(a, "%s/postwacht.db", o->settings.state_dir);
	struct store *s = NULL;

	if (store_open(path, kind, false, &s, e) != 0)
		return -1;
	if (kind == STORE_REHEARSAL && store_kind(s) == STORE_LIVE) {
		store_close(s);
		return err_set(e, ERR_FIX,
		    "%s is live: nothing is written there at a moment that is "
		    "not now (--as-of); 'postwacht due --as-of' looks ahead",
		    path);
	}
	if (settle(s, o, now, e) != 0 || measure_all(s, o, e) != 0) {
		store_close(s);
		return -1;
	}
	*out = s;
	return 0;
}
