/*
 * The parts of a chart: words, bars, axes. A series is told apart by its
 * pattern and its edge as well as by its colour: the first is full, the second
 * white with slanting lines, so that a copier and the colour-blind see both.
 */

#include "edge/draw_bars.h"

#include <stdio.h>

/* What a pen looks like. */
#define FONT       "DejaVu Sans, Liberation Sans, Noto Sans, sans-serif"
#define FONT_PX    12
#define AXIS_SPACE 24 /* below, for labels and name of the axis */
#define TICK_SPACE 34 /* left, for numbers */
#define VALUE_ROOM 16 /* above the highest bar, for its number */
#define TICKS_MOST 5
#define HATCH_PX   6

static const double ink[] = { 0.11, 0.15, 0.2 };
static const double soft[] = { 0.33, 0.38, 0.43 };
static const double line[] = { 0.84, 0.86, 0.89 };
static const double blue[] = { 0.04, 0.31, 0.49 };
static const double red[] = { 0.64, 0.13, 0.11 };
static const double ochre[] = { 0.6, 0.38, 0.02 };

static void
use(struct pen *p, const double *rgb)
{
	cairo_set_source_rgb(p->cr, rgb[0], rgb[1], rgb[2]);
}

static PangoFontDescription *
font(PangoWeight weight)
{
	PangoFontDescription *f = pango_font_description_from_string(FONT);

	pango_font_description_set_absolute_size(f, FONT_PX * PANGO_SCALE);
	pango_font_description_set_weight(f, weight);
	return f;
}

void
pen_init(struct pen *p, cairo_t *cr)
{
	*p = (struct pen){
		.cr = cr,
		.layout = pango_cairo_create_layout(cr),
		.plain = font(PANGO_WEIGHT_NORMAL),
		.bold = font(PANGO_WEIGHT_BOLD),
	};
}

void
pen_done(struct pen *p)
{
	pango_font_description_free(p->plain);
	pango_font_description_free(p->bold);
	g_object_unref(p->layout);
}

static double
set_words(struct pen *p, const char *words, bool is_bold, double *height)
{
	int w = 0, h = 0;

	pango_layout_set_font_description(
	    p->layout, is_bold ? p->bold : p->plain);
	pango_layout_set_text(p->layout, words, -1);
	pango_layout_get_pixel_size(p->layout, &w, &h);
	*height = h;
	return w;
}

double
pen_words(struct pen *p, const char *words, double x, double y,
    enum align align, bool is_bold)
{
	double height, width = set_words(p, words, is_bold, &height);

	use(p, ink);
	if (align == ALIGN_CENTRE)
		x -= width / 2;
	else if (align == ALIGN_RIGHT)
		x -= width;
	cairo_move_to(p->cr, x, y - height / 2);
	pango_cairo_show_layout(p->cr, p->layout);
	return width;
}

static double
pen_number(
    struct pen *p, size_t n, double x, double y, enum align align, bool is_bold)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%zu", n);
	return pen_words(p, text, x, y, align, is_bold);
}

static void
hatch(struct pen *p, const struct box *b)
{
	double at;

	cairo_save(p->cr);
	cairo_rectangle(p->cr, b->x, b->y, b->width, b->height);
	cairo_clip(p->cr);
	cairo_set_line_width(p->cr, 2.2);
	for (at = -b->height; at < b->width; at += HATCH_PX) {
		cairo_move_to(p->cr, b->x + at, b->y + b->height);
		cairo_line_to(p->cr, b->x + at + b->height, b->y);
	}
	cairo_stroke(p->cr);
	cairo_restore(p->cr);
}

void
pen_bar(struct pen *p, const struct box *b, size_t series)
{
	use(p, series == 0 ? blue : p->is_warning ? red : ochre);
	if (series == 0) {
		cairo_rectangle(p->cr, b->x, b->y, b->width, b->height);
		cairo_fill(p->cr);
		return;
	}
	hatch(p, b);
	cairo_set_line_width(p->cr, 1.5);
	cairo_rectangle(p->cr, b->x + 0.75, b->y + 0.75, b->width - 1.5,
	    b->height > 1.5 ? b->height - 1.5 : 0.1);
	cairo_stroke(p->cr);
}

static size_t
highest(const struct chart *c)
{
	size_t i, most = 1;

	for (i = 0; i < c->n; i++) {
		size_t a = c->at[i].value[0], b = c->at[i].value[1];
		size_t n = c->kind == CHART_STACKED ? a + b : a > b ? a : b;

		if (n > most)
			most = n;
	}
	return most;
}

/* The step between two lines: 1, 2 or 5 times a power of ten. */
static size_t
step_of(size_t most)
{
	size_t unit = 1;

	for (;; unit *= 10) {
		if (most <= unit * TICKS_MOST)
			return unit;
		if (most <= unit * 2 * TICKS_MOST)
			return unit * 2;
		if (most <= unit * 5 * TICKS_MOST)
			return unit * 5;
	}
}

