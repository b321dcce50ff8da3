/*
 * Workbooks by libxlsxwriter. It writes a file: here one in memory, that is
 * handed over.
 */

#include "edge/sheet.h"

#include <sys/mman.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "edge/child.h"

/* Rows between the table and its chart. */
#define CHART_GAP 2

#define COPY_BYTES 65536

/* Height of one line in a cell; what wrapped words fill of it. */
#define LINE_POINTS 15
#define LINE_FILLED 0.7

/* Room for a letter of a header: widths are counted in digits that are not
 * bold. */
#define BOLD 1.25

/* Characters of a table across one landscape A4 that can still be read; a wider
 * one goes on on the next page, behind its first column. */
#define PRINT_WIDTH 200

struct formats {
	lxw_format *header, *plain[CELL_MOMENT + 1];
};

static lxw_format *
format_of(lxw_workbook *w, const char *number)
{
	lxw_format *f = workbook_add_format(w);

	if (number)
		format_set_num_format(f, number);
	return f;
}

static struct formats
make_formats(lxw_workbook *w)
{
	struct formats f = { .header = workbook_add_format(w) };

	format_set_bold(f.header);
	format_set_text_wrap(f.header);
	format_set_align(f.header, LXW_ALIGN_VERTICAL_TOP);
	format_set_bottom(f.header, LXW_BORDER_THIN);
	/* Not against the number on its left. */
	f.plain[CELL_TEXT] = format_of(w, NULL);
	format_set_indent(f.plain[CELL_TEXT], 1);
	f.plain[CELL_COUNT] = format_of(w, "0");
	f.plain[CELL_DAYS] = format_of(w, "0.0");
	f.plain[CELL_SHARE] = format_of(w, "0%");
	f.plain[CELL_DATE] = format_of(w, "yyyy-mm-dd");
	f.plain[CELL_MOMENT] = format_of(w, "yyyy-mm-dd hh:mm");
	return f;
}

static lxw_datetime
datetime_of(struct date d, int minute)
{
	struct civil c = date_civil(d);

	return (lxw_datetime){ .year = c.year,
		.month = c.month,
		.day = c.day,
		.hour = minute / 60,
		.min = minute % 60 };
}

static lxw_error
write_cell(lxw_worksheet *ws, uint32_t row, uint16_t column,
    const struct cell *c, const struct formats *f)
{
	lxw_datetime when;

	switch (c->kind) {
	case CELL_EMPTY:
		return LXW_NO_ERROR;
	case CELL_TEXT:
		/* A string cell: never read as a formula. */
		return worksheet_write_string(
		    ws, row, column, c->text, f->plain[CELL_TEXT]);
	case CELL_COUNT:
	case CELL_DAYS:
	case CELL_SHARE:
		return worksheet_write_number(
		    ws, row, column, c->number, f->plain[c->kind]);
	case CELL_DATE:
		when = datetime_of(c->date, 0);
		break;
	case CELL_MOMENT:
		when = datetime_of(date_of(c->moment), date_minute(c->moment));
		break;
	}
	return worksheet_write_datetime(
	    ws, row, column, &when, f->plain[c->kind]);
}

/* Series by their own pattern, as in our own charts. */
static void
style_series(lxw_chart_series *series, size_t i)
{
	lxw_chart_pattern slanted = { .fg_color = 0xa3221c,
		.bg_color = 0xffffff,
		.type = LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL };
	lxw_chart_fill full = { .color = 0x0b4f7d };

	if (i == 0)
		chart_series_set_fill(series, &full);
	else
		chart_series_set_pattern(series, &slanted);
}

static void
add_chart(lxw_workbook *w, lxw_worksheet *ws, const struct sheet *s)
{
	const struct sheet_chart *c = &s->chart;
	lxw_row_t last = (lxw_row_t)s->n_rows;
	lxw_chart *chart;
	size_t i;

	if (!*c->title || s->n_rows == 0)
		return;
	chart = workbook_add_chart(
	    w, c->is_stacked ? LXW_CHART_COLUMN_STACKED : LXW_CHART_COLUMN);
	for (i = 0; i < c->n; i++) {
		lxw_col_t column = (lxw_col_t)(c->first + i);
		lxw_col_t labels = (lxw_col_t)c->labels;
		lxw_chart_series *series = chart_add_series(chart, NULL, NULL);

		chart_series_set_categories(
		    series, s->name, 1, labels, last, labels);
		chart_series_set_values(
		    series, s->name, 1, column, last, column);
		chart_series_set_name_range(series, s->name, 0, column);
		style_series(series, i);
	}
	chart_title_set_name(chart, c->title);
	chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	/* Beside the first column, which is printed on every page. */
	(void)worksheet_insert_chart(ws, last + CHART_GAP, 1, chart);
}

