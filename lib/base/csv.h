#ifndef POSTWACHT_CSV_H
#define POSTWACHT_CSV_H

#include <stddef.h>

struct arena;

struct csv_row {
	size_t n;
	const char **cell;
	int line; /* line of the file on which the row begins, from 1 */
};

struct csv {
	size_t n;
	struct csv_row *row;
};

/*
 * Reads RFC 4180 text with the given separator (',' or '\t'). Quoted cells
 * may hold separators, quotes ("") and line breaks; CRLF and LF both end a
 * row; empty lines and lines that begin with '#' are left out. A NUL byte
 * ends the text. Never fails: an open quote runs to the end.
 */
struct csv csv_read(struct arena *a, const char *s, size_t n, char separator);

/* The cell of a row, or "" when the row is shorter. */
const char *csv_cell(const struct csv_row *row, size_t column);

#endif
