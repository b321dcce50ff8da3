#ifndef POSTWACHT_REMIND_H
#define POSTWACHT_REMIND_H

#include <stddef.h>

#include "base/date.h"
#include "notice/agenda.h"
#include "notice/render.h"

struct arena;
struct office;
struct store;
struct studio;

/* The agenda at a moment, from the store: what should exist by now. */
int remind_plan(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct plan *out, struct err *e) MUST_CHECK;

/* The words of one planned notice, with nothing written. */
int remind_render(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct rendered *out,
    struct err *e) MUST_CHECK;

/* Whether a planned notice was made before: 1, 0, or -1. A mail all of whose
 * questions were told of already counts as made. */
int remind_is_done(
    struct store *s, const struct planned *p, struct err *e) MUST_CHECK;

/*
 * Makes a row, with its mail, of every planned notice that is not there yet;
 * each in a transaction of its own. One that cannot be rendered is logged and
 * costs no other its turn.
 *
 * out      *made  how many
 */
int remind(struct store *s, const struct office *o, struct studio *studio,
    struct instant now, size_t *made, struct err *e) MUST_CHECK;

#endif
