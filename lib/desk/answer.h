#ifndef POSTWACHT_ANSWER_H
#define POSTWACHT_ANSWER_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;
struct studio;

/* Answers to one sender on one day: mail that was not understood (users.md,
 * "Commands by mail"), and what was asked for. A loop ends there. */
#define ANSWER_UNCLEAR_MAX 3
#define ANSWER_OTHERS_MAX  20

/* The mail that is answered. */
struct answered {
	const struct colleague *who;
	int64_t command;        /* its row */
	const char *message_id; /* without <> */
	struct instant now;
	int64_t *notice; /* where the answer's number goes, or NULL */
};

/* Answers the next command that asked for an overview, with its workbook, in a
 * transaction of its own. A workbook that cannot be made is left out. 0; -1,
 * and it is tried again. */
int answer_overview(struct store *s, const struct office *o,
    struct studio *studio, struct instant now, struct err *e) MUST_CHECK;

/*
 * Makes the row of an answer that is no overview, within a transaction of the
 * caller's.
 *
 * in       view  kind, and what an answer that is no ANSWER_OVERVIEW shows;
 *                the rest is filled in here
 * returns  1; 0: he has had as many as he gets that day; -1
 */
int answer_write(struct store *s, const struct office *o, struct arena *a,
    const struct answered *to, struct answer_view *view,
    struct err *e) MUST_CHECK;

/* Why a question stands as it stands: its card and sentences. 1; 0: there is
 * none of that number; -1. */
int answer_why(struct store *s, const struct office *o, struct arena *a,
    int64_t question, struct instant now, struct answer_view *out,
    struct err *e) MUST_CHECK;

#endif
