/*
 * Reads the front of a message from a file and waits for files to change. It
 * opens and writes nothing.
 */

#include "edge/spool.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/front.h"

/* Exactly n bytes unless the file ends before; -1 on an error. */
static ssize_t
read_at(int fd, char *out, size_t n, int64_t at)
{
	size_t have = 0;

	while (have < n) {
		ssize_t r = pread(fd, out + have, n - have, at + (off_t)have);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		have += (size_t)r;
	}
	return (ssize_t)have;
}

/* Takes one ">" from each line that begins with ">From ", ">>From ", ... */
static size_t
unquote(char *bytes, size_t n)
{
	size_t in = 0, out = 0;

	while (in < n) {
		const char *lf = memchr(bytes + in, '\n', n - in);
		size_t end = lf ? (size_t)(lf - bytes) + 1 : n;
		size_t arrows = 0;

		while (in + arrows < end && bytes[in + arrows] == '>')
			arrows++;
		if (arrows > 0 && end - in - arrows >= 5 &&
		    memcmp(bytes + in + arrows, "From ", 5) == 0)
			in++;
		memmove(bytes + out, bytes + in, end - in);
		out += end - in;
		in = end;
	}
	return out;
}

int
spool_read(struct arena *a, const struct spool_place *place,
    struct fetched *mail, struct err *e)
{
	uint64_t whole = (uint64_t)(place->end - place->start);
	size_t wanted = front_next(0), n = 0;
	char *bytes = NULL;

	for (; wanted > 0; wanted = front_next(wanted)) {
		size_t size = wanted < whole ? wanted : (size_t)whole;
		ssize_t r;

		bytes = arena_alloc(a, size + 1);
		r = read_at(place->fd, bytes, size, place->start);
		if (r < 0)
			return err_set(e, ERR_AGAIN,
			    "a message cannot be "
			    "read: %s",
			    strerror(errno));
		n = place->is_quoted ? unquote(bytes, (size_t)r) : (size_t)r;
		if (wanted >= whole || front_is_enough(bytes, n))
			break;
	}
	mail->bytes = bytes;
	mail->n = n;
	mail->is_cut = wanted == 0 || wanted < whole;
	return 0;
}

void
spool_sleep(const struct source *s, int notify, int seconds)
{
	struct pollfd fds[] = {
		{ .fd = s->stop_fd, .events = POLLIN },
		{ .fd = s->poke_fd, .events = POLLIN },
		{ .fd = notify, .events = POLLIN },
	};
	char events[4096];

	if (poll(fds, LENGTH(fds), seconds * 1000) > 0 && fds[2].revents)
		while (read(notify, events, sizeof(events)) > 0)
			;
}

void
spool_close(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}
