#ifndef POSTWACHT_AGAIN_H
#define POSTWACHT_AGAIN_H

#include "edge/store_audit.h"

struct facts;

/*
 * A message that could not be fetched or filed for its own sake is fetched
 * again, apart from the cursor, with longer and longer waits; after
 * AGAIN_TIMES more it is set aside with its reason (A7).
 */
#define AGAIN_TIMES 3

/* Messages that are asked for in one go. */
#define AGAIN_AT_ONCE 50

/* Whether it is what Exchange gives over IMAP in place of a message that it
 * cannot convert for now, as while Defender looks at the attachments (A20):
 * from microsoft@unknown, "Retrieval using the IMAP4 protocol failed". */
bool again_is_stand_in(const struct facts *facts);

/* Seconds until the next attempt after so many; 5 minutes, 1 hour, 6 hours. */
int again_wait(int attempts);

/*
 * Writes down one that failed: to be fetched again, or set aside when that
 * was the last time. Fills state, reason and not_before of the sighting.
 *
 * in  is_final  nobody will try again (import): set aside at once
 */
int again_failed(struct store *s, struct sighting *sighting, const char *reason,
    bool is_final, struct err *e) MUST_CHECK;

/*
 * The messages of one folder of a mailbox that are due. The attempt counts from here on,
 * whatever becomes of it: one that kills whoever fetches it is set aside in
 * the end too, without being asked for.
 */
int again_ask(struct store *s, struct arena *a, int64_t mailbox,
    struct instant now, struct to_retry **out, size_t *n,
    struct err *e) MUST_CHECK;

#endif
