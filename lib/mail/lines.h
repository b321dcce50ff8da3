#ifndef POSTWACHT_LINES_H
#define POSTWACHT_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum role {
	ROLE_NEW,
	ROLE_QUOTED,
	ROLE_SIGNATURE,
	ROLE_DISCLAIMER,
};

/* One line of a mail's text. */
struct line {
	const char *s; /* as it stands, n bytes, without its newline */
	size_t n;
	int depth;        /* quote marks in front */
	const char *body; /* behind them, without blanks around it */
	size_t body_n;
	const char *text; /* the body folded; "" for a blank line */
	enum role role;
};

struct lines {
	size_t n;
	struct line *at;
};

struct lines lines_split(struct arena *a, const char *text);

/* The first line from i on that is not blank, or n. */
size_t lines_skip_blank(const struct lines *l, size_t i);

/* All lines of a role, one below the other, without blank lines at the ends
 * and with one at most in between; at most max bytes. */
const char *lines_join(
    struct arena *a, const struct lines *l, enum role role, size_t max);

/* Lines first .. end - 1 with `depth` quote marks taken off each. */
const char *lines_unquoted(struct arena *a, const struct lines *l, size_t first,
    size_t end, int depth);

/* The folded text of lines first .. end - 1, with a blank in between. */
const char *lines_folded(
    struct arena *a, const struct lines *l, size_t first, size_t end);

#endif
