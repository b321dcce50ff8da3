#ifndef POSTWACHT_BOOK_H
#define POSTWACHT_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

struct arena;
struct text;

enum cell_kind {
	CELL_EMPTY,
	CELL_TEXT,
	CELL_COUNT,
	CELL_DAYS,  /* one decimal */
	CELL_SHARE, /* 0..1, shown as a percentage */
	CELL_DATE,
	CELL_MOMENT, /* to the minute, Europe/Amsterdam */
};

struct cell {
	enum cell_kind kind;
	const char *text;
	double number;
	struct date date;
	struct instant moment;
};

struct column {
	const char *name;
	double width; /* characters */
};

/* A chart that the workbook itself draws from a sheet's cells. */
struct sheet_chart {
	const char *title; /* "": there is none */
	size_t labels;     /* column of the labels */
	size_t first, n;   /* columns of the series */
	bool is_stacked;
};

/* A table: one row of names and rows of cells below. */
struct sheet {
	const char *name; /* at most 31 characters, none of []:*?/\ */
	size_t n_columns;
	const struct column *columns;
	size_t n_rows, room;
	struct cell *cells; /* row by row */
	struct sheet_chart chart;
};

struct book {
	const char *title;
	struct instant made;
	size_t n;
	const struct sheet *sheets;
};

/* Adds a row of empty cells and gives its first. */
struct cell *sheet_row(struct arena *a, struct sheet *s);

struct cell cell_text(const char *s);
struct cell cell_count(size_t n);
struct cell cell_date(struct date d);
struct cell cell_moment(struct instant t);

/*
 * A sheet as CSV (RFC 4180): UTF-8 with a byte order mark, for Excel would
 * else read it as windows-1252; semicolons where Dutch decimal commas stand
 * (is_dutch), else commas. A cell that a spreadsheet would take for a formula
 * (=, +, -, @, tab or CR in front) gets an apostrophe before it (OWASP, CSV
 * injection, consulted 2026-11-28).
 */
void sheet_csv(const struct sheet *s, bool is_dutch, struct text *out);

#endif
