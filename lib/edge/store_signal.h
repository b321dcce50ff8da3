#ifndef POSTWACHT_STORE_SIGNAL_H
#define POSTWACHT_STORE_SIGNAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct store;

/* What one message of a question says that somebody should see the same day. */
struct stored_signal {
	int64_t question, message;
	struct instant received, filed_at;
	const char *organisation_kind;
	unsigned notables;        /* enum notable, together */
	const char *notables_why; /* of each, as triage/notable.h has it */
	const char *term_why, *topic_why;
};

/* The messages of questions that were filed at `since` or later, history left
 * out, by question and receipt. */
int store_signals(struct store *s, struct arena *a, struct instant since,
    struct stored_signal **out, size_t *n, struct err *e) MUST_CHECK;

#endif
