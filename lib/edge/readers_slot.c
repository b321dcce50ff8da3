/*
 * One reader's socket: messages out, answers in, neither ever waited for.
 * Knows frames and their order; not what becomes of a message.
 */

#include "edge/readers_slot.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/nursery.h"

/* A reader is in its cell in a few milliseconds, on a machine that has
 * nothing else to do. */
#define START_WAIT_MS 10000

/* The sentence of a reader that could not enter its cell. */
#define SORRY_MAX 400

int64_t
slot_clock(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Receives n bytes of the first words; these are waited for. */
static int
hear_full(int fd, void *out, size_t n, int64_t until)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char *at = out;

	while (n > 0) {
		int64_t left = until - slot_clock();
		ssize_t got;

		if (left <= 0)
			return -1;
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		got = recv(fd, at, n, 0);
		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
			return -1;
		if (got > 0) {
			at += got;
			n -= (size_t)got;
		}
	}
	return 0;
}

static int
hear_first_words(const struct slot *s, struct err *e)
{
	int64_t until = slot_clock() + START_WAIT_MS;
	struct wire_answer head;
	char sorry[SORRY_MAX + 1] = "";

	if (hear_full(s->fd, &head, sizeof(head), until) != 0 ||
	    head.magic != facts_wire_magic() || head.sequence != 0 ||
	    head.n > SORRY_MAX || hear_full(s->fd, sorry, head.n, until) != 0)
		return err_set(e, ERR_FIX,
		    "the reader's cell cannot be built: the reader ended "
		    "without a word");
	if (head.n > 0)
		return err_set(e, ERR_FIX,
		    "the reader's cell cannot be built: %s; the kernel needs "
		    "seccomp, and the unit must let the calls through "
		    "(SystemCallFilter)",
		    sorry);
	return 0;
}

int
slot_start(struct slot *s, struct nursery *nursery, struct err *e)
{
	pid_t pid;
	int fd, flags;

	if (nursery_fork(nursery, &pid, &fd, e) != 0)
		return -1;
	*s = (struct slot){ .pid = pid, .fd = fd };
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0 ||
	    hear_first_words(s, e) != 0) {
		slot_drop(s, nursery);
		return -1;
	}
	return 0;
}

int
slot_end(struct slot *s, struct nursery *nursery, int *status, struct err *e)
{
	pid_t pid = s->pid;

	*status = 0;
	if (pid == 0)
		return 0;
	(void)close(s->fd);
	*s = (struct slot){ .fd = -1 };
	return nursery_bury(nursery, pid, status, e);
}

void
slot_drop(struct slot *s, struct nursery *nursery)
{
	struct err ignored;
	int status;

	if (slot_end(s, nursery, &status, &ignored) != 0)
		return; /* the nursery takes its readers with it */
}

bool
slot_has_room(const struct slot *s)
{
	return s->pid != 0 && s->n < READERS_AHEAD && s->served < READERS_MAILS;
}

void
slot_give(struct slot *s, size_t job, const char *bytes, size_t n, bool is_cut)
{
	struct errand *errand = &s->errands[s->n];

	if (s->n == 0)
		s->since = slot_clock();
	*errand = (struct errand){
		.job = job,
		.head = { facts_wire_magic(), ++s->sequence, is_cut,
		    (uint32_t)n },
		.bytes = bytes,
	};
	s->n++;
	s->served++;
}

bool
slot_is_sending(const struct slot *s)
{
	return s->n_sent < s->n;
}

/* What is left of one errand: of its head, then of the message. */
static struct msghdr
rest_of(const struct slot *s, struct errand *errand, struct iovec parts[2])
{
	size_t of_head = sizeof(errand->head);
	size_t head = s->sent < of_head ? of_head - s->sent : 0;
	size_t done = head > 0 ? 0 : s->sent - of_head;

	parts[0] =
	    (struct iovec){ (char *)&errand->head + of_head - head, head };
	parts[1] = (struct iovec){ (void *)(uintptr_t)(errand->bytes + done),
		errand->head.n - done };
	return (struct msghdr){ .msg_iov = parts, .msg_iovlen = 2 };
}

void
slot_push(struct slot *s)
{
	while (slot_is_sending(s)) {
		struct errand *errand = &s->errands[s->n_sent];
		struct iovec parts[2];
		struct msghdr message = rest_of(s, errand, parts);
		ssize_t n = sendmsg(s->fd, &message, MSG_NOSIGNAL);

		if (n < 0)
			return;
		s->sent += (size_t)n;
		if (s->sent < sizeof(errand->head) + errand->head.n)
			continue;
		s->n_sent++;
		s->sent = 0;
	}
}

/* 1: all n bytes from *got on are there; 0: not yet; -1: the end. */
static int
receive(struct slot *s, void *out, size_t from, size_t n)
{
	while (s->got < from + n) {
		ssize_t got = recv(s->fd, (char *)out + (s->got - from),
		    n - (s->got - from), 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno == EAGAIN ? 0 : -1;
		if (got == 0)
			return -1;
		s->got += (size_t)got;
	}
	return 1;
}

/* An answer is to the oldest errand, which has gone out. */
static bool
is_answer(const struct slot *s, size_t budget)
{
	return s->n_sent > 0 && s->head.magic == facts_wire_magic() &&
	    s->head.sequence == s->errands[0].head.sequence &&
	    s->head.n <= FACTS_WIRE_MAX && s->head.n <= budget;
}

int
slot_pull(struct slot *s, struct arena *a, size_t budget, bool *is_babble)
{
	int result;

	*is_babble = false;
	if (s->got < sizeof(s->head)) {
		result = receive(s, &s->head, 0, sizeof(s->head));
		if (result <= 0)
			return result;
		if (!is_answer(s, budget)) {
			*is_babble = true;
			return -1;
		}
		s->body = arena_alloc(a, (size_t)s->head.n + 1);
	}
	return receive(s, s->body, sizeof(s->head), s->head.n);
}

void
slot_answered(struct slot *s, int64_t now)
{
	s->n--;
	s->n_sent--;
	memmove(s->errands, s->errands + 1, s->n * sizeof(s->errands[0]));
	s->since = now;
	s->got = 0;
	s->body = NULL;
}
