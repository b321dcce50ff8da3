#ifndef POSTWACHT_DELIVER_H
#define POSTWACHT_DELIVER_H

#include <stdint.h>

#include "base/err.h"

struct arena;
struct house;
struct letter;
struct office;
struct reading;
struct store;
struct verdict;

/* The house as it is for mail to a mailbox, by its name. */
struct house deliver_house(const struct office *o, const char *mailbox);

/*
 * A message that was delivered to several mailboxes is one message, so one
 * question (C3). Its team follows from rules; where they give none, from the
 * mailboxes: that of the one team they have, and both when they have more
 * (users.md 8). The outcome does not depend on which copy came first.
 *
 * in       message   with a sighting for each copy
 *          r         what was read of one copy
 * out      *conversation  to be judged anew, when 1 is returned
 * returns  1; 0: nothing changed; -1
 */
int deliver_settle(struct store *s, const struct office *o, struct arena *a,
    int64_t message, const struct reading *r, int64_t *conversation,
    struct err *e) MUST_CHECK;

/*
 * A filed message by the rules of an office, as it would be filed by them now,
 * in whichever mailboxes it lies. 0; -1: the store cannot be read.
 */
int deliver_judge(struct store *s, const struct office *o, struct arena *a,
    const struct letter *l, struct verdict *out, struct err *e) MUST_CHECK;

#endif
