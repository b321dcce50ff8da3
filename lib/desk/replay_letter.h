#ifndef POSTWACHT_REPLAY_LETTER_H
#define POSTWACHT_REPLAY_LETTER_H

#include "desk/replay.h"
#include "edge/store_letter.h"

/* What the files of replay share. */

/*
 * A letter by the rules of an office, as a mail to its mailbox. False: it
 * cannot be judged anew, because its text is gone, or because what it is was
 * told by parts that are not kept (bounce, receipt, invitation).
 */
bool replay_judge(const struct office *o, struct arena *a,
    const struct letter *l, struct verdict *out);

#endif
