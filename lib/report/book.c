/*
 * Tables as a workbook holds them, and the same as CSV. What stands in them
 * is filled elsewhere; the bytes of a workbook are made by edge/sheet.
 */

#include "report/book.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* U+FEFF in UTF-8. */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

struct cell *
sheet_row(struct arena *a, struct sheet *s)
{
	if (s->n_rows == s->room) {
		size_t room = s->room ? s->room * 2 : 16;

		s->cells = arena_grow(a, s->cells, s->n_rows * s->n_columns,
		    room * s->n_columns, sizeof(*s->cells));
		s->room = room;
	}
	return &s->cells[s->n_rows++ * s->n_columns];
}

struct cell
cell_text(const char *s)
{
	return (struct cell){ .kind = CELL_TEXT, .text = s };
}

struct cell
cell_count(size_t n)
{
	return (struct cell){ .kind = CELL_COUNT, .number = (double)n };
}

struct cell
cell_date(struct date d)
{
	return (struct cell){ .kind = CELL_DATE, .date = d };
}

struct cell
cell_moment(struct instant t)
{
	return (struct cell){ .kind = CELL_MOMENT, .moment = t };
}

static void
add_quoted(struct text *out, const char *s)
{
	text_add_char(out, '"');
	if (*s && strchr("=+-@\t\r", *s))
		text_add_char(out, '\'');
	for (; *s; s++) {
		if (*s == '"')
			text_add_char(out, '"');
		text_add_char(out, *s);
	}
	text_add_char(out, '"');
}

/* "2,5" or "2.5". The locale of the process is C everywhere. */
static void
add_number(struct text *out, double value, int decimals, bool is_dutch)
{
	size_t at = out->len;
	char *point;

	text_addf(out, "%.*f", decimals, value);
	point = strchr(out->data + at, '.');
	if (point && is_dutch)
		*point = ',';
}

static void
add_cell(struct text *out, const struct cell *c, bool is_dutch)
{
	char day[DATE_TEXT];
	int minute;

	switch (c->kind) {
	case CELL_EMPTY:
		break;
	case CELL_TEXT:
		add_quoted(out, c->text);
		break;
	case CELL_COUNT:
		add_number(out, c->number, 0, is_dutch);
		break;
	case CELL_DAYS:
		add_number(out, c->number, 1, is_dutch);
		break;
	case CELL_SHARE:
		add_number(out, c->number, 3, is_dutch);
		break;
	case CELL_DATE:
		text_add(out, date_print(c->date, day));
		break;
	case CELL_MOMENT:
		minute = date_minute(c->moment);
		text_addf(out, "%s %02d:%02d",
		    date_print(date_of(c->moment), day), minute / 60,
		    minute % 60);
		break;
	}
}

void
sheet_csv(const struct sheet *s, bool is_dutch, struct text *out)
{
	const char separator = is_dutch ? ';' : ',';
	size_t i, k;

	text_add(out, BYTE_ORDER_MARK);
	for (k = 0; k < s->n_columns; k++) {
		if (k > 0)
			text_add_char(out, separator);
		add_quoted(out, s->columns[k].name);
	}
	text_add(out, "\r\n");
	for (i = 0; i < s->n_rows; i++) {
		for (k = 0; k < s->n_columns; k++) {
			if (k > 0)
				text_add_char(out, separator);
			add_cell(
			    out, &s->cells[i * s->n_columns + k], is_dutch);
		}
		text_add(out, "\r\n");
	}
}
