/*
 * New mail in the moment that the server tells of it. The commands leave in
 * one piece; their answers come in the order of the commands.
 */

#include "edge/pushed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/fetch.h"
#include "edge/idle.h"
#include "edge/talk.h"

/* UIDs in one answer to SEARCH that are of interest here. */
#define PUSHED_FOUND 1000

struct found {
	uint32_t uids[PUSHED_FOUND];
	size_t n;
	bool is_more;
};

bool
pushed_is_possible(const struct account *c)
{
	const struct folder *f = c->selected;

	return c->is_idling && f && f->read_uidvalidity != 0 &&
	    f->read_uidvalidity == f->uidvalidity &&
	    f->last_uid < UINT32_MAX - PUSHED_UIDS &&
	    c->exists <= f->n_messages + PUSHED_MAX;
}

/* The tag by which libetpan knows its next command. */
static int
next_tag(struct account *c)
{
	return ++c->session->imap_tag;
}

static int
send_all(
    struct account *c, uint32_t first, int *search, int *fetch, struct err *e)
{
	SCOPED(text_done) struct text words = { 0 };

	*search = next_tag(c);
	*fetch = next_tag(c);
	text_init(&words, LINE_MAX_BYTES);
	text_addf(&words,
	    "DONE\r\n"
	    "%d UID SEARCH UID %" PRIu32 ":%" PRIu32 "\r\n"
	    "%d UID FETCH %" PRIu32 ":%" PRIu32 " ",
	    *search, first, UINT32_MAX, *fetch, first, first + PUSHED_UIDS - 1);
	fetch_add_items(&words);
	text_add(&words, "\r\n");
	return talk_send(c, "UID FETCH", words.data, e);
}

/* "* SEARCH 7 8": may come in several lines. */
static void
take_found(const char *line, uint32_t first, struct found *out)
{
	const char *at = line + strlen("* SEARCH");
	char *end;

	for (;; at = end) {
		unsigned long uid = strtoul(at, &end, 10);

		if (end == at)
			return;
		if (uid < first || uid > UINT32_MAX)
			continue;
		if (out->n == PUSHED_FOUND)
			out->is_more = true;
		else
			out->uids[out->n++] = (uint32_t)uid;
	}
}

/* 0: found; 1: the server would not; -1. */
static int
read_found(struct account *c, int tag, uint32_t first, struct found *out,
    struct err *e)
{
	char begin[16];
	const char *line;
	int n = snprintf(begin, sizeof(begin), "%d ", tag);

	while ((line = talk_whole_line(c, "UID SEARCH", e))) {
		if (strncasecmp(line, "* SEARCH", 8) == 0)
			take_found(line, first, out);
		else if (strncmp(line, begin, (size_t)n) == 0)
			return strncasecmp(line + n, "OK", 2) == 0 ? 0 : 1;
		else if (line[0] != '*')
			return talk_broken(
			    c, "UID SEARCH", "an answer nobody asked for", e);
	}
	return -1;
}

/* Those that were asked for; what lies beyond is for later. */
static size_t
within_reach(struct found *f, uint32_t first)
{
	size_t n = 0;

	fetch_sort(f->uids, &f->n);
	while (n < f->n && f->uids[n] - first < PUSHED_UIDS)
		n++;
	f->is_more |= n < f->n;
	return n;
}

int
pushed_fetch(struct account *c, struct batch *b, uint32_t *last, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct found *found = arena_alloc(a, sizeof(*found));
	struct folder *f = c->selected;
	uint32_t first = f->last_uid + 1;
	int search, fetch, refused;
	size_t n, done = 0;

	c->has_news = false;
	*last = f->last_uid;
	if (send_all(c, first, &search, &fetch, e) != 0 ||
	    idle_ended(c, search - 1, e) != 0)
		return -1;
	refused = read_found(c, search, first, found, e);
	if (refused < 0)
		return -1;
	n = within_reach(found, first);
	if (fetch_answered(c, fetch, found->uids, n, b, &done, e) != 0)
		return -1;
	if (done > 0)
		*last = found->uids[done - 1];
	c->has_news |= refused || found->is_more || done < n;
	return 0;
}