static void
draw_ticks(struct pen *p, size_t most, double height)
{
	size_t at, step = step_of(most);

	for (at = 0; at <= most; at += step) {
		double y = p->bottom - height * (double)at / (double)most;

		use(p, line);
		cairo_set_line_width(p->cr, 1);
		cairo_move_to(p->cr, p->left, y);
		cairo_line_to(p->cr, p->right, y);
		cairo_stroke(p->cr);
		(void)pen_number(p, at, p->left - 6, y, ALIGN_RIGHT, false);
	}
}

static void
draw_stack(
    struct pen *p, const struct chart_point *at, struct box box, double unit)
{
	size_t i;
	double y = p->bottom;

	for (i = 0; i < CHART_SERIES; i++) {
		if (at->value[i] == 0)
			continue;
		box.height = unit * (double)at->value[i];
		y -= box.height;
		box.y = y;
		pen_bar(p, &box, i);
	}
	/* "11+2": what is in the bar, by its parts. */
	if (at->value[0] + at->value[1] > 0) {
		char text[48];

		if (at->value[1] > 0)
			(void)snprintf(text, sizeof(text), "%zu+%zu",
			    at->value[0], at->value[1]);
		else
			(void)snprintf(text, sizeof(text), "%zu", at->value[0]);
		(void)pen_words(p, text, box.x + box.width / 2, y - 8,
		    ALIGN_CENTRE, at->is_now);
	}
}

static void
draw_pair(
    struct pen *p, const struct chart_point *at, struct box box, double unit)
{
	size_t i;

	box.width = box.width / 2 - 1;
	for (i = 0; i < CHART_SERIES; i++, box.x += box.width + 2) {
		box.height = unit * (double)at->value[i];
		box.y = p->bottom - box.height;
		if (at->value[i] > 0)
			pen_bar(p, &box, i);
		(void)pen_number(p, at->value[i], box.x + box.width / 2,
		    box.y - 8, ALIGN_CENTRE, at->is_now);
	}
}

/* Below the numbers; a long one begins at the edge. */
static void
draw_axis_name(struct pen *p, const char *name, double y)
{
	double height, x = p->left - 6 - set_words(p, name, false, &height);

	(void)pen_words(p, name, x > 2 ? x : 2, y, ALIGN_LEFT, false);
}

void
draw_columns(struct pen *p, const struct chart *c)
{
	size_t i, most = highest(c);
	double width, height, y;

	p->left += TICK_SPACE;
	p->bottom -= AXIS_SPACE;
	height = p->bottom - p->top - VALUE_ROOM;
	width = (p->right - p->left) / (double)(c->n ? c->n : 1);
	y = p->bottom + 13;
	draw_ticks(p, most, height);
	draw_axis_name(p, c->axis, y);
	for (i = 0; i < c->n; i++) {
		double bar = width * 0.62 > 64 ? 64 : width * 0.62;
		double x = p->left + width * ((double)i + 0.5);
		struct box box = { x - bar / 2, 0, bar, 0 };

		if (c->kind == CHART_STACKED)
			draw_stack(p, &c->at[i], box, height / (double)most);
		else
			draw_pair(p, &c->at[i], box, height / (double)most);
		(void)pen_words(
		    p, c->at[i].label, x, y, ALIGN_CENTRE, c->at[i].is_now);
	}
	use(p, soft);
	cairo_set_line_width(p->cr, 1);
	cairo_move_to(p->cr, p->left, p->bottom + 0.5);
	cairo_line_to(p->cr, p->right, p->bottom + 0.5);
	cairo_stroke(p->cr);
}

void
draw_rows(struct pen *p, const struct chart *c)
{
	double names = 0, height, step, unit;
	size_t i;

	for (i = 0; i < c->n; i++) {
		double w = set_words(p, c->at[i].label, false, &height);

		names = w > names ? w : names;
	}
	if (names > (p->right - p->left) * 0.6)
		names = (p->right - p->left) * 0.6;
	step = (p->bottom - p->top) / (double)(c->n ? c->n : 1);
	unit = (p->right - p->left - names - 52) / (double)highest(c);
	for (i = 0; i < c->n; i++) {
		double y = p->top + step * ((double)i + 0.5);
		struct box box = { p->left + names + 10, y - step * 0.31,
			unit * (double)c->at[i].value[0], step * 0.62 };

		(void)pen_words(p, c->at[i].label, p->left + names, y,
		    ALIGN_RIGHT, c->at[i].is_now);
		pen_bar(p, &box, 0);
		(void)pen_number(p, c->at[i].value[0], box.x + box.width + 6, y,
		    ALIGN_LEFT, false);
	}
}
