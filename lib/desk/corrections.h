#ifndef POSTWACHT_CORRECTIONS_H
#define POSTWACHT_CORRECTIONS_H

#include <stdint.h>

#include "desk/cards.h"
#include "notice/view.h"

/*
 * Compares what earlier summaries told of the weeks before with what they are
 * now (v->before must be filled): the same past week gives the same figure,
 * or the difference is said, once. 0, or -1 of the store.
 *
 * in       team  "" : all
 */
int corrections_fill(struct lens *l, struct weekly_view *v, const char *team,
    struct err *e) MUST_CHECK;

/* Keeps what a summary tells: its own week, and the corrections in it. */
int corrections_keep(struct store *s, int64_t notice,
    const struct weekly_view *v, struct err *e) MUST_CHECK;

#endif
