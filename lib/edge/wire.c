/*
 * The bytes between libetpan and the line. libetpan 1.9.4 has no limit on
 * lines, literals or time and takes the end of a connection inside a literal
 * for "no bytes yet"; here each of these becomes an error, once and for all.
 */

#include "edge/wire.h"

#include <stdlib.h>
#include <string.h>

/* Parentheses that a response may open inside each other. What we ask for
 * needs four; libetpan recurses with each and dies at 20,000. */
#define WIRE_DEPTH 100

/* Beyond the login libetpan must not expect one. */
static const char greeting[] = "* PREAUTH ready\r\n";

static ssize_t
wire_break(struct wire *w, const char *why)
{
	if (!w->is_broken)
		(void)err_set(&w->fault, ERR_AGAIN, "%s", why);
	w->is_broken = true;
	return -1;
}

/* At a line end: whether the line ended in "{n}", which makes n bytes of
 * literal follow (RFC 3501, 4.3). */
static int
wire_line_end(struct wire *w)
{
	w->line_bytes = 0;
	if (w->brace != BRACE_CLOSED) {
		w->depth = 0;
		return 0;
	}
	if (w->number > w->budget)
		return -1;
	w->literal_left = w->number;
	return 0;
}

static void
wire_brace(struct wire *w, char c)
{
	if (c == '{') {
		w->brace = BRACE_OPEN;
		w->number = 0;
	} else if (w->brace == BRACE_OPEN && c >= '0' && c <= '9') {
		if (w->number < UINT32_MAX)
			w->number = w->number * 10 + (uint64_t)(c - '0');
	} else if (w->brace == BRACE_OPEN && c == '}') {
		w->brace = BRACE_CLOSED;
	} else if (c != '\r') {
		w->brace = BRACE_NONE;
	}
}

/* One byte outside literals: -1 when it is one too many. */
static int
wire_byte(struct wire *w, char c)
{
	wire_brace(w, c);
	if (c == '(' && ++w->depth > WIRE_DEPTH)
		return -1;
	if (c == ')' && w->depth > 0)
		w->depth--;
	return ++w->line_bytes > LINE_MAX_BYTES ? -1 : 0;
}

/* Follows what passes by; -1 when a line or a literal is too long, or nests
 * too deeply. */
static int
wire_follow(struct wire *w, const char *at, size_t n)
{
	while (n > 0) {
		if (w->literal_left > 0) {
			size_t skip =
			    w->literal_left < n ? (size_t)w->literal_left : n;

			w->literal_left -= skip;
			at += skip;
			n -= skip;
			continue;
		}
		if (*at == '\n') {
			if (wire_line_end(w) != 0)
				return -1;
			w->brace = BRACE_NONE;
		} else if (wire_byte(w, *at) != 0) {
			return -1;
		}
		at++;
		n--;
	}
	return 0;
}

static ssize_t
wire_read(mailstream_low *low, void *data, size_t n)
{
	struct wire *w = low->data;
	struct err e = { ERR_AGAIN, "" };
	long got;

	if (w->is_broken)
		return -1;
	if (*w->first) {
		size_t have = strlen(w->first);

		have = have < n ? have : n;
		memcpy(data, w->first, have);
		w->first += have;
		return (ssize_t)have;
	}
	got = line_read(w->line, data, n, &e);
	if (got <= 0)
		return wire_break(w, e.text);
	if ((size_t)got > w->budget)
		return wire_break(w, "the server sends without end");
	w->budget -= (size_t)got;
	line_extend_deadline(w->line, (int)(got / WIRE_SLOWEST));
	if (wire_follow(w, data, (size_t)got) != 0)
		return wire_break(w,
		    "the server sends a line or a literal "
		    "that is too long or too deep");
	return got;
}

static ssize_t
wire_write(mailstream_low *low, const void *data, size_t n)
{
	struct wire *w = low->data;
	struct err e = { ERR_AGAIN, "" };

	if (w->is_broken)
		return -1;
	if (line_write(w->line, data, n, &e) != 0)
		return wire_break(w, e.text);
	return (ssize_t)n;
}

static int
wire_low_close(mailstream_low *low)
{
	(void)low; /* the line is closed by whoever opened it */
	return 0;
}

static int
wire_fd(mailstream_low *low)
{
	(void)low;
	return -1;
}

/* libetpan allocates this by malloc and leaves the release to the driver. */
static void
wire_free(mailstream_low *low)
{
	free(low);
}

static mailstream_low_driver driver = {
	.mailstream_read = wire_read,
	.mailstream_write = wire_write,
	.mailstream_close = wire_low_close,
	.mailstream_get_fd = wire_fd,
	.mailstream_free = wire_free,
};

static mailimap *
wire_connect(mailstream *stream)
{
	mailimap *session = mailimap_new(0, NULL);

	if (!session) {
		(void)mailstream_close(stream);
		return NULL;
	}
	if (mailimap_connect(session, stream) !=
	    MAILIMAP_NO_ERROR_AUTHENTICATED) {
		wire_close(session);
		return NULL;
	}
	return session;
}

mailimap *
wire_open(struct wire *w, struct line *l)
{
	mailstream_low *low;
	mailstream *stream;

	*w = (struct wire){ .line = l, .first = greeting };
	wire_begin(w);
	low = mailstream_low_new(w, &driver);
	if (!low)
		return NULL;
	stream = mailstream_new(low, WIRE_BUFFER);
	if (!stream) {
		mailstream_low_free(low);
		return NULL;
	}
	return wire_connect(stream);
}

void
wire_close(mailimap *session)
{
	if (!session)
		return;
	/* With a stream, mailimap_free would say LOGOUT and wait. */
	if (session->imap_stream)
		(void)mailstream_close(session->imap_stream);
	session->imap_stream = NULL;
	mailimap_free(session);
}

void
wire_begin(struct wire *w)
{
	w->budget = WIRE_BUDGET;
	line_begin(w->line);
}
