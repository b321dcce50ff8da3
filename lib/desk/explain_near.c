/*
 * What nearly was, in words: rules that lacked one condition, and by how much
 * something stayed below what was needed. What is near triage/near knows.
 */

#include <string.h>

#include "base/text.h"
#include "desk/explain_teller.h"

/* Words of a rule that are named as missing, and the bytes of all. */
#define WANTED_SHOWN 4
#define WANTED_MAX   400

void
teller_near(struct teller *t, struct nearly nearly)
{
	struct reason *r = &t->out.at[t->out.n - 1];

	r->near = arena_grow(
	    t->a, r->near, r->n_near, r->n_near + 1, sizeof(*r->near));
	r->near[r->n_near++] = nearly;
}

/* Where the words of a criterion would have to stand. */
static const char *
place_of(const struct teller *t, const struct criterion *c)
{
	static const char *const words[][2] = {
		[PLACE_TEXT] = { "", "" },
		[PLACE_SUBJECT] = { " in het onderwerp", " in the subject" },
		[PLACE_NEW] = { " in de nieuwe tekst", " in the new text" },
		[PLACE_ALL] = { " ergens in de tekst",
		    " anywhere in the text" },
		[PLACE_FROM] = { " in de afzender", " in the sender" },
		[PLACE_TO] = { " bij de geadresseerden",
		    " among the recipients" },
		[PLACE_ATTACHMENT] = { " in de naam van een bijlage",
		    " in the name of an attachment" },
		[PLACE_HEADER] = { " in de kop ", " in the header " },
		[PLACE_ORGANISATION] = { " in de naam van de organisatie",
		    " in the organisation's name" },
		[PLACE_PROVINCE] = { " als provincie", " as province" },
		[PLACE_KIND] = { " als soort organisatie",
		    " as kind of organisation" },
		[PLACE_HAS_ATTACHMENT] = { " bij de vraag of er een bijlage is",
		    " as to whether there is an attachment" },
	};
	const char *place = words[c->place][t->is_english];

	return c->place == PLACE_HEADER
	    ? arena_printf(t->a, "%s%s", place, c->header)
	    : place;
}

/* "\"ontvang*\", \"hoor*\" of 12 andere": what would have been enough. An
 * expression is told by its number only. */
static const char *
wanted(const struct teller *t, const struct criteria *criteria)
{
	SCOPED(text_done) struct text list;
	size_t i, k, shown = 0, others = 0;

	text_init(&list, WANTED_MAX);
	for (i = 0; i < criteria->n; i++) {
		const struct criterion *c = &criteria->at[i];

		for (k = 0; k < c->n_words; k++) {
			if (*c->words[k] == '/' || shown == WANTED_SHOWN) {
				others++;
				continue;
			}
			text_addf(
			    &list, "%s\"%s\"", shown ? ", " : "", c->words[k]);
			shown++;
		}
	}
	if (shown == 0 && others == 1)
		text_add(&list,
		    PICK(t, "de zinswending van de regel",
		        "the rule's turn of phrase"));
	else if (shown == 0)
		text_addf(&list,
		    PICK(t, "een van %zu zinswendingen",
		        "one of %zu turns of phrase"),
		    others);
	else if (others > 0)
		text_addf(
		    &list, PICK(t, " of %zu andere", " or %zu others"), others);
	return arena_printf(
	    t->a, "%s%s", list.data, place_of(t, &criteria->at[0]));
}

static const char *
lack_of(const struct teller *t, const struct near_miss *m)
{
	if (m->lack == NEAR_FORBIDDEN)
		return arena_printf(t->a,
		    PICK(t, "maar ook %s, en dat sluit de regel uit",
		        "but %s as well, which rules it out"),
		    m->forbidden);
	return arena_printf(t->a, PICK(t, "maar niet %s", "but not %s"),
	    wanted(t, &m->lacking));
}

static void
tell_near_rule(struct teller *t, const struct near_miss *m)
{
	const struct rule *rule = m->rule;
	const char *lacks = lack_of(t, m);
	bool is_weighed = rule->group == RULE_QUESTION ||
	    rule->group == RULE_TOPIC || rule->group == RULE_TEAM;
	const char *weight = !is_weighed
	    ? ""
	    : arena_printf(t->a,
	          PICK(t, " Had %+d gegeven.", " Would have given %+d."),
	          rule->weight);

	teller_near(t,
	    (struct nearly){ .name = rule->name,
	        .there = m->there,
	        .lacks = lacks,
	        .score = is_weighed ? rule->weight : 0,
	        .says = arena_printf(t->a,
	            PICK(t, "Regel \"%s\" (%s): gevonden %s, %s.%s",
	                "Rule \"%s\" (%s): found %s, %s.%s"),
	            rule->name, *rule->says ? rule->says : rule->value,
	            m->there, lacks, weight) });
}

void
teller_near_rules(struct teller *t, enum rule_group group, const char *value)
{
	size_t i, shown = 0;

	for (i = 0; i < t->near.n && shown < NEAREST_RULES_MAX; i++) {
		const struct near_miss *m = &t->near.at[i];

		if (m->rule->group != group ||
		    (value && strcmp(m->rule->value, value) != 0))
			continue;
		tell_near_rule(t, m);
		shown++;
	}
}
