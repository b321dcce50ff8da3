#ifndef POSTWACHT_DRAW_H
#define POSTWACHT_DRAW_H

#include "base/err.h"
#include "report/chart.h"

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
 * Draws a chart as a picture and writes it to a file descriptor. White ground,
 * dark words: the same on paper, on a light and on a dark page. For the
 * studio's process alone (edge/studio_serve): the libraries keep what they
 * loaded. 0 or -1.
 */
int draw_chart(
    const struct chart *c, enum draw_format format, int out) MUST_CHECK;

#endif
