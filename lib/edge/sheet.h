#ifndef POSTWACHT_SHEET_H
#define POSTWACHT_SHEET_H

#include "base/err.h"
#include "report/book.h"

/*
 * Writes a workbook (.xlsx) to a file descriptor: each sheet with a frozen,
 * filtered header, real dates and numbers, and its chart below the rows. For
 * the studio's process alone (edge/studio_serve). 0 or -1.
 */
int sheet_write(const struct book *book, int out) MUST_CHECK;

#endif
