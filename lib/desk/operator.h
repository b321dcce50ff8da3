#ifndef POSTWACHT_OPERATOR_H
#define POSTWACHT_OPERATOR_H

#include "base/date.h"
#include "notice/agenda.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;

/* A mailbox that was not read for so many seconds of office hours is told of
 * (promise 6). */
#define OPERATOR_PATIENCE 7200

/*
 * The warnings and all-clears that are due: a coordinator (or who stands in)
 * gets one when a mailbox was not read for OPERATOR_PATIENCE, and whoever got
 * it one more when it is well again; nothing in between (I8), nothing outside
 * office hours. Keys:
 *
 *   operator:<mailbox>:<episode start>:<recipient>
 *   operator:<mailbox>:<episode start>:<recipient>:well
 */
int operator_plan(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct plan *out, struct err *e) MUST_CHECK;

int operator_look(struct store *s, struct arena *a, const struct planned *p,
    struct operator_view *out, struct err *e) MUST_CHECK;

/* Seconds of office hours in [from, to). */
int64_t operator_office_seconds(
    const struct office *o, struct instant from, struct instant to);

#endif
