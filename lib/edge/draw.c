/*
 * Charts by cairo, their words by pango: one drawing for PNG and SVG. Knows
 * where things go; the bars themselves stand in draw_bars.c.
 */

#include "edge/draw.h"

#include <cairo-svg.h>
#include <pango/pangocairo.h>

#include "base/err.h"
#include "edge/child.h"
#include "edge/draw_bars.h"

/* Pixels of a PNG for each px of its size. */
#define PNG_SCALE 2

#define ROW_HEIGHT   24
#define LEGEND_SPACE 34

int
draw_height(const struct chart *c)
{
	if (c->kind == CHART_ROWS)
		return (int)c->n * ROW_HEIGHT + 16;
	return DRAW_HEIGHT;
}

static void
surface_done(cairo_surface_t **s)
{
	cairo_surface_destroy(*s);
}

static void
drawing_done(cairo_t **cr)
{
	cairo_destroy(*cr);
}

static cairo_status_t
take_bytes(void *context, const unsigned char *bytes, unsigned n)
{
	const int *out = context;

	return child_write(*out, bytes, n) == 0 ? CAIRO_STATUS_SUCCESS
	                                        : CAIRO_STATUS_WRITE_ERROR;
}

static void
draw_legend(struct pen *p, const struct chart *c)
{
	double x = p->left;
	size_t i;

	for (i = 0; i < CHART_SERIES && *c->series[i]; i++) {
		const struct box swatch = { x, 8, 14, 14 };

		pen_bar(p, &swatch, i);
		x += 20;
		x += pen_words(p, c->series[i], x, 15, ALIGN_LEFT, false) + 24;
	}
}

static void
draw_all(cairo_t *cr, const struct chart *c)
{
	struct pen p;

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	pen_init(&p, cr);
	p.is_warning = c->kind == CHART_STACKED;
	p.left = 8;
	p.right = DRAW_WIDTH - 8;
	p.top = c->kind == CHART_ROWS ? 8 : LEGEND_SPACE;
	p.bottom = draw_height(c) - 8;
	if (c->kind == CHART_ROWS) {
		draw_rows(&p, c);
	} else {
		draw_legend(&p, c);
		draw_columns(&p, c);
	}
	pen_done(&p);
}

static int
make_png(const struct chart *c, int out)
{
	SCOPED(surface_done)
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
	    DRAW_WIDTH * PNG_SCALE, draw_height(c) * PNG_SCALE);
	SCOPED(drawing_done) cairo_t *cr = cairo_create(s);

	cairo_scale(cr, PNG_SCALE, PNG_SCALE);
	draw_all(cr, c);
	if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
		return -1;
	return cairo_surface_write_to_png_stream(s, take_bytes, &out) ==
	        CAIRO_STATUS_SUCCESS
	    ? 0
	    : -1;
}

static int
make_svg(const struct chart *c, int out)
{
	SCOPED(surface_done)
	cairo_surface_t *s = cairo_svg_surface_create_for_stream(
	    take_bytes, &out, DRAW_WIDTH, draw_height(c));
	SCOPED(drawing_done) cairo_t *cr = cairo_create(s);

	cairo_svg_surface_set_document_unit(s, CAIRO_SVG_UNIT_PX);
	draw_all(cr, c);
	if (cairo_status(cr) != CAIRO_STATUS_SUCCESS)
		return -1;
	cairo_surface_finish(s);
	return cairo_surface_status(s) == CAIRO_STATUS_SUCCESS ? 0 : -1;
}

int
draw_chart(const struct chart *c, enum draw_format format, int out)
{
	return format == DRAW_PNG ? make_png(c, out) : make_svg(c, out);
}
