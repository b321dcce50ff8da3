#ifndef POSTWACHT_FIT_H
#define POSTWACHT_FIT_H

#include <stddef.h>

struct arena;

/*
 * The bytes of a message made fit for GMime, whose time and stack grow with
 * what a hostile sender can repeat: at most MESSAGE_BYTES_MAX bytes and
 * MESSAGE_BOUNDARIES_MAX boundary lines, no NUL bytes, no endless header
 * fields, nothing in front of the header block, LF or CRLF line ends, and
 * encoded-words as words.h wants them.
 *
 * in       bytes, *n
 * out      *n      bytes of what is returned
 *          *flaws  those that were found, added
 * returns  bytes or a changed copy
 */
const char *fit_bytes(
    struct arena *a, const char *bytes, size_t *n, unsigned *flaws);

#endif
