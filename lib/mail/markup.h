#ifndef POSTWACHT_MARKUP_H
#define POSTWACHT_MARKUP_H

#include <stddef.h>

struct arena;

/* The deepest that elements may nest in what markup_fit returns. */
#define MARKUP_DEPTH_MAX 256
#define MARKUP_LOOSE_MAX 2048 /* <p>, <li>, <td>: often not closed */

/*
 * HTML made fit for a parser whose time grows with depth and with the number
 * of attributes: without comments, style and script, over-long tags without
 * their attributes, tags beyond a depth as line breaks. Takes time linear in
 * n.
 */
const char *markup_fit(struct arena *a, const char *s, size_t n, size_t *out_n);

#endif
