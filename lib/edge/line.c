/*
 * One connection, once it is open (edge/dial opens it): GnuTLS or plain bytes
 * on a socket of ours, a deadline on the monotonic clock, a descriptor that
 * stops every wait. It knows nothing of IMAP or SMTP.
 */

#include "edge/line.h"

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>

#include "edge/dial.h"

int64_t
line_ticks(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
line_fail(const struct line *l, const char *why, struct err *e)
{
	return err_set(e, ERR_AGAIN, "%s:%d: %s", l->host, l->port, why);
}

int
line_left(int64_t until)
{
	int64_t left = until - line_ticks();

	return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}

/* Until the socket may be used: 0, or -1 for stop, time or a broken poll. */
int
line_await(struct line *l, short events, struct err *e)
{
	for (;;) {
		struct pollfd fds[] = { { .fd = l->fd, .events = events },
			{ .fd = l->stop_fd, .events = POLLIN } };
		int n = poll(fds, LENGTH(fds), line_left(l->deadline));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return line_fail(l, "cannot wait for it", e);
		if (fds[1].revents)
			return line_fail(l, "stopped", e);
		if (n == 0)
			return line_fail(l, "no answer in time", e);
		return 0;
	}
}

void
line_begin(struct line *l)
{
	line_set_deadline(l, l->command_ms);
}

void
line_set_deadline(struct line *l, int ms)
{
	l->deadline = line_ticks() + ms;
}

void
line_extend_deadline(struct line *l, int ms)
{
	l->deadline += ms;
}

void
line_set_wake(struct line *l, int fd)
{
	l->wake_fd = fd;
}

/* What is there now: the number of bytes, 0 when none are, or -1. */
static long
line_receive(struct line *l, void *data, size_t n, struct err *e)
{
	ssize_t r;

	if (l->tls) {
		r = gnutls_record_recv(l->tls, data, n);
		if (r < 0 && !gnutls_error_is_fatal((int)r))
			return 0;
		if (r < 0)
			return line_fail_tls(l, (int)r, e);
	} else {
		r = recv(l->fd, data, n, MSG_DONTWAIT);
		if (r < 0 && (errno == EAGAIN || errno == EINTR))
			return 0;
		if (r < 0)
			return line_fail(l, strerror(errno), e);
	}
	if (r == 0)
		return line_fail(l, "the server ended the connection", e);
	l->bytes_in += (uint64_t)r;
	return r;
}

/* Bytes into the empty buffer, waiting for them. */
static int
line_fill(struct line *l, struct err *e)
{
	long n;

	while ((n = line_receive(l, l->buffer, sizeof(l->buffer), e)) == 0)
		if (line_await(l, POLLIN, e) != 0)
			return -1;
	if (n < 0)
		return -1;
	l->start = 0;
	l->end = (size_t)n;
	return 0;
}

long
line_read(struct line *l, void *data, size_t n, struct err *e)
{
	size_t have;

	if (l->start == l->end && line_fill(l, e) != 0)
		return -1;
	have = l->end - l->start;
	if (have > n)
		have = n;
	memcpy(data, l->buffer + l->start, have);
	l->start += have;
	return (long)have;
}

static long
line_send(struct line *l, const char *data, size_t n, struct err *e)
{
	ssize_t r;

	if (l->tls) {
		r = gnutls_record_send(l->tls, data, n);
		if (r < 0 && !gnutls_error_is_fatal((int)r))
			return 0;
		if (r < 0)
			return line_fail_tls(l, (int)r, e);
		return r;
	}
	r = send(l->fd, data, n, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (r < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (r < 0)
		return line_fail(l, strerror(errno), e);
	return r;
}

int
line_write(struct line *l, const void *data, size_t n, struct err *e)
{
	const char *at = data;

	while (n > 0) {
		long r = line_send(l, at, n, e);

		if (r < 0 || (r == 0 && line_await(l, POLLOUT, e) != 0))
			return -1;
		at += r;
		n -= (size_t)r;
		l->bytes_out += (uint64_t)r;
	}
	return 0;
}

int
line_gets(struct line *l, char *out, struct err *e)
{
	size_t n = 0;

	for (;;) {
		const unsigned char *from, *lf;
		size_t have;

		if (l->start == l->end && line_fill(l, e) != 0)
			return -1;
		from = l->buffer + l->start;
		have = l->end - l->start;
		lf = memchr(from, '\n', have);
		if (lf)
			have = (size_t)(lf - from) + 1;
		if (n + have >= LINE_MAX_BYTES)
			return line_fail(l, "an endless line came", e);
		if (memchr(from, '\0', have))
			return line_fail(l, "a line with a NUL came", e);
		memcpy(out + n, from, have);
		n += have;
		l->start += have;
		if (lf)
			break;
	}
	n--;
	if (n > 0 && out[n - 1] == '\r')
		n--;
	out[n] = '\0';
	return 0;
}

int
line_wait(struct line *l, int ms, struct err *e)
{
	int64_t until = line_ticks() + ms;

	/* Asking GnuTLS first: poll cannot see what it has decrypted, and a
	 * readable socket may hold nothing but a session ticket. */
	while (l->start == l->end) {
		struct pollfd fds[] = { { .fd = l->fd, .events = POLLIN },
			{ .fd = l->stop_fd, .events = POLLIN },
			{ .fd = l->wake_fd, .events = POLLIN } };
		long n = line_receive(l, l->buffer, sizeof(l->buffer), e);
		int r;

		if (n < 0)
			return -1;
		if (n > 0) {
			l->start = 0;
			l->end = (size_t)n;
			break;
		}
		r = poll(fds, LENGTH(fds), line_left(until));
		if (r < 0 && errno != EINTR)
			return line_fail(l, "cannot wait for it", e);
		if (r == 0 || (r > 0 && (fds[1].revents || fds[2].revents)))
			return 0;
	}
	return 1;
}

struct trust *
line_trust(const struct line *l)
{
	return l->trust;
}

int
line_stop_fd(const struct line *l)
{
	return l->stop_fd;
}

uint64_t
line_bytes_in(const struct line *l)
{
	return l->bytes_in;
}

uint64_t
line_bytes_out(const struct line *l)
{
	return l->bytes_out;
}
