#ifndef POSTWACHT_MAILDIR_H
#define POSTWACHT_MAILDIR_H

#include "edge/source.h"

struct known_name;

/*
 * A Maildir as a source: `new` and `cur` of the folder itself are INBOX, a
 * subfolder (Maildir++ or plain) is Sent. Files are opened for reading and
 * never renamed. UIDs are given in order of receipt and name, after those of
 * the known names; UIDVALIDITY is 1.
 *
 * names, n  names already handed out, with their UIDs; copied
 */
struct source *source_maildir_new(struct arena *a,
    const struct mailbox_settings *mailbox, const struct known_name *names,
    size_t n);

#endif
