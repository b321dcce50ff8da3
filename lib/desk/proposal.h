#ifndef POSTWACHT_PROPOSAL_H
#define POSTWACHT_PROPOSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "notice/order_words.h"

struct arena;
struct attachment;
struct colleague;
struct facts;
struct office;
struct store;

/*
 * Rules by mail (users.md, "Commands by mail"): a coordinator mails a file, is
 * told what it would change, and has it taken into use by answering that.
 */

/* How many files of rules a mail has; *first is the first one. */
size_t proposal_files(const struct facts *f, const struct attachment **first);

/* The mail that brings them. */
struct proposal_mail {
	int64_t command; /* its row */
	const char *message_id;
	const struct colleague *who;
};

/*
 * Writes the file of a mail down, to be looked at by proposal_step. Within a
 * transaction of the caller's.
 *
 * returns  1; 0: it cannot be, *fault says why; -1
 */
int proposal_offer(struct store *s, const struct facts *f,
    const struct proposal_mail *mail, struct instant now,
    enum order_fault *fault, struct err *e) MUST_CHECK;

/* What was told of by a notice is to be used. Within a transaction of the
 * caller's. 1; 0: there is nothing, or another file came since; -1. */
int proposal_accept(struct store *s, struct arena *a, int64_t notice,
    const struct colleague *who, int64_t command, struct instant now,
    struct err *e) MUST_CHECK;

/*
 * Looks at the next file, if any: tries it, replays the store with it and
 * answers; or takes it into use.
 *
 * in       stop_fd  readable: a replay is given up, to be done again; -1
 * out      *is_new  rules were taken into use: the office should be read anew
 * returns  0; -1, and it is tried again
 */
int proposal_step(struct store *s, const struct office *o, int stop_fd,
    struct instant now, bool *is_new, struct err *e) MUST_CHECK;

#endif
