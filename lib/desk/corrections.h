#ifndef POSTWACHT_CORRECTIONS_H
#define POSTWACHT_CORRECTIONS_H

#include <stdint.h>

#include "desk/cards.h"
#include "notice/view.h"

struct corrections {
	bool is_compared; /* a summary told something of these weeks */
	size_t n;
	const struct correction *at;
};

/*
 * Compares what summaries told last of some weeks with what they are now: the
 * same past week gives the same figure, or the difference is said. 0, or -1 of
 * the store.
 *
 * in       team      whose summaries
 *          weeks, n  the oldest first
 */
int corrections_of(struct lens *l, const char *team,
    const struct week_figures *weeks, size_t n, struct corrections *out,
    struct err *e) MUST_CHECK;

/* Keeps what a summary tells: its own week, and the corrections in it. */
int corrections_keep(struct store *s, int64_t notice,
    const struct weekly_view *v, struct err *e) MUST_CHECK;

#endif
