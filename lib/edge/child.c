/*
 * Bytes made by a child process that exits. Knows processes and pipes, not
 * what is made.
 */

#include "edge/child.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

/* Processor seconds of a child, and the wait for its next bytes: what it makes
 * takes a tenth of a second; more means that a library is lost. */
#define CHILD_CPU_S   20
#define CHILD_WAIT_MS 20000

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

/* In the child: keeps nothing of the parent but the pipe and standard error,
 * and ends with it. */
static int
live_as_child(child_fn *make, const void *what, int out)
{
	const struct rlimit cpu = { CHILD_CPU_S, CHILD_CPU_S };
	const struct rlimit core = { 0, 0 };
	sigset_t none;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	(void)setrlimit(RLIMIT_CPU, &cpu);
	(void)setrlimit(RLIMIT_CORE, &core);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(out, 3) < 0)
		return 1;
	(void)close_range(4, ~0u, 0);
	return make(what, 3) == 0 ? 0 : 1;
}

static int
read_all(const char *name, int in, struct text *all, struct err *e)
{
	struct pollfd p = { .fd = in, .events = POLLIN };
	char buffer[READ_BYTES];

	for (;;) {
		int ready = poll(&p, 1, CHILD_WAIT_MS);
		ssize_t r;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return err_set(
			    e, ERR_ITEM, "%s: it takes too long", name);
		r = read(in, buffer, sizeof(buffer));
		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return err_set(
			    e, ERR_AGAIN, "%s: %s", name, strerror(errno));
		if (r == 0)
			return 0;
		text_add_n(all, buffer, (size_t)r);
		if (all->is_cut)
			return err_set(e, ERR_ITEM, "%s: more than %d bytes",
			    name, CHILD_BYTES_MAX);
	}
}

static int
wait_for(const char *name, pid_t pid, struct err *e)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return err_set(
			    e, ERR_AGAIN, "%s: %s", name, strerror(errno));
	}
	if (WIFSIGNALED(status))
		return err_set(e, ERR_ITEM, "%s: it was ended by signal %d",
		    name, WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		return err_set(e, ERR_ITEM, "%s: it could not be made", name);
	return 0;
}

int
child_make(struct arena *a, const char *name, child_fn *make, const void *what,
    const char **out, size_t *n, struct err *e)
{
	SCOPED(text_done) struct text all = { 0 };
	int ends[2], result;
	pid_t pid;

	text_init(&all, CHILD_BYTES_MAX);
	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set(e, ERR_AGAIN, "%s: %s", name, strerror(errno));
	pid = fork();
	if (pid == 0)
		_exit(live_as_child(make, what, ends[1]));
	(void)close(ends[1]);
	if (pid < 0) {
		(void)close(ends[0]);
		return err_set(
		    e, ERR_AGAIN, "%s: no process: %s", name, strerror(errno));
	}
	result = read_all(name, ends[0], &all, e);
	(void)close(ends[0]);
	if (result != 0)
		(void)kill(pid, SIGKILL);
	if (wait_for(name, pid, result == 0 ? e : NULL) != 0 || result != 0)
		return -1;
	*out = arena_copy_n(a, all.data, all.len);
	*n = all.len;
	return 0;
}
