#ifndef POSTWACHT_EXPLAIN_H
#define POSTWACHT_EXPLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "mail/message.h"
#include "triage/classify.h"

struct arena;
struct office;
struct store;

/* Something that was not matched or not chosen, and how close it was. */
struct nearly {
	const char *name;  /* of the rule, topic, team or domain, or "" */
	const char *there; /* what was found of it, or "" */
	const char *lacks; /* what was not, for people, or "" */
	int score, needed; /* points; both 0 where nothing is weighed */
	const char *says;  /* all of it in a sentence */
};

/* One step on the way to a verdict. */
struct reason {
	const char *key;   /* "kind", "sender", ...: for programs */
	const char *step;  /* "Soort bericht": for people */
	const char *found; /* the outcome, as classify --tsv says it, or "" */
	const char *says;  /* the same for people */
	size_t n;
	const char **lines; /* whole sentences, in the language of the office */
	size_t n_near;
	struct nearly *near; /* the nearest first */
};

struct explanation {
	size_t n;
	struct reason *at;
};

/*
 * What was seen in a message, what was decided and why; and what was not
 * matched, and how close it was: topics below the threshold, rules that
 * lacked one thing, domains that look alike. As far as the message alone can
 * tell; explain_place has the rest.
 *
 * in       house  of the mailbox that it came in
 */
struct explanation explain_message(struct arena *a, const struct office *o,
    const struct house *house, const struct facts *facts,
    struct instant received, const char *basis);

/*
 * Adds what a filed message came to: the question it belongs to, how that
 * stands, and what the message caused in its life.
 *
 * in       sender  of the message, by name or address
 * returns  0; -1 as the store says, and *x is untouched
 */
int explain_place(struct arena *a, const struct office *o, struct store *s,
    int64_t message, const char *sender, struct explanation *x,
    struct err *e) MUST_CHECK;

#endif
