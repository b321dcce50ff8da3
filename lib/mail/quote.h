#ifndef POSTWACHT_QUOTE_H
#define POSTWACHT_QUOTE_H

#include "mail/message.h"

/*
 * Splits the text of a mail into what its sender wrote now, what is quoted,
 * the signature and the disclaimer, by the marks that Dutch and English mail
 * clients leave ("Op ... schreef ...:", "Van: ... Verzonden: ...",
 * "-----Oorspronkelijk bericht-----", "> ", "-- "). The header block of a
 * forward becomes *forward; the forwarded text is text_new when the forwarder
 * wrote nothing else.
 *
 * out      the text_* strings and forward of *facts
 */
void quote_split(struct arena *a, const char *text, struct facts *facts);

#endif
