#ifndef POSTWACHT_EXPLAIN_H
#define POSTWACHT_EXPLAIN_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "mail/message.h"
#include "triage/classify.h"

struct arena;
struct office;
struct store;

/* One step on the way to a verdict. */
struct reason {
	const char *key;   /* "kind", "sender", ...: for programs */
	const char *step;  /* "Soort bericht": for people */
	const char *found; /* the outcome, as classify --tsv says it, or "" */
	const char *says;  /* the same for people */
	size_t n;
	const char **lines; /* whole sentences, in the language of the office */
};

struct explanation {
	size_t n;
	struct reason *at;
};

/*
 * What was seen in a message, what was decided and why; and what was not
 * matched, and how close it was: topics below the threshold, rules that
 * lacked one thing, domains that look alike. Ends with the steps that the
 * message alone can tell; explain_life adds its question.
 *
 * in       house  of the mailbox that it came in
 */
struct explanation explain_message(struct arena *a, const struct office *o,
    const struct house *house, const struct facts *facts,
    struct instant received, const char *basis);

#endif
