/*
 * A token from a program of the administrator's. The program inherits nothing
 * but its standard descriptors, has a time limit, and is waited for by its own
 * number.
 */

#include "edge/token_command.h"

#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/line.h"
#include "edge/secret.h"

struct child {
	const char *program;
	pid_t pid;
	int fd; /* its standard output */
};

/* With no signal blocked or ignored: ours are blocked in every thread. */
static int
spawn(struct child *c, char *const *argv, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int r;

	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawnattr_init(&how);
	(void)posix_spawn_file_actions_addopen(
	    &files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	(void)posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	(void)posix_spawnattr_setsigmask(&how, &none);
	(void)posix_spawnattr_setsigdefault(&how, &all);
	(void)posix_spawnattr_setflags(
	    &how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	r = posix_spawn(&c->pid, c->program, &files, &how, argv, environ);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&how);
	return r;
}

static int
start(struct child *c, char *const *argv, struct err *e)
{
	int ends[2], r;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(
		    e, ERR_AGAIN, "%s: %s", c->program, strerror(errno));
	r = spawn(c, argv, ends[1]);
	(void)close(ends[1]);
	if (r == 0) {
		c->fd = ends[0];
		return 0;
	}
	(void)close(ends[0]);
	return err_set(
	    e, ERR_FIX, "%s cannot be run: %s", c->program, strerror(r));
}

/* All that it prints, up to the room; its length, or -1. */
static ssize_t
listen_to(
    const struct child *c, char *out, size_t room, int stop_fd, struct err *e)
{
	int64_t until = line_ticks() + TOKEN_COMMAND_MS;
	size_t len = 0;

	for (;;) {
		struct pollfd fds[] = { { .fd = c->fd, .events = POLLIN },
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
		n = read(c->fd, out + len, room - len);
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

/* Its exit code; it is ended first when it still runs. */
static int
finish(const struct child *c, bool is_over)
{
	int status = 0;

	(void)close(c->fd);
	if (!is_over)
		(void)kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int
token_command(struct arena *a, const char *const *command, size_t n,
    int stop_fd, const char **out, struct err *e)
{
	struct child c = { .program = command[0], .fd = -1 };
	char **argv = arena_array(a, n + 1, sizeof(*argv));
	char *text = arena_alloc(a, SECRET_MAX + 2);
	ssize_t len;
	size_t i;
	int code;

	for (i = 0; i < n; i++)
		argv[i] = arena_copy(a, command[i]);
	if (start(&c, argv, e) != 0)
		return -1;
	len = listen_to(&c, text, SECRET_MAX + 1, stop_fd, e);
	code = finish(&c, len >= 0);
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
