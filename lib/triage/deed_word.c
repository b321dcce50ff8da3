/*
 * What a question is called by hand: whose it is, its topic, its team, its
 * term, its priority; and a note.
 */

#include <string.h>

#include "base/text.h"
#include "triage/deed_trial.h"

void
decide_assign(struct trial *t)
{
	const char *value = t->deed->value;
	const struct colleague *c =
	    roster_by_id(t->world->norms->roster, value);

	if (*value && !c)
		t->ruling.kind = RULING_UNKNOWN;
	else if (text_is_same(t->question.assignee, value) &&
	    !t->question.assignee_person)
		t->ruling.kind = RULING_ALREADY;
	else
		trial_happen(t, t->world->at, EVENT_ASSIGNED, c ? c->id : "");
}

void
decide_note(struct trial *t)
{
	if (*t->deed->value)
		trial_record(t, t->world->at, EVENT_NOTED, "note");
	else
		t->ruling.kind = RULING_INCOMPLETE;
}

/* Sets one word of a question. false: it is refused or so already. */
static bool
set(struct trial *t, enum event_kind kind, const char *present, bool is_known,
    const char *value)
{
	if (!*value)
		t->ruling.kind = RULING_INCOMPLETE;
	else if (!is_known)
		t->ruling.kind = RULING_UNKNOWN;
	else if (text_is_same(present, value))
		t->ruling.kind = RULING_ALREADY;
	else {
		trial_happen(t, t->world->at, kind, value);
		return true;
	}
	return false;
}

void
decide_topic(struct trial *t)
{
	const char *value = t->deed->value;
	const char *known = rules_value(t->world->rules, RULE_TOPIC, value);

	(void)set(
	    t, EVENT_TOPIC, t->question.topic, known, known ? known : value);
}

/* Whether the days that the question has follow from its term. */
static bool
is_by_norm(const struct question *q)
{
	const char *why = trial_last_stretch(q)->deadline_why;

	return q->state != STATE_HANDLED &&
	    (strcmp(why, "term") == 0 || strcmp(why, "next") == 0);
}

/* The norm follows the team (users.md 8). */
void
decide_team(struct trial *t)
{
	const struct norms *norms = t->world->norms;
	const char *value = t->deed->value;
	const struct team *team = roster_team(norms->roster, value);
	bool is_both = text_is_same(value, TEAM_BOTH);
	struct question *q = &t->question;
	struct date day;

	if (team)
		value = team->code;
	else if (is_both)
		value = TEAM_BOTH;
	if (set(t, EVENT_TEAM, q->team, team || is_both, value) &&
	    is_by_norm(q) &&
	    deadline_of_stretch(norms,
	        deadline_measure(norms, q->team, q->term),
	        trial_last_stretch(q), t->arena, &day, NULL) == 0 &&
	    day.day != q->deadline.day)
		trial_happen_on(t, t->world->at, "term", day);
}

/* Another term is reckoned from the start, with the pauses that were
 * (H7). */
void
decide_term(struct trial *t)
{
	const struct norms *norms = t->world->norms;
	const struct named_term *named =
	    term_find(norms->terms, t->deed->value);
	struct question *q = &t->question;
	struct date day;

	if (set(t, EVENT_TERM, q->term, named,
	        named ? named->name : t->deed->value) &&
	    q->state != STATE_HANDLED &&
	    deadline_of_stretch(norms,
	        deadline_measure(norms, q->team, named->name),
	        trial_last_stretch(q), t->arena, &day, NULL) == 0)
		trial_happen_on(t, t->world->at, "term", day);
}

void
decide_priority(struct trial *t)
{
	static const char *const priorities[] = { "high", "normal", "low" };
	const char *value = t->deed->value;
	bool is_known = false;
	size_t i;

	for (i = 0; i < LENGTH(priorities); i++)
		is_known |= strcmp(priorities[i], value) == 0;
	(void)set(t, EVENT_PRIORITY, t->question.priority, is_known, value);
}
