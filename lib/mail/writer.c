/*
 * Lays out text: knows lines, blanks, cells and quote marks, and nothing of
 * the markup that asked for them.
 */

#include "mail/writer.h"

#include <string.h>

/* Deeper quotations look like this one. */
#define QUOTE_DEPTH_MAX 8

void
writer_break(struct writer *w, int least)
{
	if (w->has_space && !w->is_line)
		least = 2;
	if (w->breaks < least)
		w->breaks = least;
	w->is_line = w->has_blank = w->has_tab = w->has_space = false;
}

void
writer_break_again(struct writer *w)
{
	int due = w->breaks;

	writer_break(w, 1);
	if (due > 0)
		w->breaks = 2;
}

void
writer_tab(struct writer *w)
{
	w->has_tab = w->is_line;
}

/* What is due before the next visible character. */
static void
settle(struct writer *w)
{
	int i;

	if (w->breaks > 0 || w->out.len == 0) {
		if (w->out.len > 0)
			text_add(&w->out, w->breaks > 1 ? "\n\n" : "\n");
		for (i = 0; i < w->quotes && i < QUOTE_DEPTH_MAX; i++)
			text_add(&w->out, "> ");
	} else if (w->has_tab)
		text_add_char(&w->out, '\t');
	else if (w->has_blank)
		text_add_char(&w->out, ' ');
	w->breaks = 0;
	w->has_blank = w->has_tab = w->has_space = false;
	w->is_line = true;
}

void
writer_word(struct writer *w, const char *s, size_t n)
{
	settle(w);
	text_add_n(&w->out, s, n);
}

static bool
is_no_break(const char *s, size_t n)
{
	return n >= 2 && memcmp(s, "\xC2\xA0", 2) == 0; /* U+00A0 */
}

/* One character of white space at s; returns its bytes. */
static size_t
take_space(struct writer *w, const char *s, size_t n)
{
	if (is_no_break(s, n)) {
		w->has_space = true;
		w->has_blank = w->is_line;
		return 2;
	}
	if (w->kept > 0 && *s == '\n')
		writer_break_again(w);
	else if (w->is_line)
		w->has_blank = true;
	return 1;
}

void
writer_text(struct writer *w, const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		size_t start = i;

		while (i < n && !strchr(" \t\r\n", s[i]) &&
		    !is_no_break(s + i, n - i))
			i++;
		if (i > start)
			writer_word(w, s + start, i - start);
		else
			i += take_space(w, s + i, n - i);
	}
}

void
writer_done(struct writer *w)
{
	text_done(&w->out);
}
