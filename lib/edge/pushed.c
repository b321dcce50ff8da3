/*
 * New mail in the moment that the server tells of it, without the detour of
 * an ordinary scan.
 */

#include "edge/pushed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "edge/fetch.h"
#include "edge/idle.h"
#include "edge/talk.h"

/* What the answer to SEARCH lists, in any order. */
struct found {
	uint32_t first; /* lower ones are of no interest */
	uint32_t uids[PUSHED_MAX];
	size_t n;
	bool is_more; /* than fits */
};

bool
pushed_is_possible(const struct account *c)
{
	const struct folder *f = c->selected;

	return c->is_idling && f && f->read_uidvalidity != 0 &&
	    f->read_uidvalidity == f->uidvalidity && f->last_uid < UINT32_MAX &&
	    c->exists <= f->n_messages + PUSHED_MAX;
}

/* Only one command behind the end of IDLE: servers may do several at once,
 * and answer as they are done. The tag is libetpan's next. */
static int
ask(struct account *c, uint32_t first, struct err *e)
{
	char words[96];

	(void)snprintf(words, sizeof(words),
	    "DONE\r\n%d UID SEARCH UID %" PRIu32 ":%" PRIu32 "\r\n",
	    c->session->imap_tag + 1, first, UINT32_MAX);
	return talk_send(c, "UID SEARCH", words, e);
}

/* "* SEARCH 7 8": may come in several lines. */
static void
take_found(const char *line, struct found *out)
{
	const char *at = line + strlen("* SEARCH");
	char *end;

	for (;; at = end) {
		unsigned long uid = strtoul(at, &end, 10);

		if (end == at)
			return;
		if (uid < out->first || uid > UINT32_MAX)
			continue;
		if (out->n == PUSHED_MAX)
			out->is_more = true;
		else
			out->uids[out->n++] = (uint32_t)uid;
	}
}

static int
read_found(struct account *c, struct found *out, struct err *e)
{
	char begin[16];
	const char *line;
	int n = snprintf(begin, sizeof(begin), "%d ", ++c->session->imap_tag);

	while ((line = talk_whole_line(c, "UID SEARCH", e))) {
		if (strncasecmp(line, "* SEARCH", 8) == 0)
			take_found(line, out);
		else if (strncmp(line, begin, (size_t)n) == 0) {
			/* Refused: an ordinary scan will see. */
			out->is_more |= strncasecmp(line + n, "OK", 2) != 0;
			return 0;
		} else if (line[0] != '*')
			return talk_broken(
			    c, "UID SEARCH", "an answer nobody asked for", e);
	}
	return -1;
}

/* All that was found; what did not all fit is for an ordinary scan. */
static int
fetch_found(struct account *c, struct found *found, struct batch *b,
    uint32_t *last, struct err *e)
{
	size_t done;

	if (found->is_more || found->n == 0)
		return 0;
	fetch_sort(found->uids, &found->n);
	*last = found->uids[found->n - 1];
	if (fetch_batch(c, found->uids, found->n, b, &done, e) != 0)
		return -1;
	*last = found->uids[done - 1];
	found->is_more = done < found->n;
	return 0;
}

int
pushed_fetch(struct account *c, struct batch *b, uint32_t *last, struct err *e)
{
	struct found found = { .first = *last + 1 };

	c->has_news = false;
	if (ask(c, found.first, e) != 0 ||
	    idle_ended(c, c->session->imap_tag, e) != 0 ||
	    read_found(c, &found, e) != 0 ||
	    fetch_found(c, &found, b, last, e) != 0)
		return -1;
	c->has_news |= found.is_more;
	return 0;
}
