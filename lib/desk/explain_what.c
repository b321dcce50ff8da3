/*
 * What is asked, about what, of which team and by when, in words.
 */

#include <string.h>

#include "desk/explain_teller.h"
#include "desk/office.h"
#include "notice/words.h"
#include "triage/misspelt.h"
#include "triage/notable.h"
#include "triage/topic.h"

static void
tell_question_rules(struct teller *t)
{
	size_t i;

	for (i = 0; i < t->grounds.fresh.n; i++) {
		const struct match *m = &t->grounds.fresh.at[i];

		if (m->rule->group == RULE_QUESTION)
			SAY(t, "%+d  %s (%s)", "%+d  %s (%s)", m->score,
			    m->rule->says, m->words);
	}
}

/* How many points it was from certainty, and which rules were near. */
static void
tell_question_near(struct teller *t)
{
	int sum = t->grounds.question_sum;
	const char *lacks = arena_printf(t->a,
	    PICK(t, "%d punten te weinig", "%d points too few"),
	    QUESTION_SURE - sum);

	if (sum < QUESTION_SURE)
		teller_near(t,
		    (struct nearly){ .name = PICK(t, "zeker een vraag",
		                         "certainly a question"),
		        .there = "",
		        .lacks = lacks,
		        .score = sum,
		        .needed = QUESTION_SURE,
		        .says = arena_printf(t->a,
		            PICK(t, "Zeker een vraag: %s.",
		                "Certainly a question: %s."),
		            lacks) });
	teller_near_rules(t, RULE_QUESTION, NULL);
	teller_near_rules(
	    t, RULE_ROLE, t->verdict.is_from_us ? "interim" : "thanks");
}

void
explain_question(struct teller *t)
{
	static const char *const names[] = {
		[QUESTION_NO] = "nee",
		[QUESTION_YES] = "ja",
		[QUESTION_DOUBT] = "twijfel",
	};

	teller_begin(t, "is_question", "Is het een vraag?", "Is it a question?",
	    names[t->verdict.is_question]);
	if (t->verdict.kind != KIND_HUMAN || t->verdict.is_internal ||
	    t->verdict.is_question == QUESTION_DOUBT || t->verdict.is_thanks)
		teller_why(t, t->verdict.question_why);
	if (t->verdict.kind != KIND_HUMAN || t->verdict.is_internal)
		return;
	tell_question_rules(t);
	SAY(t,
	    "Samen %+d; vanaf %+d is het zeker een vraag, tot %+d zeker niet.",
	    "Together %+d; from %+d on it is certainly one, up to %+d "
	    "certainly none.",
	    t->grounds.question_sum, QUESTION_SURE, QUESTION_NOT);
	teller_rules(t, RULE_ROLE);
	tell_question_near(t);
}

/* How far a topic was from being chosen. */
static void
tell_topic_near(struct teller *t, const struct topic_total *total, int chosen)
{
	int needed = chosen > total->score ? chosen : TOPIC_ENOUGH;
	const char *lacks = needed > total->score
	    ? arena_printf(t->a,
	          PICK(t, "%d punten te weinig", "%d points too few"),
	          needed - total->score)
	    : PICK(t, "het team van dit bericht wijst anders",
	          "the team of this message points elsewhere");

	teller_near(t,
	    (struct nearly){ .name = total->topic,
	        .there = total->words,
	        .lacks = lacks,
	        .score = total->score,
	        .needed = needed,
	        .says = arena_printf(t->a,
	            PICK(t, "%s: %d punten, door: %s; %s.",
	                "%s: %d points, by: %s; %s."),
	            total->topic, total->score, total->words, lacks) });
}

static void
tell_topics(struct teller *t)
{
	struct topic_total *totals = NULL;
	size_t i, n = topic_totals(t->a, &t->grounds.topics, &totals);
	size_t shown = 0;
	int chosen = 0;

	for (i = 0; i < n; i++) {
		if (strcmp(totals[i].topic, t->verdict.topic) != 0)
			continue;
		chosen = totals[i].score;
		SAY(t, "%s: %d punten, door: %s. Gekozen.",
		    "%s: %d points, by: %s. Chosen.", totals[i].topic, chosen,
		    totals[i].words);
	}
	for (i = 0; i < n && shown < NEAREST_MAX; i++) {
		if (strcmp(totals[i].topic, t->verdict.topic) == 0)
			continue;
		tell_topic_near(t, &totals[i], chosen);
		shown++;
	}
	if (n == 0)
		TELL(t, "Geen woord van een onderwerp gevonden.",
		    "No word of any topic was found.");
	else
		SAY(t,
		    "Nodig zijn %d punten, of %d als ook het team erop wijst.",
		    "It takes %d points, or %d when the team points there too.",
		    TOPIC_ENOUGH, TOPIC_SUPPORTED);
}

/* Words that would have counted, had they been written otherwise. */
static void
tell_misspelt(struct teller *t)
{
	struct misspelt at[NEAREST_MAX];
	size_t i,
	    n = misspelt_find(t->a, t->office->rulebook.rules, t->facts,
	        t->verdict.topic, at, NEAREST_MAX);

	for (i = 0; i < n; i++)
		teller_near(t,
		    (struct nearly){ .name = at[i].rule->name,
		        .there = at[i].found,
		        .lacks = at[i].meant,
		        .says = arena_printf(t->a,
		            PICK(t,
		                "\"%s\" lijkt op \"%s\" van regel "
		                "\"%s\".",
		                "\"%s\" is nearly \"%s\" of rule "
		                "\"%s\"."),
		            at[i].found, at[i].meant, at[i].rule->name) });
}

