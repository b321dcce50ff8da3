#ifndef POSTWACHT_DRAW_H
#define POSTWACHT_DRAW_H

#include "base/err.h"
#include "report/chart.h"

struct arena;

enum draw_format {
	DRAW_PNG, /* twice as many pixels as the size, for sharp screens */
	DRAW_SVG,
};

/* The size at which a chart is shown, in px; the height of CHART_ROWS follows
 * its rows. */
#define DRAW_WIDTH  576
#define DRAW_HEIGHT 260

int draw_height(const struct chart *c);

/*
 * A chart as a picture, drawn in a child process. White ground, dark words:
 * the same on paper, on a light and on a dark page.
 *
 * out      *bytes, *n  in the arena
 * returns  0; -1 as child_make
 */
int draw_chart(struct arena *a, const struct chart *c, enum draw_format format,
    const char **bytes, size_t *n, struct err *e) MUST_CHECK;

/* The same as a URI: "data:image/svg+xml;base64,...". */
int draw_uri(struct arena *a, const struct chart *c, enum draw_format format,
    const char **uri, struct err *e) MUST_CHECK;

#endif
