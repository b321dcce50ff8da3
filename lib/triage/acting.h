#ifndef POSTWACHT_ACTING_H
#define POSTWACHT_ACTING_H

#include "triage/classify.h"

/*
 * What the rules that matched have done besides naming something. For each
 * action the first that gives it counts: the rules of the list "actions", then
 * the signal of the term, then those of the topic; for the assignee at last
 * the list "assignments".
 *
 * in, out  v   its kind, question, topic, team and organisation are decided;
 *              gets assignee, priority, thread key, keyword and folder
 */
void acting_decide(const struct matches *matches,
    const struct assignments *assignments, struct verdict *v);

/* The first rule that says that no answer is needed, or NULL. */
const struct match *acting_no_answer(const struct matches *matches);

#endif
