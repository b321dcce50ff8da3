#ifndef POSTWACHT_ENVELOPE_H
#define POSTWACHT_ENVELOPE_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "notice/agenda.h"
#include "notice/render.h"
#include "notice/view.h"

struct arena;
struct letter_file;
struct office;
struct store;

/* Who really gets what is meant for somebody: in the trial period (setting
 * shadow, decisions.md 37) the first coordinator of his team. */
const struct colleague *envelope_reader(
    const struct office *o, const struct colleague *meant);

/* For whom it was meant, when that is somebody else; else NULL. */
const char *envelope_shadow(
    const struct office *o, const struct colleague *meant);

/* Where a reader's commands go, and the permits of his links; all empty when
 * no mailbox takes commands. */
struct reply envelope_reply(
    const struct office *o, const struct colleague *meant, struct date today);

/* What goes with a notice. */
struct enclosure {
	const char *in_reply_to; /* Message-ID of the mail that it answers, or
	                            NULL */
	size_t n_files;
	const struct letter_file *files;
};

/*
 * The row of a notice and its bytes, within a transaction of the caller's.
 *
 * out      *notice  its number
 */
int envelope_write(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, const struct rendered *body,
    const struct enclosure *with, struct instant now, int64_t *notice,
    struct err *e) MUST_CHECK;

#endif
