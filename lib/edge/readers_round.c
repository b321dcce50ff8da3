/*
 * One batch before the readers: which message waits, which is read, and what
 * becomes of one whose reader ends. Knows stages; not sockets or processes.
 */

#include "edge/readers_round.h"

#include <sys/wait.h>

#include <signal.h>

#include "base/arena.h"
#include "edge/cell.h"
#include "edge/facts_wire.h"
#include "edge/readers_slot.h"

/* Bytes that are looked at when only the headers are read. */
#define HEADERS_ONLY_MAX 65536

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

void
round_give_next(struct round *r, struct slot *s)
{
	const struct job *job = &r->jobs[r->next];

	if (!job->is_given && !job->is_done)
		give(r, s, r->next);
	r->next++;
}

/* An empty message is read here, where there is nothing to be afraid of. */
void
round_settle_unread(struct round *r, size_t i)
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

int
round_settle(struct round *r, size_t i, const char *body, size_t n)
{
	struct reading reading = { .is_unread = false };
	struct err ignored;

	if (facts_wire_take(r->arena, body, n, &reading.facts,
	        &reading.fingerprint, &ignored) != 0)
		return -1;
	reader_settle(&r->mails[i], &reading);
	if (r->jobs[i].why)
		reading.aside = r->jobs[i].why;
	r->out[i] = reading;
	r->jobs[i].is_done = true;
	r->n_done++;
	r->answers += n;
	return 0;
}

void
round_take_back(struct round *r, size_t i)
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

void
round_blame(struct round *r, size_t i, const char *why, int status)
{
	struct job *job = &r->jobs[i];

	round_take_back(r, i);
	if (!why && has_mercy(job, status))
		return;
	if (!job->why)
		job->why = arena_printf(r->arena, "the message %s",
		    why ? why : cause_of(r->arena, status));
	job->stage = job->stage == STAGE_FULL ? STAGE_HEADERS : STAGE_NONE;
	if (job->stage == STAGE_NONE)
		round_settle_unread(r, i);
}
