/*
 * Finds the messages in an mbox file. A message begins with a From_ line at
 * the start of the file or behind a blank line; because writers differ in
 * their quoting, a line counts as one only when a time of day stands in it.
 */

#include "edge/postmark.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/arena.h"

#define POSTMARK_CHUNK  65536
#define POSTMARK_HEAD   256 /* bytes of a line that are looked at */
#define POSTMARK_TOKENS 16

struct indexing {
	struct arena *arena;
	struct postmark_list *index;
	size_t room;
	uint64_t chain;
	int64_t line_start, at;
	int64_t blank_start; /* of the blank line before this one */
	bool is_after_blank;
	size_t n_head;
	char head[POSTMARK_HEAD];
};

struct token {
	const char *s;
	size_t n;
};

static size_t
split(const char *line, size_t n, struct token *out)
{
	size_t i = 0, k = 0;

	while (i < n && k < POSTMARK_TOKENS) {
		while (i < n && line[i] == ' ')
			i++;
		out[k].s = line + i;
		while (i < n && line[i] != ' ')
			i++;
		out[k].n = (size_t)(line + i - out[k].s);
		k += out[k].n > 0;
	}
	return k;
}

/* A number of `least`..`most` digits that is all of the token, or -1. */
static int
number(struct token t, size_t least, size_t most)
{
	int v = 0;
	size_t i;

	if (t.n < least || t.n > most)
		return -1;
	for (i = 0; i < t.n; i++) {
		if (t.s[i] < '0' || t.s[i] > '9')
			return -1;
		v = v * 10 + (t.s[i] - '0');
	}
	return v;
}

static int
month_of(struct token t)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	int i;

	for (i = 0; t.n == 3 && i < 12; i++)
		if (strncasecmp(t.s, names + 3 * i, 3) == 0)
			return i + 1;
	return -1;
}

/* Seconds of "hh:mm" or "hh:mm:ss", or -1. */
static int
time_of(struct token t)
{
	int h, m, s = 0;

	if ((t.n != 5 && t.n != 8) || t.s[2] != ':' ||
	    (t.n == 8 && t.s[5] != ':'))
		return -1;
	h = number((struct token){ t.s, 2 }, 2, 2);
	m = number((struct token){ t.s + 3, 2 }, 2, 2);
	if (t.n == 8)
		s = number((struct token){ t.s + 6, 2 }, 2, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60)
		return -1;
	return h * 3600 + m * 60 + s;
}

/* Seconds east of UTC of "+0100", 0 for anything else. */
static int
zone_of(struct token t)
{
	int v;

	if (t.n != 5 || (*t.s != '+' && *t.s != '-'))
		return 0;
	v = number((struct token){ t.s + 1, 4 }, 4, 4);
	if (v < 0)
		return 0;
	v = v / 100 * 3600 + v % 100 * 60;
	return *t.s == '-' ? -v : v;
}

bool
postmark_is(const char *line, size_t n, bool *has_date, struct instant *date)
{
	struct token t[POSTMARK_TOKENS];
	struct civil day = { 0 };
	size_t i, k;
	int zone = 0, at = -1;

	if (n < 5 || memcmp(line, "From ", 5) != 0)
		return false;
	k = split(line, n, t);
	for (i = 2; i < k && (at = time_of(t[i])) < 0; i++)
		;
	if (at < 0)
		return false;
	day.day = number(t[i - 1], 1, 2);
	day.month = month_of(t[i - 2]);
	for (i++; i < k; i++) {
		if (number(t[i], 4, 4) > 0)
			day.year = number(t[i], 4, 4);
		zone += zone_of(t[i]);
	}
	*has_date = day.month > 0 && date_is_valid(day);
	if (*has_date)
		date->sec =
		    (int64_t)date_from_civil(day).day * 86400 + at - zone;
	return true;
}

static uint64_t
chain_on(uint64_t h, const char *s, size_t n)
{
	while (n-- > 0)
		h = (h ^ (unsigned char)*s++) * 0x100000001b3U;
	return h;
}

static void
entry_end(struct indexing *x, int64_t end)
{
	if (x->index->n > 0)
		x->index->entries[x->index->n - 1].end = end;
}

static void
entry_begin(struct indexing *x, size_t n, bool has_date, struct instant date)
{
	struct postmark_list *index = x->index;

	if (index->n == x->room) {
		x->room = x->room ? x->room * 2 : 256;
		index->entries = arena_grow(x->arena, index->entries, index->n,
		    x->room, sizeof(*index->entries));
	}
	x->chain = chain_on(x->chain, x->head, n);
	index->entries[index->n++] = (struct postmark){ .start = x->at,
		.end = x->at,
		.chain = x->chain,
		.has_date = has_date,
		.date = date };
}

/* A line has ended; x->at is behind it. */
static void
take_line(struct indexing *x)
{
	size_t n = x->n_head;
	struct instant date = { 0 };
	bool has_date;

	if (n > 0 && x->head[n - 1] == '\r')
		n--;
	if (x->is_after_blank && postmark_is(x->head, n, &has_date, &date)) {
		entry_end(x, x->blank_start);
		entry_begin(x, n, has_date, date);
	}
	x->is_after_blank = n == 0;
	if (n == 0)
		x->blank_start = x->line_start;
	x->line_start = x->at;
	x->n_head = 0;
}

static void
take_chunk(struct indexing *x, const char *s, size_t n)
{
	while (n > 0) {
		const char *lf = memchr(s, '\n', n);
		size_t have = lf ? (size_t)(lf - s) : n;
		size_t keep = POSTMARK_HEAD - x->n_head;

		if (keep > have)
			keep = have;
		memcpy(x->head + x->n_head, s, keep);
		x->n_head += keep;
		x->at += (int64_t)have + (lf != NULL);
		s += have + (lf != NULL);
		n -= have + (lf != NULL);
		if (lf)
			take_line(x);
	}
}

int
postmark_index(struct arena *a, int fd, int64_t size, struct postmark_list *out,
    struct err *e)
{
	struct postmark_list index = { 0 };
	struct indexing x = { .arena = a,
		.index = &index,
		.chain = POSTMARK_CHAIN,
		.is_after_blank = true };
	char *chunk = arena_alloc(a, POSTMARK_CHUNK);

	while (x.at < size) {
		int64_t left = size - x.at;
		ssize_t n = pread(fd, chunk,
		    left < POSTMARK_CHUNK ? (size_t)left : POSTMARK_CHUNK,
		    x.at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, ERR_AGAIN, "cannot be read: %s",
			    strerror(errno));
		if (n == 0)
			break;
		take_chunk(&x, chunk, (size_t)n);
	}
	/* What the writer left without a line end belongs to the last one;
	 * a blank line at the very end does not. */
	entry_end(&x, x.is_after_blank && x.n_head == 0 ? x.blank_start : x.at);
	if (index.n == 0 && size > 0)
		return err_set(e, ERR_FIX,
		    "is no mbox: no line in it begins "
		    "with \"From \" and a date");
	*out = index;
	return 0;
}
