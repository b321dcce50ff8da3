#ifndef POSTWACHT_MARKS_H
#define POSTWACHT_MARKS_H

#include "mail/lines.h"
#include "mail/message.h"

/* The mark that a mail client sets above what it quotes or forwards. */
struct mark {
	size_t first;    /* its first line */
	size_t after;    /* the first line behind it */
	int depth;       /* lines with fewer quote marks are not quoted */
	bool is_forward; /* it says that it forwards */
	bool has_from;
	struct forward fields; /* of the header block, where has_from */
};

/* The first mark at or behind line i. Returns whether there is one. */
bool marks_find(
    struct arena *a, const struct lines *l, size_t i, struct mark *out);

#endif
