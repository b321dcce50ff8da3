#ifndef POSTWACHT_TOLD_H
#define POSTWACHT_TOLD_H

#include "base/err.h"
#include "desk/cards.h"

/* Mail to Postwacht since a moment that was not carried out, for the digest:
 * 0, or -1 when the store cannot be read. */
int told_fill(struct lens *l, struct digest_view *v, struct instant since,
    struct err *e) MUST_CHECK;

#endif
