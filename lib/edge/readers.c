/*
 * The pool of readers: who reads which message, and what becomes of a message
 * whose reader ends. Knows stages and limits; the sockets are in
 * readers_slot.c, the processes in nursery.c.
 */

#include "edge/readers.h"

#include <sys/wait.h>

#include <poll.h>
#include <signal.h>
#include <string.h>

#include "base/arena.h"
#include "edge/cell.h"
#include "edge/nursery.h"
#include "edge/readers_slot.h"

/* Bytes that are looked at when only the headers are read. */
#define HEADERS_ONLY_MAX 65536

/* Readers that end one after another without a message to blame. */
#define IDLE_DEATHS_MAX 8

enum stage {
	STAGE_FULL,
	STAGE_HEADERS, /* the whole of it ended a reader */
	STAGE_NONE,    /* the headers too */
};

/* One message of the batch. */
struct job {
	enum stage stage;
	bool is_given, is_done;
	bool had_mercy; /* its reader was killed by somebody else, once */
	const char *why;
};

struct readers {
	struct arena *arena; /* holds this struct */
	struct nursery *nursery;
	size_t n;
	struct slot slots[READERS_MAX];
	struct readers_counts counts;
};

/* One call of readers_read. */
struct round {
	struct readers *pool;
	struct arena *arena;
	const struct fetched *mails;
	struct reading *out;
	struct job *jobs;
	size_t n, n_done;
	size_t next;    /* no job before it waits to be given */
	size_t answers; /* bytes received */
	int64_t wasted; /* ms that readers were waited for in vain */
	int idle_deaths;
};

int
readers_open(
    struct nursery *nursery, size_t n, struct readers **out, struct err *e)
{
	struct arena *arena = arena_new();
	struct readers *r = arena_alloc(arena, sizeof(*r));

	r->arena = arena;
	r->nursery = nursery;
	while (r->n < n && r->n < READERS_MAX) {
		if (slot_start(&r->slots[r->n], nursery, e) != 0) {
			readers_close(r);
			return -1;
		}
		r->n++;
	}
	*out = r;
	return 0;
}

void
readers_close(struct readers *r)
{
	size_t i;

	if (!r)
		return;
	for (i = 0; i < r->n; i++)
		slot_drop(&r->slots[i], r->nursery);
	arena_free(r->arena);
}

struct readers_counts
readers_counts(const struct readers *r)
{
	return r->counts;
}

/* ---- what is given ---- */

/* The bytes up to the blank line behind the headers. */
static size_t
header_length(const char *s, size_t n)
{
	size_t most = n < HEADERS_ONLY_MAX ? n : HEADERS_ONLY_MAX, i = 0;

	while (i < most && (s[i] == '\r' || s[i] == '\n'))
		i++;
	for (; i + 1 < most; i++) {
		if (s[i] == '\n' && s[i + 1] == '\n')
			return i + 1;
		if (s[i] == '\n' && s[i + 1] == '\r' && i + 2 < most &&
		    s[i + 2] == '\n')
			return i + 1;
	}
	return most;
}

/* One byte beyond what is looked at says that there is more. */
static size_t
length_to_send(size_t n)
{
	return n <= MESSAGE_BYTES_MAX ? n : MESSAGE_BYTES_MAX + 1;
}

static void
give(struct round *r, struct slot *s, size_t i)
{
	const struct fetched *mail = &r->mails[i];
	struct job *job = &r->jobs[i];

	job->is_given = true;
	if (job->stage == STAGE_FULL)
		slot_give(
		    s, i, mail->bytes, length_to_send(mail->n), mail->is_cut);
	else
		slot_give(s, i, mail->bytes,
		    header_length(mail->bytes, mail->n), true);
}

/* What is known without reading a byte of it: an empty message is read here,
 * where there is nothing to be afraid of. */
static void
settle_unread(struct round *r, size_t i)
{
	const struct job *job = &r->jobs[i];
	struct fetched blank = r->mails[i];

	blank.bytes = "";
	blank.n = 0;
	reader_read(r->arena, &blank, &r->out[i]);
	if (job->why) {
		r->out[i].aside = job->why;
		r->out[i].is_unread = true;
	}
	r->jobs[i].is_done = true;
	r->n_done++;
}

