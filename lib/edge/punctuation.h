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
 * returns  0: nothing was found, which does not mean that libconfig agrees;
 *          -1: *f has what is wrong, and the file is not worth reading on
 */
int punctuation_check(struct faults *f, const char *file, const char *text);

#endif
