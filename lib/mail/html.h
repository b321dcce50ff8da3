#ifndef POSTWACHT_HTML_H
#define POSTWACHT_HTML_H

#include <stddef.h>

struct arena;

/*
 * HTML as plain text: blocks become lines, quotations (blockquote, Outlook's
 * reply border, gmail_quote) keep a "> " before each line so that quote.h can
 * tell them, table cells are separated by a tab, style, script and hidden
 * text are left out. Depth and size are limited; never fails.
 *
 * in       s, n  UTF-8
 */
const char *html_to_text(struct arena *a, const char *s, size_t n);

#endif
