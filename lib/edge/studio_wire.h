#ifndef POSTWACHT_STUDIO_WIRE_H
#define POSTWACHT_STUDIO_WIRE_H

#include <stddef.h>

#include "base/err.h"
#include "report/book.h"
#include "report/chart.h"

struct arena;
struct text;

/* What is asked of the studio's process (edge/studio_serve), the same program
 * as whoever asks. */
enum studio_work {
	STUDIO_PNG,
	STUDIO_SVG,
	STUDIO_BOOK,
	STUDIO_WORKS, /* how many there are */
};

struct studio_order {
	enum studio_work work;
	struct chart chart; /* of a picture */
	struct book book;   /* of STUDIO_BOOK */
};

/* Appends an order; out->is_cut when it exceeds its ceiling. */
void studio_wire_put(struct text *out, const struct studio_order *order);

/*
 * The other way: each length, count and enumeration is checked.
 *
 * in       bytes, n  an order; its strings stay in it
 * returns  0; -1: ERR_ITEM, it is no order
 */
int studio_wire_take(struct arena *a, const char *bytes, size_t n,
    struct studio_order *out, struct err *e) MUST_CHECK;

#endif
