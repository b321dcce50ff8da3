/*
 * Charts and workbooks as bytes and back. Knows what they are made of, not how
 * they look.
 */

#include "edge/studio_wire.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "edge/pack.h"

/* Far more than anything that we draw has. */
#define LABEL_MAX   65536
#define POINTS_MAX  10000
#define SHEETS_MAX  64
#define COLUMNS_MAX 256
#define ROWS_MAX    1048575 /* of Excel, below a header */

/* ---- out ---- */

static void
put_size(struct text *out, size_t n)
{
	uint64_t wide = n;

	text_add_n(out, (const char *)&wide, sizeof(wide));
}

static void
put_chart(struct text *out, const struct chart *c)
{
	size_t i, k;

	pack_number(out, c->kind);
	pack_string(out, c->axis);
	for (k = 0; k < CHART_SERIES; k++)
		pack_string(out, c->series[k]);
	pack_number(out, (uint32_t)c->n);
	for (i = 0; i < c->n; i++) {
		pack_string(out, c->at[i].label);
		for (k = 0; k < CHART_SERIES; k++)
			put_size(out, c->at[i].value[k]);
		pack_number(out, c->at[i].is_now);
	}
}

static void
put_cell(struct text *out, const struct cell *c)
{
	pack_number(out, c->kind);
	switch (c->kind) {
	case CELL_EMPTY:
		break;
	case CELL_TEXT:
		pack_string(out, c->text);
		break;
	case CELL_COUNT:
	case CELL_DAYS:
	case CELL_SHARE:
		text_add_n(out, (const char *)&c->number, sizeof(c->number));
		break;
	case CELL_DATE:
		text_add_n(out, (const char *)&c->date, sizeof(c->date));
		break;
	case CELL_MOMENT:
		text_add_n(out, (const char *)&c->moment, sizeof(c->moment));
		break;
	}
}

static void
put_sheet(struct text *out, const struct sheet *s)
{
	size_t i;

	pack_string(out, s->name);
	pack_number(out, (uint32_t)s->n_columns);
	for (i = 0; i < s->n_columns; i++) {
		pack_string(out, s->columns[i].name);
		text_add_n(out, (const char *)&s->columns[i].width,
		    sizeof(s->columns[i].width));
	}
	pack_string(out, s->chart.title);
	pack_number(out, (uint32_t)s->chart.labels);
	pack_number(out, (uint32_t)s->chart.first);
	pack_number(out, (uint32_t)s->chart.n);
	pack_number(out, s->chart.is_stacked);
	pack_number(out, (uint32_t)s->n_rows);
	for (i = 0; i < s->n_rows * s->n_columns; i++)
		put_cell(out, &s->cells[i]);
}

static void
put_book(struct text *out, const struct book *b)
{
	size_t i;

	pack_string(out, b->title);
	text_add_n(out, (const char *)&b->made, sizeof(b->made));
	pack_number(out, (uint32_t)b->n);
	for (i = 0; i < b->n; i++)
		put_sheet(out, &b->sheets[i]);
}

void
studio_wire_put(struct text *out, const struct studio_order *order)
{
	pack_number(out, order->work);
	if (order->work == STUDIO_BOOK)
		put_book(out, &order->book);
	else
		put_chart(out, &order->chart);
}

/* ---- in ---- */

static size_t
take_size(struct unpack *in)
{
	uint64_t wide;

	unpack_bytes(in, &wide, sizeof(wide));
	return (size_t)wide;
}

static bool
take_flag(struct unpack *in)
{
	return unpack_number(in, 1) == 1;
}

/* A count of things that take a number's bytes each at least, so that what is
 * no order does not ask for memory. */
static size_t
take_count(struct unpack *in, uint32_t max)
{
	size_t n = unpack_number(in, max);

	if (n <= in->left / sizeof(uint32_t))
		return n;
	in->is_bad = true;
	return 0;
}

