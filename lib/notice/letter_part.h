#ifndef POSTWACHT_LETTER_PART_H
#define POSTWACHT_LETTER_PART_H

#include <stddef.h>

#include "base/date.h"

struct arena;

/* What stands in the bytes of a notice, decoded; UTF-8 in the arena, "" for
 * what is not there. */
struct letter_part {
	const char *subject;
	const char *to_name, *to;
	struct instant date; /* 0 without a date */
	const char *text, *html;
};

/*
 * Takes a notice apart again, as letter_build made it. Bytes that are no such
 * mail give empty parts, never an error. GMime must have been initialised.
 */
void letter_part_read(
    struct arena *a, const char *bytes, size_t n, struct letter_part *out);

#endif
