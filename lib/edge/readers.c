/*
 * The pool of readers: starts them, gives them messages side by side, hears
 * them, replaces one that ends. Knows limits of time and of lives; the
 * messages are in readers_round.c, the sockets in readers_slot.c.
 */

#include "edge/readers.h"

#include <poll.h>
#include <string.h>

#include "base/arena.h"
#include "edge/nursery.h"
#include "edge/readers_round.h"
#include "edge/readers_slot.h"

/* Readers that end one after another without a message to blame. */
#define IDLE_DEATHS_MAX 8

struct readers {
	struct arena *arena; /* holds this struct */
	struct nursery *nursery;
	int stop_fd;
	size_t n;
	struct slot slots[READERS_MAX];
	struct readers_counts counts;
};

int
readers_open(
    struct nursery *nursery, size_t n, struct readers **out, struct err *e)
{
	struct arena *arena = arena_new();
	struct readers *r = arena_alloc(arena, sizeof(*r));

	r->arena = arena;
	r->nursery = nursery;
	r->stop_fd = -1;
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
readers_set_stop(struct readers *r, int fd)
{
	r->stop_fd = fd;
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

/* Gives each reader what it has room for. */
static void
hand_out(struct round *r)
{
	size_t i;

	for (i = 0; i < r->pool->n && r->next < r->n; i++) {
		struct slot *s = &r->pool->slots[i];

		while (slot_has_room(s) && r->next < r->n)
			round_give_next(r, s);
	}
}

/* ---- what goes wrong ---- */

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
	if (old.body) /* its memory is taken, whatever it holds */
		r->answers += old.head.n;
	for (i = old.n; i-- > has_culprit;)
		round_take_back(r, old.errands[i].job);
	if (has_culprit) {
		r->pool->counts.replaced++;
		r->wasted += slot_clock() - old.since;
		round_blame(r, old.errands[0].job, why, status);
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

/* Several readers may each have begun an answer that fits by itself. */
static size_t
budget(const struct round *r)
{
	return r->answers < READERS_ANSWERS_MAX
	    ? READERS_ANSWERS_MAX - r->answers
	    : 0;
}

/* Everything that a reader has to say now. */
static int
listen_to(struct round *r, struct slot *s, struct err *e)
{
	bool is_babble;
	int result;

	while ((result = slot_pull(s, r->arena, budget(r), &is_babble)) > 0) {
		if (s->head.calls > 0)
			return replace(r, s,
			    "made its reader try what the cell forbids", e);
		if (round_settle(r, s->errands[0].job, s->body, s->head.n) != 0)
			return replace(
			    r, s, "made its reader give no sensible answer", e);
		r->pool->counts.read++;
		r->pool->counts.refused += s->head.files;
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
	struct pollfd fds[READERS_MAX + 1];
	size_t i;

	for (i = 0; i < pool->n; i++) {
		slot_push(&pool->slots[i]);
		fds[i] = (struct pollfd){ .fd = pool->slots[i].fd,
			.events = slot_is_sending(&pool->slots[i])
			    ? POLLIN | POLLOUT
			    : POLLIN };
	}
	fds[pool->n] = (struct pollfd){ .fd = pool->stop_fd, .events = POLLIN };
	(void)poll(fds, pool->n + 1, wait_ms(r));
	if (fds[pool->n].revents)
		return err_set(e, ERR_AGAIN, "the readers were stopped");
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
			round_settle_unread(r, i);
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
