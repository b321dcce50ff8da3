#ifndef POSTWACHT_STORE_DELIVERY_H
#define POSTWACHT_STORE_DELIVERY_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct arena;
struct store;

/* Where one message was delivered, and what follows for it. */

/* The mailboxes in which a message lies, Sent, Junk and Trash aside, by the
 * names of the configuration, each once, in order. */
int store_delivered_to(struct store *s, struct arena *a, int64_t message,
    const char ***out, size_t *n, struct err *e) MUST_CHECK;

/* What rules say about a message whose mailboxes were not all known before. */
struct redelivered {
	const char *team; /* "": none */
	const char *topic, *topic_why;
	const char *fallback; /* for a message that has a team and now gets
	                         none; "" takes it away */
};

/* 1: something changed, and *conversation is to be judged; 0: nothing did. */
int store_message_redeliver(struct store *s, int64_t message,
    const struct redelivered *r, int64_t *conversation,
    struct err *e) MUST_CHECK;

/* Questions opened by another message with the same Message-ID (C5). */
int store_same_id(struct store *s, struct arena *a, int64_t question,
    int64_t **out, size_t *n, struct err *e) MUST_CHECK;

#endif
