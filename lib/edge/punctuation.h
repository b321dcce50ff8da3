#ifndef POSTWACHT_PUNCTUATION_H
#define POSTWACHT_PUNCTUATION_H

#include "triage/fault.h"

/*
 * Looks at the quotes, commas and brackets of a file of rules. libconfig says
 * "syntax error" at the place where it gives up, which may be far behind the
 * slip, and takes two texts without a comma for one long text; whoever writes
 * rules by hand should read what is missing, and where.
 *
 * in       file  its name, for the faults
 *          text  its bytes, NUL-terminated; UTF-8 or not
 * returns  0: the file can be read on, which does not mean that libconfig
 *          agrees; *f may have got what is wrong; -1: it has, and what stands
 *          in the file is not worth looking at before that is mended
 */
int punctuation_check(struct faults *f, const char *file, const char *text);

#endif
