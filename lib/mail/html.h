#ifndef POSTWACHT_HTML_H
#define POSTWACHT_HTML_H

#include <stddef.h>

struct arena;

/* Prepares the library behind html_to_text; once, at start. */
void html_init(void);

/*
 * HTML as plain text: blocks become lines, a quotation (blockquote, unless it
 * only indents) has "> " before each line so that quote.h can tell it, table
 * cells are separated by a tab; style, script and hidden text are left out.
 * Depth and size are limited; what lies beyond is read without its markup.
 * Never fails.
 *
 * in       s, n  UTF-8
 */
const char *html_to_text(struct arena *a, const char *s, size_t n);

#endif
