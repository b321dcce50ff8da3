#ifndef POSTWACHT_CLOSING_H
#define POSTWACHT_CLOSING_H

#include "mail/lines.h"

/*
 * Gives the lines of ROLE_NEW that are a signature, a disclaimer or a
 * gateway's banner their role. A signature runs from its mark or closing
 * formula to the end of the new text or the next quotation; a PS in it is new
 * text again.
 */
void closing_mark(struct arena *a, struct lines *l);

#endif
