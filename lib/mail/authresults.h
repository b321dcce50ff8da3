#ifndef POSTWACHT_AUTHRESULTS_H
#define POSTWACHT_AUTHRESULTS_H

#include <stdbool.h>

struct arena;

enum dmarc {
	DMARC_NONE, /* no result, or one that says neither */
	DMARC_PASS,
	DMARC_FAIL,
};

/* What one Authentication-Results header says, as far as it matters. */
struct authresults {
	const char *authserv; /* who says it, lower case; "" when unreadable */
	enum dmarc dmarc;
	const char *domain; /* header.from of the dmarc result, or "" */
};

/*
 * Reads the value of one header. Comments and quoted strings are understood;
 * what follows the grammar nowhere gives an empty authserv. Several dmarc
 * results in one header: the worst counts.
 *
 * source   RFC 8601, section 2.2; dmarc and header.from: RFC 7489, 11.1
 * example  "mx.vng.nl 1; dmarc=pass (p=none) header.from=ede.nl"
 */
struct authresults authresults_read(struct arena *a, const char *value);

#endif
