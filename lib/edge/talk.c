/*
 * Lines of our own on an IMAP connection. Knows what a server may say at any
 * moment: good-bye, more mail, other flags.
 */

#include "edge/talk.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

int
talk_broken(
    struct account *c, const char *command, const char *why, struct err *e)
{
	if (c->wire.fault.text[0])
		why = c->wire.fault.text;
	c->wire.is_broken = true;
	return err_set(e, ERR_AGAIN, "%s: %s", command, why);
}

int
talk_send(
    struct account *c, const char *command, const char *words, struct err *e)
{
	mailstream *stream = c->session->imap_stream;
	size_t n = strlen(words);

	account_begin(c);
	if (mailstream_write(stream, words, n) != (ssize_t)n ||
	    mailstream_flush(stream) != 0)
		return talk_broken(c, command, "the connection broke", e);
	return 0;
}

/* "* 12 EXISTS": more messages than before. What was expunged is reported
 * otherwise. "* 12 FETCH (FLAGS (\Answered))": somebody answered. */
static void
note_news(struct account *c, const char *line)
{
	const char *at = line + 2 + strspn(line + 2, "0123456789");

	if (at == line + 2)
		return;
	if (strncasecmp(at, " EXISTS", 7) == 0) {
		c->exists = (uint32_t)strtoul(line + 2, NULL, 10);
		c->has_news = true;
	}
	if (strncasecmp(at, " FETCH ", 7) == 0 && strcasestr(at, "\\Answered"))
		c->has_flags = true;
}

const char *
talk_line(struct account *c, const char *command, struct err *e)
{
	const char *line = mailimap_read_line(c->session);

	if (!line) {
		(void)talk_broken(c, command, "the connection broke", e);
		return NULL;
	}
	if (strncasecmp(line, "* BYE", 5) == 0) {
		(void)talk_broken(c, command, "the server hung up", e);
		return NULL;
	}
	if (strncmp(line, "* ", 2) == 0)
		note_news(c, line);
	return line;
}

const char *
talk_whole_line(struct account *c, const char *command, struct err *e)
{
	const char *line = talk_line(c, command, e);
	size_t n = line ? strcspn(line, "\r\n") : 0;

	if (n > 0 && line[n - 1] == '}') {
		(void)talk_broken(
		    c, command, "a literal came where none belongs", e);
		return NULL;
	}
	return line;
}
