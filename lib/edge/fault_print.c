/*
 * Shows where a fault of the rules stands: looks up the line in its file, and
 * in the line what the fault is about. Knows files and columns; the sentences
 * are fault_tell.c's.
 */

#include "edge/fault_print.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/rulefile.h"

/* A rule reaches over no more lines than this: what was found is looked for
 * there. */
#define RULE_LINES 400

/* Characters of a line that are shown, and before the caret in a longer one. */
#define SHOWN_LINE   150
#define SHOWN_BEFORE 60

/* Bytes of what was found, as it stands in the file. */
#define WRITTEN_MAX 2000

struct source {
	const char *file;
	const char *text; /* NULL: it cannot be read */
};

/* A place in a text: the line and where it begins, and the caret. */
struct spot {
	int line;
	const char *begin;
	size_t n;            /* bytes of the line */
	size_t caret, under; /* bytes before the caret, and that it marks */
};

static int
compare_faults(const void *left, const void *right)
{
	const struct fault *a = left, *b = right;
	int by_file = strcmp(a->file, b->file);

	if (by_file != 0)
		return by_file;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return strcmp(a->found, b->found);
}

static const char *
line_begin(const char *text, int line)
{
	int i;

	for (i = 1; i < line; i++) {
		const char *end = strchr(text, '\n');

		if (!end)
			break;
		text = end + 1;
	}
	return text;
}

/* As libconfig reads it, with the quotes around. */
static void
write_quoted(const char *s, struct text *out)
{
	text_add_char(out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			text_add_char(out, '\\');
		if (*s == '\n')
			text_add(out, "\\n");
		else if (*s == '\t')
			text_add(out, "\\t");
		else
			text_add_char(out, *s);
	}
	text_add_char(out, '"');
}

static const char *
lines_end(const char *from)
{
	int i;

	for (i = 0; i < RULE_LINES && *from; i++) {
		from += strcspn(from, "\n");
		from += *from == '\n';
	}
	return from;
}

/* A bare word must not be the middle of another one. */
static bool
is_word_at(const char *text, const char *at, size_t n)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

	return (at == text || !strchr(letters, at[-1])) &&
	    (!at[n] || !strchr(letters, at[n]));
}

static const char *
find_written(const char *from, const char *text, const char *what, bool is_bare)
{
	const char *end = lines_end(from), *at = from;
	size_t n = strlen(what);

	while ((at = strstr(at, what)) && at < end) {
		if (!is_bare || is_word_at(text, at, n))
			return at;
		at += n;
	}
	return NULL;
}

/* Where in the text the fault is about: a value in quotes, else a name. */
static const char *
find_found(const char *text, const struct fault *f, size_t *n)
{
	const char *from = line_begin(text, f->line), *at;
	SCOPED(text_done) struct text written = { 0 };

	if (!*f->found && f->kind != FAULT_WORD_EMPTY)
		return NULL;
	text_init(&written, WRITTEN_MAX);
	write_quoted(f->found, &written);
	at = find_written(from, text, written.data, false);
	*n = written.len;
	if (at || !*f->found)
		return at;
	*n = strlen(f->found);
	return find_written(from, text, f->found, true);
}

static struct spot
spot_of(const char *text, const struct fault *f)
{
	struct spot s = { .line = f->line, .begin = line_begin(text, f->line) };
	size_t n = 0;
	const char *at = find_found(text, f, &n);

	if (at) {
		const char *next;

		while ((next = strchr(s.begin, '\n')) && next < at) {
			s.begin = next + 1;
			s.line++;
		}
		s.caret = (size_t)(at - s.begin);
		s.under = n;
	}
	/* A carriage return within the line belongs to it. */
	s.n = strcspn(s.begin, "\n");
	if (s.n > 0 && s.begin[s.n - 1] == '\r')
		s.n--;
	if (!at) {
		s.caret = strspn(s.begin, " \t");
		s.under = s.n > s.caret ? s.n - s.caret : 1;
	}
	if (s.caret + s.under > s.n)
		s.under = s.n > s.caret ? s.n - s.caret : 1;
	return s;
}

/* A piece of a line: tabs show as one blank, what is no UTF-8 as marks. */
static void
add_plain(struct text *out, const char *s, size_t n, bool is_utf8)
{
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		text_add_char(out,
		    c < 0x20                  ? ' '
		        : c < 0x80 || is_utf8 ? s[i]
		                              : '?');
	}
}

/* As many as add_plain adds. */
static size_t
characters(const char *s, size_t n, bool is_utf8)
{
	size_t i, count = 0;

	for (i = 0; i < n; i++)
		count += !is_utf8 || ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

/* The line, or the part around the caret, and the caret below. */
static void
show(const struct spot *s, struct text *out)
{
	bool is_utf8 = !u8_check((const uint8_t *)s->begin, s->n);
	size_t skip = 0, n = s->n, i, width;

	if (n > SHOWN_LINE && s->caret > SHOWN_BEFORE)
		skip = s->caret - SHOWN_BEFORE;
	while (is_utf8 && skip > 0 &&
	    ((unsigned char)s->begin[skip] & 0xC0) == 0x80)
		skip--;
	n -= skip;
	if (n > SHOWN_LINE)
		n = is_utf8 ? text_utf8_prefix(s->begin + skip, SHOWN_LINE)
		            : SHOWN_LINE;
	text_addf(out, "%5d | ", s->line);
	add_plain(out, s->begin + skip, n, is_utf8);
	text_add(out, "\n      | ");
	width = characters(s->begin + skip, s->caret - skip, is_utf8);
	for (i = 0; i < width; i++)
		text_add_char(out, ' ');
	width =
	    s->caret - skip + s->under > n ? n - (s->caret - skip) : s->under;
	width = characters(s->begin + s->caret, width, is_utf8);
	for (i = 0; i < width || i == 0; i++)
		text_add_char(out, '^');
	text_add_char(out, '\n');
}

static const char *
source_text(struct arena *a, struct source *source, const char *file)
{
	size_t n = 0;

	if (source->file && strcmp(source->file, file) == 0)
		return source->text;
	source->file = file;
	source->text = NULL;
	if (file_read(a, file, RULES_FILE_MAX, &source->text, &n, NULL) != 0)
		source->text = NULL;
	return source->text;
}

static void
print_one(struct arena *a, struct source *source, const struct fault *f,
    enum language language, struct text *out)
{
	const char *text = f->line > 0 ? source_text(a, source, f->file) : NULL;
	struct spot s = { .line = f->line };

	if (text)
		s = spot_of(text, f);
	if (f->line > 0)
		text_addf(out, "%s:%d: ", f->file, s.line);
	else if (*f->file)
		text_addf(out, "%s: ", f->file);
	fault_tell(f, language, out);
	text_add_char(out, '\n');
	if (text)
		show(&s, out);
}

void
faults_print(struct faults *f, enum language language, struct text *out)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct source source = { 0 };
	size_t i;

	if (f->n > 1)
		qsort(f->at, f->n, sizeof(*f->at), compare_faults);
	for (i = 0; i < f->n; i++)
		print_one(a, &source, &f->at[i], language, out);
}
