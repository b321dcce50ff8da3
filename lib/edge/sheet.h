#ifndef POSTWACHT_SHEET_H
#define POSTWACHT_SHEET_H

#include "base/err.h"
#include "report/book.h"

struct arena;

/*
 * A workbook (.xlsx) made in a child process: each sheet with a frozen,
 * filtered header, real dates and numbers, and its chart below the rows.
 *
 * out      *bytes, *n  in the arena
 * returns  0; -1 as child_make
 */
int sheet_bytes(struct arena *a, const struct book *book, const char **bytes,
    size_t *n, struct err *e) MUST_CHECK;

#endif
