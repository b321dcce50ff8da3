/*
 * The text of a mail as lines, each with its quote marks counted and its text
 * folded, and back to text. Knows nothing of what a line means.
 */

#include "mail/lines.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/text.h"

/* Nothing in a mail is joined beyond this many bytes. */
#define JOIN_MAX (1024 * 1024)

/* Counts "> > " and ">>" and finds what stands behind. A '|' is no mark:
 * signatures have it. */
static void
measure(struct line *line)
{
	const char *s = line->s, *end = line->s + line->n;

	for (;;) {
		while (s < end && (*s == ' ' || *s == '\t'))
			s++;
		if (s == end || *s != '>')
			break;
		line->depth++;
		s++;
	}
	while (end > s && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	line->body = s;
	line->body_n = (size_t)(end - s);
}

struct lines
lines_split(struct arena *a, const char *text)
{
	struct lines l = { 0 };
	const char *s;
	size_t i, n = 1;

	for (s = text; (s = strchr(s, '\n')) != NULL; s++)
		n++;
	l.at = arena_array(a, n, sizeof(*l.at));
	for (s = text; l.n < n; l.n++) {
		struct line *line = &l.at[l.n];

		line->s = s;
		line->n = strcspn(s, "\n");
		measure(line);
		s += line->n + 1;
	}
	for (i = 0; i < l.n; i++)
		l.at[i].text = fold(a, l.at[i].body, l.at[i].body_n, NULL);
	return l;
}

size_t
lines_skip_blank(const struct lines *l, size_t i)
{
	while (i < l->n && !*l->at[i].text)
		i++;
	return i;
}

const char *
lines_join(struct arena *a, const struct lines *l, enum role role, size_t max)
{
	SCOPED(text_done) struct text out = { 0 };
	bool is_gap = false;
	size_t i;

	text_init(&out, max);
	for (i = 0; i < l->n; i++) {
		const struct line *line = &l->at[i];

		if (line->role != role || !*line->text) {
			is_gap = true;
			continue;
		}
		if (out.len > 0)
			text_add(&out, is_gap ? "\n\n" : "\n");
		text_add_n(&out, line->s, line->n);
		is_gap = false;
	}
	return arena_copy_n(a, out.data, out.len);
}

/* Where the line begins once `depth` marks are taken off. */
static const char *
behind_marks(const struct line *line, int depth)
{
	const char *s = line->s;
	bool is_marked = depth > 0;

	for (; depth > 0; depth--) {
		const char *mark =
		    memchr(s, '>', line->n - (size_t)(s - line->s));

		if (!mark || mark > line->body)
			break;
		s = mark + 1;
	}
	/* RFC 3676, 4.5: one blank behind the marks belongs to them. */
	return is_marked && s < line->body && *s == ' ' ? s + 1 : s;
}

const char *
lines_unquoted(
    struct arena *a, const struct lines *l, size_t first, size_t end, int depth)
{
	SCOPED(text_done) struct text out = { 0 };
	size_t i;

	text_init(&out, JOIN_MAX);
	for (i = first; i < end && i < l->n; i++) {
		const struct line *line = &l->at[i];
		const char *s = behind_marks(line, depth);

		text_add_n(&out, s, line->n - (size_t)(s - line->s));
		text_add_char(&out, '\n');
	}
	return arena_copy_n(a, out.data, out.len);
}

const char *
lines_folded(struct arena *a, const struct lines *l, size_t first, size_t end)
{
	SCOPED(text_done) struct text out = { 0 };
	size_t i;

	text_init(&out, JOIN_MAX);
	for (i = first; i < end && i < l->n; i++) {
		if (out.len > 0)
			text_add_char(&out, ' ');
		text_add(&out, l->at[i].text);
	}
	return arena_copy_n(a, out.data, out.len);
}
