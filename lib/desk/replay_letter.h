#ifndef POSTWACHT_REPLAY_LETTER_H
#define POSTWACHT_REPLAY_LETTER_H

#include "desk/replay.h"
#include "edge/store_letter.h"

/* What the files of replay share. */

/*
 * A letter by the rules of an office, as a mail to its mailboxes. 1; 0: it
 * cannot be judged anew, because its text is gone, or because what it is was
 * told by parts that are not kept (bounce, receipt, invitation); -1.
 */
int replay_judge(struct store *s, const struct office *o, struct arena *a,
    const struct letter *l, struct verdict *out, struct err *e) MUST_CHECK;

#endif
