/*
 * Looks at the front of a message, line by line, to see if the text that a
 * reader needs is in it. It decodes nothing and is no judge of what the
 * message says: a hostile message can make it ask for FETCH_LAST bytes, and
 * for no more.
 */

#include "edge/front.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "edge/source.h"

#define FRONT_BOUNDARIES 8  /* nested multiparts that are kept apart */
#define FRONT_BOUNDARY   70 /* longest boundary (RFC 2046, 5.1.1) */

/* Visible bytes in a text/plain part that is more than a stub: one short
 * sentence. With less the text is likely to stand in the HTML part. */
#define FRONT_STUB 40

enum part_kind {
	PART_TEXT,
	PART_HTML,
	PART_OTHER,
	PART_MULTI,
	PART_MESSAGE, /* message/rfc822: a header of its own follows */
};

struct scan {
	const char *at, *end;
	bool is_header;
	bool is_type;    /* the field being read is Content-Type */
	bool is_first;   /* the header of the message itself */
	bool is_naming;  /* the field being read may name a notice */
	bool answers_us; /* it does: what is attached may be rules */
	bool is_attached;
	enum part_kind kind;
	size_t visible; /* bytes in this part that are no blanks */
	size_t n_boundaries;
	char boundaries[FRONT_BOUNDARIES][FRONT_BOUNDARY + 1];
};

struct piece {
	const char *s;
	size_t n;
};

size_t
front_next(size_t n)
{
	return n < FETCH_FIRST ? FETCH_FIRST
	    : n < FETCH_SECOND ? FETCH_SECOND
	    : n < FETCH_LAST   ? FETCH_LAST
	                       : 0;
}

/* The next whole line without its end. One that the cut broke is none. */
static bool
next_line(struct scan *s, struct piece *out)
{
	const char *lf = memchr(s->at, '\n', (size_t)(s->end - s->at));

	if (!lf)
		return false;
	*out = (struct piece){ s->at, (size_t)(lf - s->at) };
	if (out->n > 0 && out->s[out->n - 1] == '\r')
		out->n--;
	s->at = lf + 1;
	return true;
}

static bool
begins(struct piece p, const char *word)
{
	size_t n = strlen(word);

	return p.n >= n && strncasecmp(p.s, word, n) == 0;
}

/* Where the word stands in the line, caseless, or NULL. */
static const char *
find(struct piece p, const char *word)
{
	for (; p.n > 0; p.s++, p.n--)
		if (begins(p, word))
			return p.s;
	return NULL;
}

static void
keep_boundary(struct scan *s, struct piece line)
{
	const char *at = find(line, "boundary=");
	const char *end = line.s + line.n;
	char *out;
	size_t n = 0;
	bool is_quoted;

	if (!at || s->n_boundaries == FRONT_BOUNDARIES)
		return;
	at += strlen("boundary=");
	is_quoted = at < end && *at == '"';
	at += is_quoted;
	out = s->boundaries[s->n_boundaries];
	for (; at < end && n < FRONT_BOUNDARY; at++) {
		if (*at == (is_quoted ? '"' : ';') ||
		    (!is_quoted && (*at == ' ' || *at == '\t')))
			break;
		out[n++] = *at;
	}
	out[n] = '\0';
	if (n > 0)
		s->n_boundaries++;
}

static void
take_type(struct scan *s, struct piece value)
{
	while (value.n > 0 && (*value.s == ' ' || *value.s == '\t')) {
		value.s++;
		value.n--;
	}
	if (value.n == 0)
		return;
	s->kind = begins(value, "text/html") ? PART_HTML
	    : begins(value, "text/")         ? PART_TEXT
	    : begins(value, "multipart/")    ? PART_MULTI
	    : begins(value, "message/rfc")   ? PART_MESSAGE
	                                     : PART_OTHER;
}

static void
header_begin(struct scan *s)
{
	s->is_header = true;
	s->is_type = false;
	s->is_naming = false;
	s->is_attached = false;
	s->kind = PART_TEXT; /* without a Content-Type (RFC 2045, 5.2) */
	s->visible = 0;
}

/*
 * What answers a notice or comes by one of its links (triage/ours and
 * triage/permit say how these look) is wanted whole, for rules may be
 * attached to it. Whether it is true is for desk/order.
 */
static void
look_for_notice(struct scan *s, struct piece line)
{
	if (*line.s != ' ' && *line.s != '\t')
		s->is_naming = begins(line, "in-reply-to:") ||
		    begins(line, "references:") || begins(line, "subject:");
	if (s->is_naming && (find(line, "<pw.") || find(line, "[pw")))
		s->answers_us = true;
}

static void
header_line(struct scan *s, struct piece line)
{
	if (line.n > 0 && s->is_first)
		look_for_notice(s, line);
	if (line.n == 0) {
		s->is_header = false;
		s->is_first = false;
		if (s->kind == PART_MESSAGE)
			header_begin(s);
		return;
	}
	if (*line.s != ' ' && *line.s != '\t') {
		s->is_type = begins(line, "content-type:");
		if (s->is_type)
			take_type(s,
			    (struct piece){ line.s + strlen("content-type:"),
			        line.n - strlen("content-type:") });
		if (begins(line, "content-disposition:") &&
		    find(line, "attachment"))
			s->is_attached = true;
	}
	if (s->is_type)
		keep_boundary(s, line);
}

static bool
is_delimiter(const struct scan *s, struct piece line)
{
	size_t i;

	if (line.n < 3 || line.s[0] != '-' || line.s[1] != '-')
		return false;
	for (i = 0; i < s->n_boundaries; i++)
		if (strncmp(line.s + 2, s->boundaries[i],
		        strlen(s->boundaries[i])) == 0 &&
		    strlen(s->boundaries[i]) <= line.n - 2)
			return true;
	return false;
}

/* Whether the part that ends here is one that a reader can live on. */
static bool
is_good_part(const struct scan *s)
{
	if (s->is_attached)
		return false;
	return s->kind == PART_HTML ||
	    (s->kind == PART_TEXT && s->visible >= FRONT_STUB);
}

static void
count_visible(struct scan *s, struct piece line)
{
	size_t i;

	for (i = 0; i < line.n && s->visible < FRONT_STUB; i++)
		s->visible += (unsigned char)line.s[i] > ' ';
}

/* A message of one part that holds no text: its header is all there is. */
static bool
is_textless(const struct scan *s)
{
	return !s->is_header && s->n_boundaries == 0 && s->kind == PART_OTHER;
}

bool
front_is_enough(const char *bytes, size_t n)
{
	struct scan s = { .at = bytes, .end = bytes + n, .is_first = true };
	struct piece line;

	header_begin(&s);
	while (next_line(&s, &line)) {
		if (s.is_header) {
			header_line(&s, line);
		} else if (is_delimiter(&s, line)) {
			if (is_good_part(&s) && !s.answers_us)
				return true;
			header_begin(&s);
		} else if (s.kind != PART_MULTI) {
			count_visible(&s, line);
		}
	}
	return is_textless(&s) && !s.answers_us;
}
