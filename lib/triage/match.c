/*
 * Which rules match a message. What was found in it is known (triage/search);
 * then every rule is a matter of looking up bits.
 */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "triage/rules.h"
#include "triage/search.h"

/* Bytes of a captured thread key; a longer one is no reference number. */
#define THREAD_KEY_MAX 64

/* By a word of "words" or "any", or by being like its sentences; a rule with
 * neither by its other conditions alone. */
static bool
rule_find(struct search *s, const struct compiled *rule,
    const struct resemblance *like, struct evidence *evidence)
{
	bool is_found = rule->sentences == NO_SENTENCES ? rule->any.n == 0
	                                                : like->points > 0;
	size_t i;

	for (i = 0; i < rule->all.n; i++) {
		if (!search_check(s, &rule->all.at[i], evidence))
			return false;
	}
	for (i = 0; i < rule->any.n; i++)
		is_found |= search_check(s, &rule->any.at[i], evidence);
	if (!is_found)
		return false;
	for (i = 0; i < rule->none.n; i++) {
		if (search_check(s, &rule->none.at[i], NULL))
			return false;
	}
	return true;
}

static int
score_of(const struct rule *rule, const struct evidence *evidence,
    const struct resemblance *like)
{
	int points = evidence->points;

	if (rule->group != RULE_TOPIC && rule->group != RULE_TEAM)
		return rule->weight;
	return rule->weight *
	    (points > RULES_POINTS_MAX ? RULES_POINTS_MAX : points) +
	    like->points;
}

/* What the one group of the rule's expression captured, in the subject or
 * else in the new text, behind the rule's name. */
static const char *
thread_key_find(struct search *s, size_t i)
{
	static const enum field fields[] = { FIELD_SUBJECT, FIELD_NEW };
	size_t number = s->rules->compiled[i].thread_key, k;

	if (number == NO_EXPRESSION || !s->match_data)
		return "";
	for (k = 0; k < LENGTH(fields); k++) {
		const struct slice *field = &s->field[fields[k]];
		const PCRE2_SIZE *at;

		if (pcre2_match(s->rules->expressions[number].code,
		        (PCRE2_SPTR)field->at, field->n, 0, 0, s->match_data,
		        s->limits) != 2)
			continue;
		at = pcre2_get_ovector_pointer(s->match_data);
		if (at[3] > at[2] && at[3] - at[2] <= THREAD_KEY_MAX)
			return arena_printf(s->a, "%s:%.*s",
			    s->rules->list[i].name, (int)(at[3] - at[2]),
			    field->at + at[2]);
	}
	return "";
}

/* The matches so far. */
struct collection {
	size_t n, room;
	struct match *at;
};

static void
collect_one(struct search *s, size_t i, struct collection *c)
{
	const struct rules *r = s->rules;
	struct evidence evidence = { 0 };
	struct resemblance like = search_likeness(s, i);
	const char *words;

	if (!rule_find(s, &r->compiled[i], &like, &evidence))
		return;
	search_spend_likeness(s, i);
	words = evidence_print(s->a, &evidence);
	if (c->n == c->room) {
		c->room = c->room ? 2 * c->room : 16;
		c->at = arena_grow(s->a, c->at, c->n, c->room, sizeof(*c->at));
	}
	c->at[c->n++] = (struct match){
		.rule = &r->list[i],
		.words = arena_printf(s->a, "%s%s%s", words,
		    *words && *like.words ? ", " : "", like.words),
		.score = score_of(&r->list[i], &evidence, &like),
		.thread_key = thread_key_find(s, i),
	};
}

/* In the order of the rules. */
static struct matches
collect(struct search *s)
{
	struct collection c = { 0 };
	size_t chunk;

	for (chunk = 0; chunk < s->rules->triggers.n_chunks; chunk++) {
		uint64_t left = s->candidates[chunk];

		for (; left; left &= left - 1)
			collect_one(
			    s, chunk * 64 + (size_t)__builtin_ctzll(left), &c);
	}
	return (struct matches){ c.n, c.at };
}

const struct match *
matches_find(
    const struct matches *matches, enum rule_group group, const char *value)
{
	size_t i;

	for (i = 0; i < matches->n; i++) {
		const struct rule *rule = matches->at[i].rule;

		if (rule->group == group &&
		    (!value || strcmp(rule->value, value) == 0))
			return &matches->at[i];
	}
	return NULL;
}

struct matches
rules_match(const struct rules *r, struct arena *a, const struct facts *facts,
    const struct organisation *org)
{
	SCOPED(search_done) struct search s;

	search_begin(&s, r, a, facts, org);
	return collect(&s);
}
