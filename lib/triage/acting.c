/*
 * The actions of the rules that matched. Knows in which order they count; does
 * not carry anything out.
 */

#include "triage/acting.h"

#include <string.h>

#include "base/err.h"

static bool
is_first_signal(const struct matches *matches, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++) {
		if (matches->at[i].rule->group == RULE_TERM)
			return false;
	}
	return true;
}

/* Whether a rule had a part in the verdict. */
static bool
has_part(const struct matches *matches, size_t i, const struct verdict *v)
{
	const struct rule *rule = matches->at[i].rule;

	switch (rule->group) {
	case RULE_ACTION:
		return true;
	case RULE_TERM:
		return is_first_signal(matches, i) &&
		    strcmp(rule->value, v->term) == 0;
	case RULE_TOPIC:
		return strcmp(rule->value, v->topic) == 0;
	case RULE_NOISE:
	case RULE_QUESTION:
	case RULE_TEAM:
	case RULE_ROLE:
		break;
	}
	return false;
}

static void
take(const char **out, const char *value)
{
	if (!**out)
		*out = value;
}

static void
take_actions(struct verdict *v, const struct match *m)
{
	const struct actions *actions = &m->rule->actions;

	take(&v->assignee, actions->assignee);
	take(&v->priority, actions->priority);
	take(&v->keyword, actions->keyword);
	take(&v->move, actions->move);
	take(&v->thread_key, m->thread_key);
}

const struct match *
acting_no_answer(const struct matches *matches)
{
	size_t i;

	for (i = 0; i < matches->n; i++) {
		if (matches->at[i].rule->actions.is_no_answer)
			return &matches->at[i];
	}
	return NULL;
}

void
acting_decide(const struct matches *matches,
    const struct assignments *assignments, struct verdict *v)
{
	static const enum rule_group order[] = { RULE_ACTION, RULE_TERM,
		RULE_TOPIC };
	size_t i, k;

	for (k = 0; k < LENGTH(order); k++) {
		for (i = 0; i < matches->n; i++) {
			if (matches->at[i].rule->group == order[k] &&
			    has_part(matches, i, v))
				take_actions(v, &matches->at[i]);
		}
	}
	if (v->is_question != QUESTION_NO)
		take(&v->assignee,
		    assign_find(
		        assignments, v->team, v->topic, v->organisation));
}
