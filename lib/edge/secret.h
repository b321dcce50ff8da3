#ifndef POSTWACHT_SECRET_H
#define POSTWACHT_SECRET_H

#include "base/err.h"

struct arena;

/* Where a secret comes from; never from the configuration itself. */
struct secret_source {
	const char *credential; /* name under $CREDENTIALS_DIRECTORY, or "" */
	const char *file;       /* path of a file with mode 0600, or "" */
};

#define SECRET_MAX 4096 /* bytes of one secret; tokens stay well below */

/*
 * Reads a secret into the arena, without the line end behind it.
 *
 * in       source   credential first; the file only when it has none
 * returns  0; -1: ERR_FIX names what is missing, empty, too long, or a file
 *          that others may read. The text never holds the secret
 */
int secret_read(struct arena *a, const struct secret_source *source,
    const char **out, struct err *e) MUST_CHECK;

#endif
