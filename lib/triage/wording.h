#ifndef POSTWACHT_WORDING_H
#define POSTWACHT_WORDING_H

#include <stdbool.h>

#include "mail/message.h"

struct arena;

/*
 * Which words of a message the rules are held against, where that is not the
 * message as it lies there. What comes back borrows from facts.
 */

/* As its sender passed it on: what stands below belongs to it. */
struct facts wording_with_quoted(struct arena *a, const struct facts *facts);

/* Whether the subject is what somebody asked before, so that it asks nothing
 * now: in a reply ("RE: Vraag over ...") that has words of its own. */
bool wording_has_old_subject(struct arena *a, const struct facts *facts);

struct facts wording_without_subject(const struct facts *facts);

#endif
