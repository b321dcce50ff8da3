/*
 * A program and what it prints. Knows processes and pipes, not what is
 * printed.
 */

#include "edge/child.h"

#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <unistd.h>

#include "base/text.h"
#include "edge/line.h"

#define READ_BYTES 65536

int
child_write(int out, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n > 0) {
		ssize_t r = write(out, at, n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return -1;
		at += r;
		n -= (size_t)r;
	}
	return 0;
}

/* With no signal blocked or ignored: ours are blocked in every thread. 0, or
 * an errno. */
static int
spawn(struct child *c, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int r;

	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawnattr_init(&how);
	if (c->in < 0)
		(void)posix_spawn_file_actions_addopen(
		    &files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	else
		(void)posix_spawn_file_actions_adddup2(
		    &files, c->in, STDIN_FILENO);
	(void)posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	(void)posix_spawnattr_setsigmask(&how, &none);
	(void)posix_spawnattr_setsigdefault(&how, &all);
	(void)posix_spawnattr_setflags(
	    &how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	r = posix_spawn(&c->pid, c->program, &files, &how, c->argv, environ);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&how);
	return r;
}

int
child_start(struct child *c)
{
	int ends[2], r;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return errno;
	r = spawn(c, ends[1]);
	(void)close(ends[1]);
	if (r != 0)
		(void)close(ends[0]);
	c->out = ends[0];
	return r;
}

enum child_end
child_listen(const struct child *c, int wait_ms, int stop_fd, struct text *text)
{
	int64_t until = line_ticks() + wait_ms, left;
	struct pollfd fds[] = { { .fd = c->out, .events = POLLIN },
		{ .fd = stop_fd, .events = POLLIN } };
	char buffer[READ_BYTES];

	while ((left = until - line_ticks()) > 0) {
		ssize_t n;

		fds[0].revents = fds[1].revents = 0;
		(void)poll(fds, LENGTH(fds), (int)left);
		if (fds[1].revents)
			return CHILD_STOPPED;
		if (!fds[0].revents)
			continue;
		n = read(c->out, buffer, sizeof(buffer));
		if (n == 0 || (n < 0 && errno != EINTR))
			return CHILD_DONE;
		if (n > 0)
			text_add_n(text, buffer, (size_t)n);
		if (text->is_cut)
			return CHILD_LONG;
	}
	return CHILD_LATE;
}

int
child_finish(struct child *c, bool is_done)
{
	int status = 0;

	(void)close(c->out);
	/* A child that nobody has waited for: the pid is its own. */
	if (!is_done)
		(void)kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
}
