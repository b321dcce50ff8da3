#ifndef POSTWACHT_BLOCK_H
#define POSTWACHT_BLOCK_H

#include "mail/lines.h"
#include "mail/message.h"

/* The header block that a mail client writes above an older message. */
struct block {
	size_t after;          /* the first line behind it */
	bool has_from;         /* it names a sender */
	bool is_whole;         /* with date, and recipient or subject: no
	                          person writes that by chance */
	struct forward fields; /* is_found as has_from */
};

/* Whether a block begins on line i: a line with a known label. */
bool block_read(
    struct arena *a, const struct lines *l, size_t i, struct block *out);

/* "Nora Jansen <n@x.nl>", "Nora [mailto:n@x.nl]", "n@x.nl", or only a name. */
struct address block_address(struct arena *a, const char *value);

#endif
