#ifndef POSTWACHT_MBOX_H
#define POSTWACHT_MBOX_H

#include "edge/source.h"

/*
 * An mbox file (RFC 4155, ">From " unquoted as mboxrd) as a source: the file
 * itself is INBOX, a second file named by sent_folder is Sent. The UID of a
 * message is its place in the file. A file whose front was rewritten since
 * begins a new epoch.
 */
struct source *source_mbox_new(
    struct arena *a, const struct mailbox_settings *mailbox);

#endif