void
explain_topic(struct teller *t)
{
	teller_begin(t, "topic", "Onderwerp", "Topic", t->verdict.topic);
	if (t->verdict.kind != KIND_HUMAN && t->verdict.kind != KIND_INVITATION)
		TELL(t,
		    "Volgt uit de soort bericht; de woorden beslissen niet.",
		    "Follows from the kind of message; words do not decide.");
	tell_topics(t);
	if (t->grounds.has_quoted_topic)
		TELL(t,
		    "De nieuwe tekst noemt geen onderwerp; de aangehaalde "
		    "tekst gaf de doorslag.",
		    "The new text names no topic; the quoted text decided.");
	teller_near_rules(t, RULE_TOPIC, NULL);
	tell_misspelt(t);
}

void
explain_team(struct teller *t)
{
	struct team_total *totals = NULL;
	const char *team = t->verdict.team;
	size_t i, n;

	teller_begin(t, "team", "Team", "Team", team);
	teller_rules(t, RULE_TEAM);
	n = topic_teams(
	    t->a, &t->grounds.topics, t->grounds.mailbox_team, &totals);
	for (i = 0; i < n; i++) {
		const char *line = arena_printf(t->a,
		    PICK(t,
		        "%s: %d punten, uit onderwerpen, woorden en postvak.",
		        "%s: %d points, of topics, words and mailbox."),
		    totals[i].team, totals[i].score);

		if (strcmp(totals[i].team, team) == 0 ||
		    strcmp(team, "beide") == 0)
			teller_line(t, line);
		else
			teller_near(t,
			    (struct nearly){ .name = totals[i].team,
			        .there = "",
			        .lacks = "",
			        .score = totals[i].score,
			        .needed = totals[0].score > totals[i].score
			            ? totals[0].score
			            : TOPIC_ENOUGH,
			        .says = line });
	}
	if (*t->grounds.mailbox_team)
		SAY(t, "Het postvak is van team %s, als niets anders beslist.",
		    "The mailbox is of team %s, when nothing else decides.",
		    t->grounds.mailbox_team);
	teller_near_rules(t, RULE_TEAM, NULL);
}

static void
tell_deadline(struct teller *t)
{
	const struct verdict *v = &t->verdict;
	const struct named_term *term =
	    term_find(t->office->norms.terms, v->term);
	const struct team_norms own =
	    deadline_norms(&t->office->norms, v->team);
	enum language l = t->office->settings.language;
	struct date last;

	if (v->has_named_day)
		SAY(t, "De afzender noemt %s.", "The sender names %s.",
		    words_day_full(t->a, l, v->named_day));
	else
		TELL(t,
		    "In de nieuwe tekst staat geen dag waarop antwoord "
		    "nodig is.",
		    "The new text names no day on which an answer is needed.");
	if (!term || term->is_named_day ||
	    term_last_day(term->term, date_of(t->received), t->office->calendar,
	        &last, NULL) != 0)
		return;
	SAY(t, "%s: %s na ontvangst is %s.", "%s: %s after receipt is %s.",
	    term->says, words_term(t->a, l, term->term),
	    words_day_full(t->a, l, last));
	if (term->term.is_statutory && !own.is_statutory_binding)
		SAY(t,
		    "Die wettelijke termijn is hier een richtsnoer; de "
		    "servicenorm (%s) geldt.",
		    "That statutory term is a guideline here; the service "
		    "norm (%s) counts.",
		    words_term(t->a, l, own.norm));
}

/* What is told the same day to whoever is configured. */
static void
tell_notables(struct teller *t)
{
	size_t i;

	for (i = 0; notable_at(i); i++) {
		if (t->verdict.notables & notable_at(i))
			SAY(t,
			    "Hoort dezelfde dag te worden gezien als %s: %s.",
			    "Should be seen the same day as %s: %s.",
			    notable_name(notable_at(i)),
			    notable_why(
			        t->a, t->verdict.notables_why, notable_at(i)));
	}
}

void
explain_term(struct teller *t)
{
	teller_begin(t, "term", "Termijn", "Term", t->verdict.term);
	if (t->verdict.is_question == QUESTION_NO) {
		TELL(t, "Wat geen vraag is heeft geen termijn.",
		    "What is no question has no term.");
		return;
	}
	teller_why(t, t->verdict.term_why);
	teller_rules(t, RULE_TERM);
	tell_deadline(t);
	tell_notables(t);
	teller_near_rules(t, RULE_TERM, NULL);
}

static void
tell_action(
    struct teller *t, const char *dutch, const char *english, const char *value)
{
	if (*value)
		SAY(t, "%s: %s.", "%s: %s.", t->is_english ? english : dutch,
		    value);
}

static const char *
priority_word(const struct teller *t)
{
	const char *priority = t->verdict.priority;

	if (t->is_english || !*priority)
		return priority;
	return strcmp(priority, "high") == 0 ? "hoog" : "laag";
}

/* What the rules have done; a step only where they have something done. */
void
explain_actions(struct teller *t)
{
	const struct verdict *v = &t->verdict;

	if (!*v->assignee && !*v->priority && !*v->thread_key && !*v->keyword &&
	    !*v->move)
		return;
	teller_begin(t, "actions", "Handelingen", "Actions", "");
	teller_rules(t, RULE_ACTION);
	tell_action(t, "Gaat naar", "Goes to", v->assignee);
	tell_action(t, "Voorrang", "Priority", priority_word(t));
	tell_action(t, "Kenmerk", "Reference", v->thread_key);
	tell_action(t, "Trefwoord op de server, als het mag",
	    "Keyword at the server, where allowed", v->keyword);
	tell_action(t, "Map op de server, als het mag",
	    "Folder at the server, where allowed", v->move);
}
