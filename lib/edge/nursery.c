/*
 * The daemon's side of the nursery: starts it, asks it for readers, hears of
 * their deaths. Knows its packets, not what a reader does.
 */

#include "edge/nursery.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "edge/nursery_serve.h"

/* The nursery does nothing that takes time; when it does not answer for so
 * long, something is wrong with the machine. */
#define NURSERY_WAIT_MS 10000

struct nursery {
	struct arena *arena; /* holds this struct */
	pid_t pid;
	int control;
	size_t n_dead; /* heard of while something else was asked */
	struct note dead[2 * NURSERY_MAX];
};

/* In the child: ends with the daemon, keeps nothing of it but the socket and
 * standard error. */
static int
live_as_nursery(int control, pid_t daemon, reader_fn *read_mail)
{
	/* The end of the socket ends it too. */
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != daemon)
		return EX_OSERR;
	if (control > 3)
		(void)close_range(3, (unsigned)control - 1, 0);
	(void)close_range((unsigned)control + 1, ~0u, 0);
	nursery_serve(control, read_mail);
	return EX_OK;
}

int
nursery_start(reader_fn *read_mail, struct nursery **out, struct err *e)
{
	pid_t daemon = getpid(), pid;
	struct arena *arena;
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return err_set(e, ERR_AGAIN, "no socket: %s", strerror(errno));
	pid = fork();
	if (pid == 0)
		_exit(live_as_nursery(ends[1], daemon, read_mail));
	(void)close(ends[1]);
	if (pid < 0) {
		(void)close(ends[0]);
		return err_set(
		    e, ERR_AGAIN, "cannot fork: %s", strerror(errno));
	}
	arena = arena_new();
	*out = arena_alloc(arena, sizeof(**out));
	(*out)->arena = arena;
	(*out)->pid = pid;
	(*out)->control = ends[0];
	return 0;
}

int
nursery_fd(const struct nursery *n)
{
	return n->control;
}

void
nursery_close(struct nursery *n)
{
	if (!n)
		return;
	(void)close(n->control);
	/* A child that nobody has waited for: the pid is its own. */
	(void)kill(n->pid, SIGKILL);
	while (waitpid(n->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	arena_free(n->arena);
}

static int
is_gone(struct err *e)
{
	return err_set(
	    e, ERR_AGAIN, "the nursery of the readers is gone or silent");
}

static int
ask(struct nursery *n, enum note_kind kind, pid_t pid, struct err *e)
{
	const struct note note = { (uint32_t)kind, pid, 0 };

	if (send(n->control, &note, sizeof(note), MSG_NOSIGNAL) != sizeof(note))
		return is_gone(e);
	return 0;
}

static int64_t
monotonic_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The next packet, and the socket that came with it, or -1. */
static int
hear(struct nursery *n, struct note *note, int *fd, struct err *e)
{
	union {
		struct cmsghdr head; /* for its alignment */
		char bytes[CMSG_SPACE(sizeof(int))];
	} rights;
	struct iovec part = { note, sizeof(*note) };
	struct msghdr message = {
		.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = rights.bytes,
		.msg_controllen = sizeof(rights.bytes),
	};
	struct pollfd p = { .fd = n->control, .events = POLLIN };
	int64_t until = monotonic_ms() + NURSERY_WAIT_MS, left;
	struct cmsghdr *c;

	*fd = -1;
	while (
	    (left = until - monotonic_ms()) > 0 && poll(&p, 1, (int)left) <= 0)
		continue;
	if (left <= 0 ||
	    recvmsg(n->control, &message, MSG_CMSG_CLOEXEC) != sizeof(*note))
		return is_gone(e);
	c = CMSG_FIRSTHDR(&message);
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
		memcpy(fd, CMSG_DATA(c), sizeof(*fd));
	return 0;
}

/* Each death is asked for once; there are never more than have lived. */
static void
remember(struct nursery *n, struct note note)
{
	if (n->n_dead < LENGTH(n->dead))
		n->dead[n->n_dead++] = note;
}

int
nursery_fork(struct nursery *n, pid_t *pid, int *socket, struct err *e)
{
	struct note note;
	int fd;

	if (ask(n, NOTE_FORK, 0, e) != 0)
		return -1;
	for (;;) {
		if (hear(n, &note, &fd, e) != 0)
			return -1;
		if (note.kind == NOTE_BARREN)
			return err_set(e, ERR_AGAIN,
			    "no reader can be started: %s",
			    strerror(note.status));
		if (note.kind == NOTE_BORN && fd >= 0)
			break;
		if (note.kind == NOTE_DEAD)
			remember(n, note);
	}
	*pid = note.pid;
	*socket = fd;
	return 0;
}

int
nursery_bury(struct nursery *n, pid_t pid, int *status, struct err *e)
{
	struct note note;
	size_t i;
	int fd;

	for (i = 0; i < n->n_dead; i++) {
		if (n->dead[i].pid != pid)
			continue;
		*status = n->dead[i].status;
		n->dead[i] = n->dead[--n->n_dead];
		return 0;
	}
	if (ask(n, NOTE_END, pid, e) != 0)
		return -1;
	for (;;) {
		if (hear(n, &note, &fd, e) != 0)
			return -1;
		if (note.kind == NOTE_DEAD && note.pid == pid)
			break;
		if (note.kind == NOTE_DEAD)
			remember(n, note);
	}
	*status = note.status;
	return 0;
}
