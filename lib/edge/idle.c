/*
 * Waiting for mail. IDLE is on lines of our own, because libetpan hangs when
 * the server reports mail before its "+", which it may.
 */

#include "edge/idle.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "edge/pushed.h"
#include "edge/talk.h"

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

/* The answer to IDLE: "+", with other news before it at will. */
static int
idle_begin(struct account *c, struct err *e)
{
	const char *line;

	account_begin(c);
	if (mailimap_send_current_tag(c->session) != MAILIMAP_NO_ERROR)
		return talk_broken(c, "IDLE", "the connection broke", e);
	if (talk_send(c, "IDLE", "IDLE\r\n", e) != 0)
		return -1;
	while ((line = talk_whole_line(c, "IDLE", e)))
		if (line[0] == '+')
			return 0;
		else if (line[0] != '*')
			return talk_broken(
			    c, "IDLE", "the server refused it", e);
	return -1;
}

int
idle_ended(struct account *c, int tag, struct err *e)
{
	char begin[16];
	const char *line;
	int n = snprintf(begin, sizeof(begin), "%d ", tag);

	c->is_idling = false;
	while ((line = talk_whole_line(c, "IDLE", e)))
		if (strncmp(line, begin, (size_t)n) == 0)
			return 0;
		else if (line[0] != '*')
			return talk_broken(
			    c, "IDLE", "an answer nobody asked for", e);
	return -1;
}

static int
idle_end(struct account *c, struct err *e)
{
	if (talk_send(c, "IDLE", "DONE\r\n", e) != 0)
		return -1;
	return idle_ended(c, c->session->imap_tag, e);
}

/* What was told while libetpan was reading. */
static void
take_news(struct account *c)
{
	struct mailimap_selection_info *info = c->session->imap_selection_info;

	c->has_news |= info->sel_has_exists != 0;
	info->sel_has_exists = 0;
}

/* Between "+" and DONE: until there is news, or time, stop or poke. */
static int
idle_listen(struct account *c, int seconds, struct err *e)
{
	int64_t until = line_ticks() + seconds * 1000LL;

	while (!c->has_news && !c->has_flags) {
		struct err why = { ERR_AGAIN, "" };
		int64_t left = until - line_ticks();
		int r = 1;

		/* libetpan may have read a line already. */
		if (c->session->imap_stream->read_buffer_len == 0)
			r = line_wait(c->line, left > 0 ? (int)left : 0, &why);
		if (r < 0)
			return talk_broken(c, "IDLE", why.text, e);
		if (r == 0)
			break;
		account_begin(c);
		if (!talk_whole_line(c, "IDLE", e))
			return -1;
	}
	return 0;
}

int
idle_wait(struct account *c, int seconds, struct err *e)
{
	struct folder *inbox = &c->folders[0];

	if (account_select(c, inbox, e) != 0)
		return -1;
	take_news(c);
	if (c->has_news || c->has_flags)
		return 0;
	if (seconds > IDLE_SECONDS)
		seconds = IDLE_SECONDS;
	if (!c->can.has_idle)
		return idle_sleep(c, seconds);
	if (idle_begin(c, e) != 0 || idle_listen(c, seconds, e) != 0)
		return -1;
	c->is_idling = c->has_news;
	if (pushed_is_possible(c))
		return 0;
	return idle_end(c, e);
}
