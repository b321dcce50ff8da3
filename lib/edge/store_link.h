#ifndef POSTWACHT_STORE_LINK_H
#define POSTWACHT_STORE_LINK_H

#include "edge/store.h"

/* A reply that names no message is joined by subject and person only within
 * this time, and only when its base subject says something. */
#define LOOSE_WINDOW      2592000 /* s: 30 days */
#define LOOSE_SUBJECT_MIN 6       /* bytes */

/* What we write to more people outside is a mailing, and is tied to nothing
 * but by its ids (users.md 7). */
#define LOOSE_RECIPIENTS_MAX 5

/* The same text from the same sender under the same subject within this time
 * is the same question once more (G10). */
#define RESENT_WINDOW 259200 /* s: 3 days */

/* Standard texts are looked for this far before and after (users.md 7). */
#define ALIKE_WINDOW 2592000 /* s: 30 days */

/* What a message is linked by, beside what stands in it. */
struct ties {
	struct instant received;
	bool is_human, is_from_us;
	size_t n_outside;       /* recipients outside the own organisation */
	const char *thread_key; /* the reference that a rule captured, or "" */
};

/*
 * The conversation for a message that is about to be added: found by its
 * In-Reply-To (D1), by its References with an equal base subject, and by what
 * older messages say of its own id, and by the reference that a rule captured
 * (D12); and weakly, between people alone (D13):
 * for a reply that names no message by an equal base subject of the same
 * person (D5), for a question by the same one sent before (G10). Several are
 * merged into the oldest, none makes a new one. The text never counts as a
 * name of another conversation (D11).
 */
int store_conversation(struct store *s, struct arena *a,
    const struct facts *facts, const struct ties *ties, int64_t *out,
    struct err *e) MUST_CHECK;

/*
 * A message of ours was added: counts how many of the same sender say nearly
 * the same within ALIKE_WINDOW, for it and for each of them.
 *
 * out      conversations of those that have become standard texts by it,
 *          ANSWER_REPEATED others: to be judged again
 */
int store_alike(struct store *s, struct arena *a, const struct facts *facts,
    int64_t message, struct instant received, int64_t **out, size_t *n,
    struct err *e) MUST_CHECK;

#endif
