/*
 * Arbitrary bytes on the socket of a reader: the frames of its answers. The
 * first bytes say how the messages before it are and in which pieces its words
 * arrive. Each answer that is taken must be the one to the oldest message and
 * within the budget; a reader that says anything else is known as a babbler.
 */

#include <sys/socket.h>

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/readers_slot.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define BUDGET 4096

/* Takes what has arrived; false: the reader counts as gone. */
static bool
pull_all(struct slot *s, struct arena *a)
{
	bool is_babble;
	int r;

	for (;;) {
		uint32_t expected = s->n > 0 ? s->errands[0].head.sequence : 0;

		r = slot_pull(s, a, BUDGET, &is_babble);
		if (r == 1 &&
		    (s->head.sequence != expected || s->head.n > BUDGET ||
		        s->n == 0 || is_babble))
			abort();
		if (r < 0 || r == 0)
			return r == 0;
		/* Each byte of it is there. */
		if (s->head.n > 0 &&
		    memchr(s->body, 0, s->head.n) == s->body + s->head.n)
			abort();
		slot_answered(s, 0);
	}
}

/* Three bytes are words as they come, or a head of an answer, whole or not,
 * with a sequence and a length that may be right. */
static size_t
speak(int fd, const uint8_t *data, size_t n)
{
	struct wire_answer head = { .magic = facts_wire_magic() };
	size_t used = n < 3 ? n : 3;

	if (used == 3 && data[0] % 4 != 0) {
		head.sequence = data[1];
		head.n = data[2];
		(void)send(fd, &head,
		    data[0] % 4 == 1 ? sizeof(head) : data[0] % sizeof(head),
		    MSG_DONTWAIT);
	} else {
		(void)send(fd, data, used, MSG_DONTWAIT);
	}
	return used;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char mail[] = "Subject: x\n\ny\n";
	SCOPED(arena_done) struct arena *a = arena_new();
	struct slot s = { .pid = 1 };
	bool is_there = true;
	size_t i, used;
	int ends[2];

	if (n < 2 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return 0;
	if (fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0)
		abort();
	s.fd = ends[0];
	for (i = 0; i < data[0] % (READERS_AHEAD + 1u); i++)
		slot_give(&s, i, mail, sizeof(mail) - 1, false);
	if (data[1] % 8 != 0)
		slot_push(&s);
	for (i = 2; i < n && is_there; i += used) {
		used = speak(ends[1], data + i, n - i);
		is_there = pull_all(&s, a);
	}
	(void)close(ends[1]);
	while (is_there && s.n > 0 && pull_all(&s, a))
		;
	(void)close(ends[0]);
	return 0;
}
