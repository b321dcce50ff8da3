#ifndef POSTWACHT_DRAW_BARS_H
#define POSTWACHT_DRAW_BARS_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

#include <pango/pangocairo.h>

#include "report/chart.h"

/* Inside edge/draw only: the pen, and the two shapes of a chart. */

struct box {
	double x, y, width, height;
};

enum align {
	ALIGN_LEFT,
	ALIGN_CENTRE,
	ALIGN_RIGHT,
};

struct pen {
	cairo_t *cr;
	PangoLayout *layout;
	PangoFontDescription *plain, *bold;
	bool is_warning; /* the second series is what should not be */
	double left, right, top, bottom; /* what is left of the page */
};

void pen_init(struct pen *p, cairo_t *cr);
void pen_done(struct pen *p);

/* Words on one line, their middle at y; returns their width. */
double pen_words(struct pen *p, const char *words, double x, double y,
    enum align align, bool is_bold);

/* A bar in the colour and pattern of a series. */
void pen_bar(struct pen *p, const struct box *box, size_t series);

/* Standing bars over an axis of labels. */
void draw_columns(struct pen *p, const struct chart *c);

/* Lying bars behind their names. */
void draw_rows(struct pen *p, const struct chart *c);

#endif
