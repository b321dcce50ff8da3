#ifndef POSTWACHT_INTAKE_H
#define POSTWACHT_INTAKE_H

#include "desk/cards.h"
#include "edge/store.h"

/* Counts the messages of a time, each once: a new question, with a known one,
 * or no question. team: NULL counts all mail. 0, or -1 of the store. */
int intake_count(struct lens *l, enum intake_by by, const char *team,
    struct instant since, struct instant until, struct intake *out,
    struct err *e) MUST_CHECK;

/* Mail of known organisations that lies in Ongewenste e-mail (A25). */
int intake_junk(struct lens *l, struct intake *in, struct err *e) MUST_CHECK;

#endif
