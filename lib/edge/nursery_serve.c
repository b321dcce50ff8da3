/*
 * What runs in the nursery. Knows how to fork a reader and how to learn that
 * one has died; never sees a message.
 */

#include "edge/nursery_serve.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "edge/nursery.h"
#include "edge/reader_serve.h"
#include "mail/message.h"

struct brood {
	int control;
	int deaths; /* signalfd of SIGCHLD */
	reader_fn *read_mail;
	size_t n;
	pid_t alive[NURSERY_MAX];
};

/* fd: to be handed over, or -1. */
static int
tell(int control, struct note note, int fd)
{
	union {
		struct cmsghdr head; /* for its alignment */
		char bytes[CMSG_SPACE(sizeof(int))];
	} rights = { .bytes = { 0 } };
	struct iovec part = { &note, sizeof(note) };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	if (fd >= 0) {
		struct cmsghdr *c;

		message.msg_control = rights.bytes;
		message.msg_controllen = sizeof(rights.bytes);
		c = CMSG_FIRSTHDR(&message);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof(fd));
	}
	return sendmsg(control, &message, MSG_NOSIGNAL) == sizeof(note) ? 0
	                                                                : -1;
}

/* In the child: ends with its parent, whose signals it does not inherit. */
static int
live_as_reader(int fd, pid_t nursery, reader_fn *read_mail)
{
	sigset_t none;

	(void)prctl(PR_SET_NAME, "pw-reader", 0, 0, 0);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 ||
	    getppid() != nursery)
		return EX_OSERR;
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	return reader_serve(fd, read_mail);
}

static int
fork_reader(struct brood *b)
{
	int ends[2];
	pid_t nursery = getpid(), pid;
	int result;

	if (b->n == NURSERY_MAX)
		return tell(
		    b->control, (struct note){ NOTE_BARREN, 0, EAGAIN }, -1);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return tell(
		    b->control, (struct note){ NOTE_BARREN, 0, errno }, -1);
	pid = fork();
	if (pid == 0)
		_exit(live_as_reader(ends[1], nursery, b->read_mail));
	if (pid < 0)
		result = tell(
		    b->control, (struct note){ NOTE_BARREN, 0, errno }, -1);
	else {
		b->alive[b->n++] = pid;
		result = tell(
		    b->control, (struct note){ NOTE_BORN, pid, 0 }, ends[0]);
	}
	(void)close(ends[0]);
	(void)close(ends[1]);
	return result;
}

/* Only a child that has not been waited for: a pid is never another's. */
static void
end_reader(const struct brood *b, pid_t pid)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->alive[i] == pid)
			(void)kill(pid, SIGKILL);
	}
}

static int
report_deaths(struct brood *b)
{
	struct signalfd_siginfo info;
	int status;
	pid_t pid;

	if (read(b->deaths, &info, sizeof(info)) < 0)
		return 0; /* told already */
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		size_t i = 0;

		while (i < b->n && b->alive[i] != pid)
			i++;
		if (i < b->n)
			b->alive[i] = b->alive[--b->n];
		if (tell(b->control, (struct note){ NOTE_DEAD, pid, status },
		        -1) != 0)
			return -1;
	}
	return 0;
}

/* 0, or -1 when the daemon is gone. */
static int
obey(struct brood *b)
{
	struct note note;
	ssize_t n = recv(b->control, &note, sizeof(note), 0);

	if (n != sizeof(note))
		return n < 0 && errno == EINTR ? 0 : -1;
	if (note.kind == NOTE_FORK)
		return fork_reader(b);
	if (note.kind == NOTE_END)
		end_reader(b, note.pid);
	return 0;
}

/* Signals to the daemon's group are the daemon's affair. */
static int
take_signals(void)
{
	sigset_t set;

	(void)signal(SIGTERM, SIG_IGN);
	(void)signal(SIGINT, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGCHLD);
	(void)sigprocmask(SIG_SETMASK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

void
nursery_serve(int control, reader_fn *read_mail)
{
	const struct rlimit no_core = { 0, 0 };
	struct brood b = { .control = control,
		.deaths = take_signals(),
		.read_mail = read_mail };
	struct pollfd fds[] = { { .fd = control, .events = POLLIN },
		{ .fd = b.deaths, .events = POLLIN } };

	(void)prctl(PR_SET_NAME, "pw-nursery", 0, 0, 0);
	if (b.deaths < 0)
		return;
	/* It never sees a message; a reader that fails at these says so. */
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	(void)setrlimit(RLIMIT_CORE, &no_core);
	message_init();
	message_open_charsets();
	for (;;) {
		if (poll(fds, LENGTH(fds), -1) < 0 && errno != EINTR)
			return;
		if ((fds[1].revents && report_deaths(&b) != 0) ||
		    (fds[0].revents && obey(&b) != 0))
			return;
	}
}
