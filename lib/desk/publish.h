#ifndef POSTWACHT_PUBLISH_H
#define POSTWACHT_PUBLISH_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct office;
struct store;
struct studio;

#define PUBLISH_PAGE  "overview.html"
#define PUBLISH_TABLE "questions.csv"
#define PUBLISH_PROM  "postwacht.prom"

/* What was published last; zero: nothing. */
struct published {
	struct instant at; /* the page and the table */
	int64_t event;     /* the last one that they know of */
	int64_t taken;     /* store_taken_away */
};

/* The page tells how long it is since it was made and the mailboxes were read;
 * it is made anew so often at least; seconds. */
#define PUBLISH_PAGE_EVERY 600

/*
 * Writes the published files into the public folder, each whole or not at all,
 * mode 0640: status.json and the gauges always, the page and the table when
 * something has happened since *last or was taken away (a person who was
 * forgotten stands there no longer), on another day, and each
 * PUBLISH_PAGE_EVERY. status.json comes first, so that nothing that is wrong
 * with the others hides how it goes.
 *
 * in/out   last  zero writes everything
 *
 * returns  0; -1 as store.h and whole_write; ERR_ITEM when a template of one's
 *          own fails
 */
int publish_files(struct store *s, const struct office *o,
    struct studio *studio, struct instant now, struct published *last,
    struct err *e) MUST_CHECK;

#endif
