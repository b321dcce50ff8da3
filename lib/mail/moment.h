#ifndef POSTWACHT_MOMENT_H
#define POSTWACHT_MOMENT_H

#include "base/date.h"
#include "base/err.h"

struct arena;

/*
 * A date as a mail client writes it above a quoted or forwarded message, in
 * Dutch or English, with or without a time and a zone; without a zone it is
 * local time. "1/2/2026" is ambiguous and refused, "27/1/2026" and "1-2-2026"
 * (Dutch order) are not.
 *
 * returns  0; -1 when it is no date or an ambiguous one
 * example  "dinsdag 27 januari 2026 11:15"
 *          "Tuesday, January 27, 2026 11:15 AM"
 */
int moment_parse(
    struct arena *a, const char *s, struct instant *out) MUST_CHECK;

#endif
