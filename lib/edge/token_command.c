/*
 * A token from a program of the administrator's. The program inherits nothing
 * but its standard descriptors, has a time limit, and is waited for by its own
 * number.
 */

#include "edge/token_command.h"

#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/child.h"
#include "edge/line.h"
#include "edge/secret.h"

/* All that it prints, up to the room; its length, or -1. Straight to where the
 * secret is wiped: it lies nowhere else. */
static ssize_t
listen_to(
    const struct child *c, char *out, size_t room, int stop_fd, struct err *e)
{
	int64_t until = line_ticks() + TOKEN_COMMAND_MS;
	size_t len = 0;

	for (;;) {
		struct pollfd fds[] = { { .fd = c->out, .events = POLLIN },
			{ .fd = stop_fd, .events = POLLIN } };
		int64_t left = until - line_ticks();
		ssize_t n;

		if (left <= 0)
			return err_set(e, ERR_AGAIN,
			    "%s printed nothing in %d s and was ended",
			    c->program, TOKEN_COMMAND_MS / 1000);
		if (poll(fds, LENGTH(fds), (int)left) < 0 && errno != EINTR)
			return err_set(e, ERR_AGAIN, "cannot wait for it");
		if (fds[1].revents)
			return err_set(e, ERR_AGAIN, "stopped");
		if (!fds[0].revents)
			continue;
		n = read(c->out, out + len, room - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return (ssize_t)len;
		len += (size_t)n;
		if (len == room)
			return err_set(e, ERR_FIX,
			    "%s prints more than a token", c->program);
	}
}

int
token_command(struct arena *a, const char *const *command, size_t n,
    int stop_fd, const char **out, struct err *e)
{
	struct child c = { .program = command[0], .in = -1 };
	char **argv = arena_array(a, n + 1, sizeof(*argv));
	char *text = arena_alloc(a, SECRET_MAX + 2);
	ssize_t len;
	size_t i;
	int code, status;

	for (i = 0; i < n; i++)
		argv[i] = arena_copy(a, command[i]);
	c.argv = argv;
	code = child_start(&c);
	if (code != 0)
		return err_set(e, ERR_FIX, "%s cannot be run: %s", command[0],
		    strerror(code));
	len = listen_to(&c, text, SECRET_MAX + 1, stop_fd, e);
	status = child_finish(&c, len >= 0);
	code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	if (len < 0)
		return -1;
	text[len] = '\0';
	text[strcspn(text, "\r\n")] = '\0';
	if (code != 0 || !*text)
		return err_set(e, code == EX_TEMPFAIL ? ERR_AGAIN : ERR_FIX,
		    "%s gave no token (exit code %d); run it by hand as the "
		    "user of the service to see why",
		    c.program, code);
	*out = text;
	return 0;
}
