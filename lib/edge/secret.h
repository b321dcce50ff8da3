#ifndef POSTWACHT_SECRET_H
#define POSTWACHT_SECRET_H

#include <stdbool.h>

#include "base/err.h"

struct arena;

/* Where a secret comes from; never from the configuration itself. */
struct secret_source {
	const char *credential; /* name under $CREDENTIALS_DIRECTORY, or "" */
	const char *file;       /* path of a file with mode 0600, or "" */
};

#define SECRET_MAX       4096  /* bytes of a password or a token */
#define SECRET_BLOCK_MAX 32768 /* bytes of a private key in PEM */

bool secret_is_named(const struct secret_source *source);

/*
 * Reads a secret into the arena, without the line end behind it.
 *
 * in       source   credential first; the file only when it has none
 * returns  0; -1: ERR_FIX names what is missing, empty, too long, or a file
 *          that others may read. The text never holds the secret
 */
int secret_read(struct arena *a, const struct secret_source *source,
    const char **out, struct err *e) MUST_CHECK;

/* The same for a text of many lines, as a private key in PEM. */
int secret_read_block(struct arena *a, const struct secret_source *source,
    const char **out, struct err *e) MUST_CHECK;

/* Overwrites a secret that has been read; NULL is accepted. */
void secret_wipe(const char *secret);

#endif
