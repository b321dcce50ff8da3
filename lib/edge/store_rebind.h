#ifndef POSTWACHT_STORE_REBIND_H
#define POSTWACHT_STORE_REBIND_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct store;

/* A mailbox that moved to another server (users.md 11). */

/* Which server was read last, "" when nobody wrote it down; in the arena. */
int store_server(struct store *s, struct arena *a, int64_t mailbox,
    const char **out, struct err *e) MUST_CHECK;
int store_server_set(struct store *s, int64_t mailbox, const char *server,
    struct err *e) MUST_CHECK;

/* The messages that lie in the mailbox as far as is known, ascending. */
int store_mailbox_messages(struct store *s, struct arena *a, int64_t mailbox,
    int64_t **out, size_t *n, struct err *e) MUST_CHECK;

/* Forgets where the messages lay and how far each folder was read: the next
 * reading begins anew and matches what is known. */
int store_unbind(struct store *s, int64_t mailbox, struct instant now,
    struct err *e) MUST_CHECK;

#endif
