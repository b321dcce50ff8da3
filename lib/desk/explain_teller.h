#ifndef POSTWACHT_EXPLAIN_TELLER_H
#define POSTWACHT_EXPLAIN_TELLER_H

#include <stdbool.h>

#include "base/arena.h"
#include "desk/explain.h"
#include "triage/near.h"

/* How the files of an explanation work together; nobody else includes this. */

/* Of what was not chosen, and of the rules that were near, as many are named
 * at a time; further ones tell nobody anything. */
#define NEAREST_MAX       3
#define NEAREST_RULES_MAX 2

/* One explanation in the making. */
struct teller {
	struct arena *a;
	const struct office *office;
	const struct house *house;
	const struct facts *facts;
	struct instant received;
	struct verdict verdict;
	struct grounds grounds;
	struct near_misses near;
	bool is_english;
	struct explanation out;
	size_t room;
};

/* The same sentence in two languages; with arguments. */
#define PICK(t, nl, en) ((t)->is_english ? (en) : (nl))
#define SAY(t, nl, en, ...)                                         \
	teller_line(t,                                              \
	    (t)->is_english ? arena_printf((t)->a, en, __VA_ARGS__) \
	                    : arena_printf((t)->a, nl, __VA_ARGS__))
#define TELL(t, nl, en) teller_line(t, PICK(t, nl, en))

/* Begins a step. */
void teller_begin(struct teller *t, const char *key, const char *nl,
    const char *en, const char *found);

/* A sentence of the step; one that triage gave, in the language of the
 * office ("" is none); something that was nearly so. */
void teller_line(struct teller *t, const char *line);
void teller_why(struct teller *t, const char *why);
void teller_near(struct teller *t, struct nearly nearly);

const char *teller_or_none(const struct teller *t, const char *s);

/* The rules of a group that matched, and by which words. */
void teller_rules(struct teller *t, enum rule_group group);

/* The rules of a group that lacked one thing; with a value those that give it
 * alone. */
void teller_near_rules(
    struct teller *t, enum rule_group group, const char *value);

/* Steps: who asks and for whom; what is asked, about what and by when; what
 * the rules do. */
void explain_asker(struct teller *t);
void explain_organisation(struct teller *t);
void explain_question(struct teller *t);
void explain_topic(struct teller *t);
void explain_team(struct teller *t);
void explain_term(struct teller *t);
void explain_actions(struct teller *t);

#endif
