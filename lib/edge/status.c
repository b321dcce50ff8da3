/*
 * One STATUS for each folder, pipelined on lines of our own: a poll costs one
 * round trip whatever the number of folders. What an answer says counts for
 * the folder whose tag comes next; a server that mixes them up only causes
 * folders to be looked into for nothing.
 */

#include "edge/status.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/reply.h"
#include "edge/talk.h"

/* Commands under way at most: their answers then fit into what servers and
 * networks buffer, so that neither side waits for the other to read. */
#define STATUS_BURST 50

/* What one folder's answer said. */
struct said {
	unsigned n; /* lines with an answer */
	uint32_t uid_next, uidvalidity;
	uint64_t modseq;
};

/* The number behind a name in "(UIDNEXT 5 UIDVALIDITY 7)", or 0. */
static uint64_t
number_of(const char *list, const char *name)
{
	const char *at = strcasestr(list, name);
	uint64_t out = 0;

	if (!at)
		return 0;
	for (at += strlen(name); *at == ' '; at++)
		continue;
	for (; *at >= '0' && *at <= '9' && out < UINT64_MAX / 10 - 1; at++)
		out = out * 10 + (uint64_t)(*at - '0');
	return out;
}

/* The folder's name stands before the list and may hold anything. */
static void
take_answer(const char *line, struct said *out)
{
	const char *list = strrchr(line, '(');

	if (!list)
		return;
	out->n++;
	out->uid_next = (uint32_t)number_of(list, "UIDNEXT ");
	out->uidvalidity = (uint32_t)number_of(list, "UIDVALIDITY ");
	out->modseq = number_of(list, "HIGHESTMODSEQ ");
}

/* Up to the answer with that tag: 1 when it is OK, 0 when not, -1. */
static int
read_answer(struct account *c, const char *tag, struct said *out, struct err *e)
{
	size_t n = strlen(tag);
	bool is_name = false; /* the line before ended in a literal */
	const char *line;

	*out = (struct said){ 0 };
	while ((line = talk_line(c, "STATUS", e))) {
		size_t end = strcspn(line, "\r\n");

		if (is_name || strncasecmp(line, "* STATUS ", 9) == 0) {
			is_name = end > 0 && line[end - 1] == '}';
			if (!is_name)
				take_answer(line, out);
		} else if (strncmp(line, tag, n) == 0 && line[n] == ' ') {
			c->source.retry_after = reply_backoff(line);
			return strncasecmp(line + n, " OK", 3) == 0;
		} else if (line[0] != '*') {
			return talk_broken(
			    c, "STATUS", "an answer nobody asked for", e);
		}
	}
	return -1;
}

static bool
is_asked(const struct account *c, const struct folder *f)
{
	return f != c->selected && f->read_uidvalidity != 0 &&
	    line_ticks() >= f->passed_until;
}

/* The name in quotes, with what has a meaning there escaped. */
static void
add_command(const struct account *c, const struct folder *f, struct text *out)
{
	const char *s;

	text_addf(out, "p%zu STATUS \"", (size_t)(f - c->folders));
	for (s = f->raw; *s; s++) {
		if (*s == '"' || *s == '\\')
			text_add(out, "\\");
		text_add_n(out, s, 1);
	}
	text_addf(out, "\" (UIDNEXT UIDVALIDITY%s)\r\n",
	    f->wants_modseq && c->can.has_condstore ? " HIGHESTMODSEQ" : "");
}

static void
weigh(struct folder *f, int is_ok, const struct said *said)
{
	bool is_clear = is_ok && said->n == 1;

	f->is_stale = !is_clear || said->uid_next != f->read_uid_next ||
	    said->uidvalidity != f->read_uidvalidity;
	if (is_clear && said->modseq > 0)
		f->modseq = said->modseq;
}

static int
ask_some(struct account *c, struct folder *const *some, size_t n, struct err *e)
{
	SCOPED(text_done) struct text words = { 0 };
	size_t i;

	text_init(&words, n * 2 * LINE_MAX_BYTES);
	for (i = 0; i < n; i++)
		add_command(c, some[i], &words);
	if (talk_send(c, "STATUS", words.data, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		char tag[24];
		struct said said;
		int r;

		(void)snprintf(
		    tag, sizeof(tag), "p%zu", (size_t)(some[i] - c->folders));
		r = read_answer(c, tag, &said, e);
		if (r < 0)
			return -1;
		weigh(some[i], r, &said);
	}
	return 0;
}

int
status_ask(struct account *c, struct err *e)
{
	struct folder *some[STATUS_BURST];
	size_t i, n = 0;

	for (i = 0; i < c->n_folders; i++) {
		if (is_asked(c, &c->folders[i]))
			some[n++] = &c->folders[i];
		if (n == STATUS_BURST || (n > 0 && i + 1 == c->n_folders)) {
			if (ask_some(c, some, n, e) != 0)
				return -1;
			n = 0;
		}
	}
	/* Asked to stay away: what it refused must not be tried at once. */
	if (c->source.retry_after > 0)
		return err_set(
		    e, ERR_AGAIN, "STATUS: the server asks to be left alone");
	return 0;
}
