#ifndef POSTWACHT_WHOLE_H
#define POSTWACHT_WHOLE_H

#include <stddef.h>

#include "base/err.h"

/*
 * Writes a file that is there whole or not at all, whenever the power goes:
 * under a temporary name, synced, renamed over an older one. The folder is
 * made (0750) when it is not there.
 *
 * in       mode  0640, 0600; whatever the umask says
 * returns  0; -1: ERR_FIX when a person must act, ERR_AGAIN when it may pass
 */
int whole_write(const char *folder, const char *name, const char *bytes,
    size_t n, unsigned mode, struct err *e) MUST_CHECK;

/* The same for a new file beside others: one that is there already is left,
 * and refused with ERR_FIX. The folder must be there. */
int whole_create(const char *path, const char *bytes, size_t n, unsigned mode,
    struct err *e) MUST_CHECK;

/* Writes all n bytes to a descriptor, whatever interrupts: 0, or -1 with
 * errno. */
int whole_put(int fd, const char *bytes, size_t n) MUST_CHECK;

#endif
