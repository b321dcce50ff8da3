/*
 * Between the rules that ask for a keyword or a move and the scribe that
 * carries it out: what is asked for is a row before it is tried, and tried
 * again for what the server calls passing trouble.
 */

#include "desk/write.h"

#include "base/arena.h"
#include "edge/log.h"
#include "edge/scribe.h"

/* Jobs that are given at once: a second or so of work. */
#define WRITE_JOBS 100

/* Passing trouble is waited out this often, for longer each time. */
#define WRITE_ATTEMPTS 8
#define WRITE_WAIT     300 /* s */

static bool
is_allowed(const struct mailbox_settings *m, enum write_kind kind)
{
	if (m->source != MAILBOX_IMAP)
		return false;
	return m->write_back == WRITE_BACK_ALL ||
	    (m->write_back == WRITE_BACK_KEYWORDS && kind == WRITE_KEYWORD);
}

int
write_start(const struct settings *settings, struct trust *trust,
    struct scribe **out, struct err *e)
{
	size_t i;

	*out = NULL;
	for (i = 0; i < settings->n_mailboxes; i++) {
		if (!is_allowed(&settings->mailboxes[i], WRITE_KEYWORD))
			continue;
		*out = scribe_start(trust, e);
		return *out ? 0 : -1;
	}
	return 0;
}

int
write_plan(struct store *s, const struct mailbox_settings *mailbox,
    int64_t message, const struct verdict *v, struct instant now, struct err *e)
{
	if (*v->keyword && is_allowed(mailbox, WRITE_KEYWORD) &&
	    store_write_add(s, message, WRITE_KEYWORD, v->keyword, now, e) != 0)
		return -1;
	if (*v->move && is_allowed(mailbox, WRITE_MOVE))
		return store_write_add(s, message, WRITE_MOVE, v->move, now, e);
	return 0;
}

static int
settle_one(struct store *s, const struct write_job *job, struct instant now,
    struct err *e)
{
	int attempts = store_write_attempts(s, job->id, e);
	enum write_result result = job->result;
	struct instant again = { 0 };

	if (attempts < 0)
		return -1;
	if (result == WRITE_LATER && attempts >= WRITE_ATTEMPTS)
		result = WRITE_REFUSED;
	if (result == WRITE_LATER)
		again.sec = now.sec + ((int64_t)WRITE_WAIT << (attempts - 1));
	if (result == WRITE_REFUSED)
		log_line(LEVEL_WARNING,
		    "event=write-back-refused id=%lld reason=\"%s\"",
		    (long long)job->id, job->reason);
	return store_write_settle(s, job, result, now, again, e);
}

int
write_settle(
    struct store *s, struct scribe *scribe, struct instant now, struct err *e)
{
	const struct write_job *jobs = NULL;
	size_t i, n = 0;

	if (scribe_take(scribe, &jobs, &n) == 0)
		return 0;
	if (store_begin(s, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (settle_one(s, &jobs[i], now, e) != 0) {
			store_rollback(s);
			return -1;
		}
	}
	if (store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return 0;
}

int
write_give(struct store *s, struct scribe *scribe,
    const struct mailbox_settings *mailbox, int64_t id, struct instant now,
    struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct write_job *jobs = NULL;
	size_t n = 0;

	if (!is_allowed(mailbox, WRITE_KEYWORD) || !scribe_is_free(scribe))
		return 0;
	if (store_writes(s, a, id, now, WRITE_JOBS, &jobs, &n, e) != 0)
		return -1;
	if (n > 0)
		scribe_give(scribe, mailbox, jobs, n);
	return 0;
}
