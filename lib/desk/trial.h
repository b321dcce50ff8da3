#ifndef POSTWACHT_TRIAL_H
#define POSTWACHT_TRIAL_H

#include <stdint.h>

#include "base/err.h"

struct arena;
struct office;
struct text;

/*
 * Rules of one's own as files in the state folder: those in use
 * (OFFICE_OWN_RULES), and a copy beside them in which a new one is tried.
 */

/*
 * The office as it would be with a file more, or another one of that name.
 * The file may include no other.
 *
 * in       name  as rulefile_is_name wants it
 * returns  1; 0: it has mistakes, each on lines of its own in *mistakes; -1:
 *          it could not be written
 */
int trial_open(const struct office *o, const char *name, const char *body,
    struct office **out, struct text *mistakes, struct err *e) MUST_CHECK;

/* Where the copy lies: of no use to who reads about mistakes. */
const char *trial_folder(const struct office *o, struct arena *a);

/* The copy goes. */
void trial_end(const struct office *o);

/*
 * The file is in use from the next start or reload on. What had its name stays
 * beside it as NAME.before-N, N being `number`. Doing it twice is doing it
 * once. 0, or -1.
 */
int trial_keep(const struct office *o, const char *name, const char *body,
    int64_t number, struct err *e) MUST_CHECK;

#endif
