#ifndef POSTWACHT_DONE_H
#define POSTWACHT_DONE_H

#include "base/err.h"
#include "desk/cards.h"

/* What people did since a moment, and what came of it by itself, for the
 * digest: 0, or -1 when the store cannot be read. */
int done_fill(struct lens *l, struct digest_view *v, struct instant since,
    struct err *e) MUST_CHECK;

#endif
