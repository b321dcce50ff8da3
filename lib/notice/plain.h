#ifndef POSTWACHT_PLAIN_H
#define POSTWACHT_PLAIN_H

#include <stddef.h>

struct arena;

/*
 * One line of a stranger's text, fit to stand in a notice: valid UTF-8,
 * control characters and line ends turned into blanks, runs of blanks into
 * one, and no character that turns the direction of the text after it or
 * that XML cannot hold. Longer text is cut and ends in an ellipsis.
 *
 * in       s     NULL is ""
 *          most  characters that are kept
 * example  "Re:\r\n  Vraag" -> "Re: Vraag"
 */
const char *plain_line(struct arena *a, const char *s, size_t most);

/*
 * Wraps each line at width columns, on blanks. A line goes on below its own
 * first word: its indent, and two more behind "- ", are repeated. A word that
 * is longer than the width stays whole. Runs of more than one empty line
 * become one.
 */
const char *plain_wrap(struct arena *a, const char *s, size_t width);

#endif
