/*
 * Reading comma-separated text (RFC 4180), for the data files.
 */

#include "base/csv.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

struct reader {
	struct arena *arena;
	const char *at, *end;
	char *scratch; /* room for the longest possible cell */
	char separator;
	int line;
};

/* One cell; leaves r->at on the separator or line end behind it. */
static char *
read_cell(struct reader *r)
{
	char *out = r->scratch;
	bool is_quoted = r->at < r->end && *r->at == '"';
	size_t n = 0;

	if (is_quoted)
		r->at++;
	for (; r->at < r->end; r->at++) {
		char c = *r->at;

		if (is_quoted && c == '"') {
			if (r->at + 1 < r->end && r->at[1] == '"')
				r->at++;
			else {
				is_quoted = false;
				continue;
			}
		} else if (!is_quoted && (c == r->separator || c == '\n'))
			break;
		if (c == '\n')
			r->line++;
		out[n++] = c;
	}
	if (n > 0 && out[n - 1] == '\r')
		n--;
	return arena_copy_n(r->arena, out, n);
}

static struct csv_row
read_row(struct reader *r)
{
	struct csv_row row = { .line = r->line };
	size_t room = 0;

	for (;;) {
		if (row.n == room) {
			room = room ? room * 2 : 8;
			row.cell = arena_grow(
			    r->arena, row.cell, row.n, room, sizeof(*row.cell));
		}
		row.cell[row.n++] = read_cell(r);
		if (r->at >= r->end || *r->at == '\n')
			break;
		r->at++;
	}
	if (r->at < r->end) {
		r->at++;
		r->line++;
	}
	return row;
}

struct csv
csv_read(struct arena *a, const char *s, size_t n, char separator)
{
	struct reader r = {
		.arena = a, .at = s, .separator = separator, .line = 1
	};
	struct csv csv = { 0 };
	size_t room = 0;

	r.end = s + strnlen(s, n);
	r.scratch = arena_alloc(a, (size_t)(r.end - s) + 1);
	while (r.at < r.end) {
		struct csv_row row;

		if (*r.at == '#') {
			const char *nl =
			    memchr(r.at, '\n', (size_t)(r.end - r.at));

			r.at = nl ? nl + 1 : r.end;
			r.line++;
			continue;
		}
		row = read_row(&r);
		if (row.n == 1 && !*row.cell[0])
			continue;
		if (csv.n == room) {
			room = room ? room * 2 : 64;
			csv.row = arena_grow(
			    a, csv.row, csv.n, room, sizeof(*csv.row));
		}
		csv.row[csv.n++] = row;
	}
	return csv;
}

const char *
csv_cell(const struct csv_row *row, size_t column)
{
	return column < row->n ? row->cell[column] : "";
}
