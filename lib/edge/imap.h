#ifndef POSTWACHT_IMAP_H
#define POSTWACHT_IMAP_H

#include "edge/line.h"
#include "edge/source.h"

/* An IMAP account, read with EXAMINE and BODY.PEEK alone. Lives in the arena;
 * close() before that is freed. The symbols of libetpan begin with "imap",
 * so ours begin with "source". */
struct source *source_imap_new(struct arena *a,
    const struct mailbox_settings *mailbox, struct trust *trust);

#endif