static struct chart
take_chart(struct unpack *in, struct arena *a)
{
	struct chart c = { .kind =
		               (enum chart_kind)unpack_number(in, CHART_ROWS) };
	struct chart_point *points;
	size_t i, k;

	c.axis = unpack_string(in, LABEL_MAX);
	for (k = 0; k < CHART_SERIES; k++)
		c.series[k] = unpack_string(in, LABEL_MAX);
	c.n = take_count(in, POINTS_MAX);
	c.at = points = arena_array(a, c.n + 1, sizeof(*points));
	for (i = 0; i < c.n; i++) {
		points[i].label = unpack_string(in, LABEL_MAX);
		for (k = 0; k < CHART_SERIES; k++)
			points[i].value[k] = take_size(in);
		points[i].is_now = take_flag(in);
	}
	return c;
}

static void
take_cell(struct unpack *in, struct cell *c)
{
	c->kind = (enum cell_kind)unpack_number(in, CELL_MOMENT);
	switch (c->kind) {
	case CELL_EMPTY:
		break;
	case CELL_TEXT:
		c->text = unpack_string(in, LABEL_MAX);
		break;
	case CELL_COUNT:
	case CELL_DAYS:
	case CELL_SHARE:
		unpack_bytes(in, &c->number, sizeof(c->number));
		break;
	case CELL_DATE:
		unpack_bytes(in, &c->date, sizeof(c->date));
		break;
	case CELL_MOMENT:
		unpack_bytes(in, &c->moment, sizeof(c->moment));
		break;
	}
}

static void
take_columns(struct unpack *in, struct arena *a, struct sheet *s)
{
	struct column *columns;
	size_t i;

	s->n_columns = take_count(in, COLUMNS_MAX);
	s->columns = columns =
	    arena_array(a, s->n_columns + 1, sizeof(*columns));
	for (i = 0; i < s->n_columns; i++) {
		columns[i].name = unpack_string(in, LABEL_MAX);
		unpack_bytes(in, &columns[i].width, sizeof(columns[i].width));
	}
}

static void
take_sheet(struct unpack *in, struct arena *a, struct sheet *s)
{
	size_t i, n;

	s->name = unpack_string(in, LABEL_MAX);
	take_columns(in, a, s);
	s->chart.title = unpack_string(in, LABEL_MAX);
	s->chart.labels = unpack_number(in, COLUMNS_MAX);
	s->chart.first = unpack_number(in, COLUMNS_MAX);
	s->chart.n = unpack_number(in, COLUMNS_MAX);
	s->chart.is_stacked = take_flag(in);
	s->n_rows = s->room = take_count(in, ROWS_MAX);
	n = s->n_rows * s->n_columns;
	if (n > in->left / sizeof(uint32_t)) {
		in->is_bad = true;
		return;
	}
	s->cells = arena_array(a, n + 1, sizeof(*s->cells));
	for (i = 0; i < n; i++)
		take_cell(in, &s->cells[i]);
}

static struct book
take_book(struct unpack *in, struct arena *a)
{
	struct book b = { .title = unpack_string(in, LABEL_MAX) };
	struct sheet *sheets;
	size_t i;

	unpack_bytes(in, &b.made, sizeof(b.made));
	b.n = take_count(in, SHEETS_MAX);
	b.sheets = sheets = arena_array(a, b.n + 1, sizeof(*sheets));
	for (i = 0; i < b.n; i++)
		take_sheet(in, a, &sheets[i]);
	return b;
}

int
studio_wire_take(struct arena *a, const char *bytes, size_t n,
    struct studio_order *out, struct err *e)
{
	struct unpack in = { bytes, n, false };
	struct studio_order order = { .work = (enum studio_work)unpack_number(
		                          &in, STUDIO_WORKS - 1) };

	if (order.work == STUDIO_BOOK)
		order.book = take_book(&in, a);
	else
		order.chart = take_chart(&in, a);
	if (in.is_bad || in.left > 0)
		return err_set(e, ERR_ITEM, "this is no order for a picture");
	*out = order;
	return 0;
}