/* Gives each reader what it has room for. */
static void
hand_out(struct round *r)
{
	size_t i;

	for (i = 0; i < r->pool->n && r->next < r->n; i++) {
		struct slot *s = &r->pool->slots[i];

		while (slot_has_room(s) && r->next < r->n) {
			const struct job *job = &r->jobs[r->next];

			if (!job->is_given && !job->is_done)
				give(r, s, r->next);
			r->next++;
		}
	}
}

/* ---- what goes wrong ---- */

static void
take_back(struct round *r, size_t i)
{
	r->jobs[i].is_given = false;
	if (i < r->next)
		r->next = i;
}

/* Why a reader ended by itself, in words for a person. */
static const char *
cause_of(struct arena *a, int status)
{
	if (!WIFSIGNALED(status))
		return arena_printf(a, "ended its reader (exit code %d)",
		    WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	switch (WTERMSIG(status)) {
	case SIGXCPU:
		return arena_printf(a,
		    "took more than %d s of processor time to read",
		    CELL_CPU_SECONDS);
	case SIGABRT:
	case SIGTRAP:
		return "needed more memory than it may have, or broke a check "
		       "in its reader";
	case SIGSYS:
		return "made its reader try what the cell forbids";
	default:
		return arena_printf(
		    a, "crashed its reader (signal %d)", WTERMSIG(status));
	}
}

/* The next stage for the message that ended a reader. */
static void
blame(struct round *r, size_t i, const char *why)
{
	struct job *job = &r->jobs[i];

	if (!job->why)
		job->why = arena_printf(r->arena, "the message %s", why);
	take_back(r, i);
	job->stage = job->stage == STAGE_FULL ? STAGE_HEADERS : STAGE_NONE;
	if (job->stage == STAGE_NONE)
		settle_unread(r, i);
}

/* Killed from outside, as when the machine runs out of memory: that is no
 * fault of the message, the first time. */
static bool
has_mercy(struct job *job, int status)
{
	bool is_outside = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;

	if (!is_outside || job->had_mercy)
		return false;
	job->had_mercy = true;
	return true;
}

/*
 * Ends a reader and starts another. The oldest message that it had in full is
 * to blame; the others wait for another reader.
 *
 * in       why  what it did, when it did not end by itself; else NULL
 */
static int
replace(struct round *r, struct slot *s, const char *why, struct err *e)
{
	struct slot old = *s;
	bool has_culprit = old.n_sent > 0;
	size_t i;
	int status;

	if (slot_end(s, r->pool->nursery, &status, e) != 0)
		return -1;
	for (i = old.n; i-- > has_culprit;)
		take_back(r, old.errands[i].job);
	if (has_culprit) {
		size_t job = old.errands[0].job;

		r->pool->counts.replaced++;
		r->wasted += slot_clock() - old.since;
		if (!why && has_mercy(&r->jobs[job], status))
			take_back(r, job);
		else
			blame(r, job, why ? why : cause_of(r->arena, status));
		r->idle_deaths = 0;
	} else if (!why && ++r->idle_deaths > IDLE_DEATHS_MAX)
		return err_set(e, ERR_FATAL, "no reader stays alive");
	if (slot_start(s, r->pool->nursery, e) != 0) {
		if (e->kind == ERR_FIX)
			e->kind = ERR_FATAL; /* it could be built at first */
		return -1;
	}
	return 0;
}

/* ---- what comes back ---- */

/* 0; -1: it is no answer. */
static int
settle(struct round *r, size_t i, const struct slot *s)
{
	const struct fetched *mail = &r->mails[i];
	struct reading reading = { .is_unread = false };
	struct err ignored;

	if (facts_wire_take(r->arena, s->body, s->head.n, &reading.facts,
	        &reading.fingerprint, &ignored) != 0)
		return -1;
	reader_settle(mail, &reading);
	if (r->jobs[i].why)
		reading.aside = r->jobs[i].why;
	r->out[i] = reading;
	r->jobs[i].is_done = true;
	r->n_done++;
	r->answers += s->head.n;
	r->pool->counts.read++;
	r->pool->counts.refused += s->head.files;
	return 0;
}

/* Everything that a reader has to say now. */
static int
listen_to(struct round *r, struct slot *s, struct err *e)
{
	bool is_babble;
	int result;

	while ((result = slot_pull(s, r->arena,
	            READERS_ANSWERS_MAX - r->answers, &is_babble)) > 0) {
		if (s->head.calls > 0)
			return replace(r, s,
			    "made its reader try what the cell forbids", e);
		if (settle(r, s->errands[0].job, s) != 0)
			return replace(
			    r, s, "made its reader give no sensible answer", e);
		slot_answered(s, slot_clock());
	}
	if (result == 0)
		return 0;
	return replace(r, s,
	    is_babble ? "made its reader give no sensible answer" : NULL, e);
}

static int64_t
wait_limit(const struct round *r)
{
	return r->wasted < READERS_PATIENCE_MS ? READERS_WAIT_MS
	                                       : READERS_WAIT_SHORT;
}

static bool
is_overdue(const struct round *r, const struct slot *s)
{
	return s->n > 0 && slot_clock() - s->since >= wait_limit(r);
}

/* The reader whose time is up is replaced; but it may have answered while the
 * daemon was busy with another, or was not running itself. */
static int
watch_clock(struct round *r, struct slot *s, struct err *e)
{
	if (!is_overdue(r, s))
		return 0;
	if (listen_to(r, s, e) != 0)
		return -1;
	return is_overdue(r, s) ? replace(r, s, "took too long to read", e) : 0;
}

/* A reader that has served its time has nothing before it any more. */
static int
retire(struct round *r, struct slot *s, struct err *e)
{
	if (s->n > 0 || s->served < READERS_MAILS)
		return 0;
	return replace(r, s, "served its time", e);
}

static int
wait_ms(const struct round *r)
{
	int64_t now = slot_clock(), least = READERS_WAIT_MS;
	size_t i;

	for (i = 0; i < r->pool->n; i++) {
		const struct slot *s = &r->pool->slots[i];
		int64_t left = s->since + wait_limit(r) - now;

		if (s->n > 0 && left < least)
			least = left;
	}
	return least > 0 ? (int)least : 0;
}

/* One look at every socket. */
static int
attend(struct round *r, struct err *e)
{
	struct readers *pool = r->pool;
	struct pollfd fds[READERS_MAX];
	size_t i;

	for (i = 0; i < pool->n; i++) {
		slot_push(&pool->slots[i]);
		fds[i] = (struct pollfd){ .fd = pool->slots[i].fd,
			.events = slot_is_sending(&pool->slots[i])
			    ? POLLIN | POLLOUT
			    : POLLIN };
	}
	(void)poll(fds, pool->n, wait_ms(r));
	for (i = 0; i < pool->n; i++) {
		struct slot *s = &pool->slots[i];

		if ((fds[i].revents & (POLLIN | POLLHUP | POLLERR)) &&
		    listen_to(r, s, e) != 0)
			return -1;
		if (watch_clock(r, s, e) != 0 || retire(r, s, e) != 0)
			return -1;
	}
	return 0;
}

/* A start that failed in an earlier batch left a slot without a reader. */
static int
fill_slots(struct readers *pool, struct err *e)
{
	size_t i;

	for (i = 0; i < pool->n; i++) {
		if (pool->slots[i].pid == 0 &&
		    slot_start(&pool->slots[i], pool->nursery, e) != 0)
			return -1;
	}
	return 0;
}

/* Nothing of a batch that failed may be answered in the next one. */
static void
forget_errands(struct readers *pool)
{
	size_t i;

	for (i = 0; i < pool->n; i++)
		slot_drop(&pool->slots[i], pool->nursery);
}

static int
read_all(struct round *r, struct err *e)
{
	size_t i;

	if (fill_slots(r->pool, e) != 0)
		return -1;
	for (i = 0; i < r->n; i++) {
		if (!r->mails[i].bytes || r->mails[i].n == 0)
			settle_unread(r, i);
	}
	while (r->n_done < r->n) {
		hand_out(r);
		if (attend(r, e) != 0)
			return -1;
	}
	return 0;
}

int
readers_read(struct readers *pool, struct arena *a, const struct fetched *mails,
    size_t n, struct reading *out, struct err *e)
{
	struct round r = {
		.pool = pool,
		.arena = a,
		.mails = mails,
		.out = arena_array(a, n + 1, sizeof(*out)),
		.jobs = arena_array(a, n + 1, sizeof(struct job)),
		.n = n,
	};

	if (read_all(&r, e) != 0) {
		forget_errands(pool);
		return -1;
	}
	memcpy(out, r.out, n * sizeof(*out));
	return 0;
}
