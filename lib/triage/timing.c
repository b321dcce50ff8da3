/*
 * By when an answer is asked, and what cannot wait for the morning: terms that
 * rules tell, a day that the sender names, the list "roles", the sender and
 * what reading found.
 */

#include "triage/timing.h"

#include <string.h>

#include "base/arena.h"
#include "triage/namedday.h"
#include "triage/notable.h"

#define HASTE "spoed"

static bool
find_named_day(const struct timing *in, struct date *out)
{
	return named_day_find(in->text, NAMED_DAY_REQUEST, in->received, out) ||
	    named_day_find(in->subject, NAMED_DAY_REQUEST, in->received, out);
}

static const char *
rule_why(struct arena *a, const struct match *m)
{
	return arena_printf(a, "%s (%s)",
	    *m->rule->says ? m->rule->says : m->rule->name, m->words);
}

void
timing_term(struct arena *a, const struct timing *in, struct verdict *out)
{
	const struct match *signal = matches_find(in->fresh, RULE_TERM, NULL);
	bool is_urgent = signal && strcmp(signal->rule->value, HASTE) == 0;

	if (out->is_question == QUESTION_NO)
		return;
	out->has_named_day = find_named_day(in, &out->named_day);
	if (out->has_named_day && (!signal || is_urgent)) {
		is_urgent = out->named_day.day <= in->received.day + 1;
		out->term = is_urgent ? HASTE : "datum";
		out->term_why = is_urgent
		    ? "De afzender vraagt antwoord voor vandaag of morgen."
		    : "De afzender noemt een dag.";
	} else if (signal) {
		out->term = signal->rule->value;
		out->term_why = rule_why(a, signal);
	} else {
		out->term = "servicenorm";
		out->term_why = "Geen andere termijn genoemd.";
	}
}

static void
add(struct arena *a, struct verdict *out, enum notable n, const char *why)
{
	if (!n || (out->notables & n))
		return;
	out->notables |= n;
	out->notables_why = notable_why_add(a, out->notables_why, n, why);
}

void
timing_notables(struct arena *a, const struct timing *in, struct verdict *out)
{
	size_t i;

	if (out->kind != KIND_HUMAN || in->is_internal)
		return;
	add(a, out, notable_of_name(out->term), out->term_why);
	for (i = 0; i < in->fresh->n; i++) {
		const struct match *m = &in->fresh->at[i];

		if (m->rule->group == RULE_ROLE)
			add(a, out, notable_of_role(m->rule->value),
			    rule_why(a, m));
	}
	if (strcmp(out->organisation->kind, "pers") == 0)
		add(a, out, NOTABLE_PERS,
		    *out->organisation->name ? out->organisation->name
		                             : "De afzender is van de pers.");
	if (in->flaws & FLAW_BSN)
		add(a, out, NOTABLE_BSN,
		    "Negen cijfers die aan de elfproef voldoen.");
}

const struct match *
timing_weighty(const struct matches *fresh)
{
	size_t i;

	for (i = 0; i < fresh->n; i++) {
		const struct rule *rule = fresh->at[i].rule;

		if ((rule->group == RULE_TERM &&
		        strcmp(rule->value, HASTE) != 0) ||
		    (rule->group == RULE_ROLE &&
		        notable_of_role(rule->value) == NOTABLE_DATALEK))
			return &fresh->at[i];
	}
	return NULL;
}
