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

/*
 * Adds the text of a message that the sender passes on to text_new, where his
 * own words only say so ("Ter info", "Graag afhandelen"); a sender who asks
 * something himself is left to speak alone.
 */
void quote_pass_on(struct arena *a, const char *inner, struct facts *facts);

/* What was forwarded is a forward itself: whoever stands in it is added to
 * the inner senders of *facts. */
void quote_chain(
    struct arena *a, const struct facts *inner, struct facts *facts);

#endif
