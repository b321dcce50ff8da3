#ifndef POSTWACHT_PROBE_H
#define POSTWACHT_PROBE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "edge/line.h"
#include "edge/settings.h"

struct arena;

/*
 * Trying a server as the daemon would use it, without reading or sending a
 * mail: for the administrator who sets it up or looks what is wrong.
 */
struct imap_probe {
	struct instant certificate_end; /* 0: no TLS */
	bool has_idle, has_condstore;
	size_t n_folders; /* that would be watched, INBOX included */
	const char *sent, *junk, *trash; /* names, "" when not found */
};

/*
 * Connects, logs in and lists the folders of a mailbox.
 *
 * returns  0, *out in the arena; -1: the reason, as the daemon would tell it
 */
int probe_imap(struct arena *a, const struct mailbox_settings *m,
    struct trust *trust, struct imap_probe *out, struct err *e) MUST_CHECK;

struct smtp_probe {
	struct instant certificate_end; /* 0: no TLS */
	bool is_sender_taken, is_recipient_taken;
	const char *refusal; /* what the server said, when one is not taken */
};

/*
 * Connects, logs in, names sender and recipient, and takes them back before a
 * mail could begin (RSET).
 *
 * returns  0, *out in the arena; -1: the reason
 */
int probe_smtp(struct arena *a, const struct post_settings *post,
    const char *to, struct trust *trust, struct smtp_probe *out,
    struct err *e) MUST_CHECK;

#endif
