/*
 * Waiting for mail. IDLE is on lines of our own, because libetpan hangs when
 * the server reports mail before its "+", which it may.
 */

#include "edge/idle.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Renewed before servers (30 minutes, RFC 2177) and address translators
 * (often 10) forget the connection (A9). */
#define IDLE_SECONDS (9 * 60)

static int
idle_sleep(struct account *c, int seconds)
{
	struct pollfd fds[] = {
		{ .fd = c->source.stop_fd, .events = POLLIN },
		{ .fd = c->source.poke_fd, .events = POLLIN },
	};

	/* A signal only makes it look earlier. */
	(void)poll(fds, LENGTH(fds), seconds * 1000);
	return 0;
}

static int
idle_broken(struct account *c, const char *why, struct err *e)
{
	if (c->wire.fault.text[0])
		why = c->wire.fault.text;
	c->wire.is_broken = true;
	return err_set(e, ERR_AGAIN, "IDLE: %s", why);
}

static int
idle_send(struct account *c, const char *words, struct err *e)
{
	mailstream *stream = c->session->imap_stream;
	size_t n = strlen(words);

	account_begin(c);
	if (mailstream_write(stream, words, n) != (ssize_t)n ||
	    mailstream_flush(stream) != 0)
		return idle_broken(c, "the connection broke", e);
	return 0;
}

/* "* 12 EXISTS": more messages than before. What was expunged is reported
 * otherwise. */
static bool
is_exists(const char *line)
{
	const char *at = line + 2 + strspn(line + 2, "0123456789");

	return at > line + 2 && strncasecmp(at, " EXISTS", 7) == 0;
}

/* The next line: NULL when it is no line that may come here. */
static const char *
idle_line(struct account *c, struct err *e)
{
	const char *line = mailimap_read_line(c->session);
	size_t n;

	if (!line) {
		(void)idle_broken(c, "the connection broke", e);
		return NULL;
	}
	n = strcspn(line, "\r\n");
	if (strncasecmp(line, "* BYE", 5) == 0) {
		(void)idle_broken(c, "the server hung up", e);
		return NULL;
	}
	if (n > 0 && line[n - 1] == '}') {
		(void)idle_broken(c, "a literal came where none belongs", e);
		return NULL;
	}
	if (strncmp(line, "* ", 2) == 0 && is_exists(line))
		c->has_news = true;
	return line;
}

/* The answer to IDLE: "+", with other news before it at will. */
static int
idle_begin(struct account *c, struct err *e)
{
	const char *line;

	account_begin(c);
	if (mailimap_send_current_tag(c->session) != MAILIMAP_NO_ERROR)
		return idle_broken(c, "the connection broke", e);
	if (idle_send(c, "IDLE\r\n", e) != 0)
		return -1;
	while ((line = idle_line(c, e)))
		if (line[0] == '+')
			return 0;
		else if (line[0] != '*')
			return idle_broken(c, "the server refused it", e);
	return -1;
}

static int
idle_end(struct account *c, struct err *e)
{
	char tag[16];
	const char *line;
	int n = snprintf(tag, sizeof(tag), "%d ", c->session->imap_tag);

	if (idle_send(c, "DONE\r\n", e) != 0)
		return -1;
	while ((line = idle_line(c, e)))
		if (strncmp(line, tag, (size_t)n) == 0)
			return 0;
		else if (line[0] != '*')
			return idle_broken(c, "an answer nobody asked for", e);
	return -1;
}

/* Between "+" and DONE: until there is news, or time, stop or poke. */
static int
idle_listen(struct account *c, int seconds, struct err *e)
{
	int64_t until = line_ticks() + seconds * 1000LL;

	while (!c->has_news) {
		struct err why = { ERR_AGAIN, "" };
		int64_t left = until - line_ticks();
		int r = 1;

		/* libetpan may have read a line already. */
		if (c->session->imap_stream->read_buffer_len == 0)
			r = line_wait(c->line, left > 0 ? (int)left : 0, &why);
		if (r < 0)
			return idle_broken(c, why.text, e);
		if (r == 0)
			break;
		account_begin(c);
		if (!idle_line(c, e))
			return -1;
	}
	return 0;
}

int
idle_wait(struct account *c, int seconds, struct err *e)
{
	struct folder *inbox = &c->folders[0];

	if (c->selected != inbox) {
		if (account_examine(c, inbox, e) != 0)
			return -1;
		c->has_news = inbox->uid_next != inbox->read_uid_next ||
		    inbox->uidvalidity != inbox->read_uidvalidity;
	}
	if (c->has_news)
		return 0;
	if (seconds > IDLE_SECONDS)
		seconds = IDLE_SECONDS;
	if (!c->can.has_idle)
		return idle_sleep(c, seconds);
	if (idle_begin(c, e) != 0 || idle_listen(c, seconds, e) != 0)
		return -1;
	return idle_end(c, e);
}