/* A name is wrapped between its words: no column is narrower than the longest
 * of them. */
static double
width_of(const struct column *c)
{
	const char *word = c->name;
	double longest = 0;

	while (*word) {
		size_t n = strcspn(word, " ");

		if ((double)n > longest)
			longest = (double)n;
		word += n + strspn(word + n, " ");
	}
	return longest * BOLD > c->width ? longest * BOLD : c->width;
}

/* Side by side, when it is printed. */
static uint16_t
pages_of(const struct sheet *s)
{
	double width = 0;
	size_t i;

	for (i = 0; i < s->n_columns; i++)
		width += width_of(&s->columns[i]);
	return (uint16_t)(1 + width / PRINT_WIDTH);
}

/* Points that the header takes: names are wrapped, and not every program that
 * opens the file makes room for them by itself. */
static double
header_height(const struct sheet *s)
{
	double lines = 1;
	size_t i;

	for (i = 0; i < s->n_columns; i++) {
		double need = (double)strlen(s->columns[i].name) /
		    (width_of(&s->columns[i]) * LINE_FILLED);

		if (need > lines)
			lines = need;
	}
	return LINE_POINTS * ((int)lines + (lines > (int)lines));
}

static int
add_sheet(lxw_workbook *w, const struct sheet *s, const struct formats *f)
{
	lxw_worksheet *ws = workbook_add_worksheet(w, s->name);
	uint16_t k;
	uint32_t i;

	if (!ws)
		return -1;
	for (k = 0; k < s->n_columns; k++) {
		(void)worksheet_set_column(
		    ws, k, k, width_of(&s->columns[k]), NULL);
		if (worksheet_write_string(ws, 0, k, s->columns[k].name,
		        f->header) != LXW_NO_ERROR)
			return -1;
	}
	for (i = 0; i < s->n_rows; i++) {
		for (k = 0; k < s->n_columns; k++) {
			if (write_cell(ws, i + 1, k,
			        &s->cells[i * s->n_columns + k],
			        f) != LXW_NO_ERROR)
				return -1;
		}
	}
	(void)worksheet_set_row(ws, 0, header_height(s), NULL);
	worksheet_freeze_panes(ws, 1, 1);
	(void)worksheet_autofilter(
	    ws, 0, 0, (lxw_row_t)s->n_rows, (lxw_col_t)(s->n_columns - 1));
	worksheet_set_landscape(ws);
	worksheet_repeat_rows(ws, 0, 0);
	worksheet_fit_to_pages(ws, pages_of(s), 0);
	(void)worksheet_repeat_columns(ws, 0, 0);
	add_chart(w, ws, s);
	return 0;
}

static int
fill_file(const char *path, const struct book *book)
{
	lxw_workbook *w = workbook_new(path);
	struct formats formats;
	char author[] = "Postwacht";
	lxw_doc_properties properties = {
		.title = (char *)(uintptr_t)book->title,
		.author = author,
		.created = book->made.sec,
	};
	int result = 0;
	size_t i;

	if (!w)
		return -1;
	formats = make_formats(w);
	(void)workbook_set_properties(w, &properties);
	for (i = 0; i < book->n && result == 0; i++)
		result = add_sheet(w, &book->sheets[i], &formats);
	return workbook_close(w) == LXW_NO_ERROR ? result : -1;
}

static int
hand_over(int file, int out)
{
	char buffer[COPY_BYTES];
	ssize_t n;

	if (lseek(file, 0, SEEK_SET) != 0)
		return -1;
	while ((n = read(file, buffer, sizeof(buffer))) > 0) {
		if (child_write(out, buffer, (size_t)n) != 0)
			return -1;
	}
	return n < 0 ? -1 : 0;
}

int
sheet_write(const struct book *book, int out)
{
	char path[64];
	int file = memfd_create("workbook", MFD_CLOEXEC);

	if (file < 0)
		return -1;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	return fill_file(path, book) == 0 ? hand_over(file, out) : -1;
}
