#ifndef POSTWACHT_FAULT_PRINT_H
#define POSTWACHT_FAULT_PRINT_H

#include "notice/render.h"
#include "triage/fault.h"

struct text;

/*
 * What is wrong with rules, for whoever wrote them: by file and line, each
 * with what is wrong and what may stand there, the line itself, and a caret
 * below what it is about:
 *
 *   regels/70-eigen.conf:4: onbekende instelling "wrods"; ... Bedoel je "words"?
 *       4 |   wrods = [ "bkr" ];
 *         |   ^^^^^
 *
 * Reads the files again; one that cannot be read goes without its line. Sorts
 * *f.
 */
void faults_print(struct faults *f, enum language language, struct text *out);

/* The sentence alone, without the place. */
void fault_tell(
    const struct fault *fault, enum language language, struct text *out);

#endif
