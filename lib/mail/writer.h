#ifndef POSTWACHT_WRITER_H
#define POSTWACHT_WRITER_H

#include <stdbool.h>

#include "base/text.h"

/* Plain text as a browser would lay it out: white space collapses, line ends
 * and blanks are due until something visible follows. */
struct writer {
	struct text out;
	int quotes;     /* "> " at the front of each line, so many times */
	int kept;       /* white space stays while over 0, as in <pre> */
	int breaks;     /* line ends that are due: 2 make an empty line */
	bool has_blank; /* a blank is due */
	bool has_tab;
	bool is_line;   /* something stands on this line */
	bool has_space; /* &nbsp; alone on a line: an empty line */
};

/* Ends the line, with at least so many line ends before what follows. */
void writer_break(struct writer *w, int least);

/* One more line end: the second in a row makes an empty line. */
void writer_break_again(struct writer *w);

/* What follows stands in the next cell of a row. */
void writer_tab(struct writer *w);

/* A word, without white space. */
void writer_word(struct writer *w, const char *s, size_t n);

/* Text with its white space. */
void writer_text(struct writer *w, const char *s, size_t n);

/* For SCOPED(writer_done). */
void writer_done(struct writer *w);

#endif
