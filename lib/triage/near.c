/*
 * Which rules nearly matched a message. Counts the conditions of each rule
 * that were not met; how to say it is another's.
 */

#include "triage/near.h"

#include <stdlib.h>

#include "base/arena.h"
#include "triage/asker.h"
#include "triage/classify.h"
#include "triage/search.h"
#include "triage/wording.h"

/* Who somebody is, or whether there is an attachment, holds for too many
 * messages to make a rule come near. */
#define FIELDS_OF_MANY                                                       \
	(UINT64_C(1) << FIELD_ORGANISATION | UINT64_C(1) << FIELD_PROVINCE | \
	    UINT64_C(1) << FIELD_KIND | UINT64_C(1) << FIELD_HAS_ATTACHMENT)

/* The conditions of one rule that a message does not meet. */
struct shortfall {
	size_t n;
	enum near_lack lack; /* of the last one */
	struct criteria lacking;
};

struct nearing {
	struct arena *a;
	size_t n, room;
	struct near_miss *at;
};

static void
fall_short(struct shortfall *s, enum near_lack lack, const struct criterion *at,
    size_t n)
{
	s->n++;
	s->lack = lack;
	s->lacking = (struct criteria){ n, at };
}

/* "*" finds the whole text, which is no word that was there. */
static bool
is_telling(const struct check *check)
{
	return !(check->fields & FIELDS_OF_MANY) &&
	    !(check->n == 1 && check->needles[0].is_presence);
}

static bool
try_check(
    struct search *s, const struct check *check, struct evidence *evidence)
{
	return search_check(s, check, is_telling(check) ? evidence : NULL);
}

static struct shortfall
fall_of(struct search *s, size_t rule, struct evidence *there,
    struct evidence *forbidden)
{
	const struct compiled *c = &s->rules->compiled[rule];
	const struct rule *r = &s->rules->list[rule];
	struct shortfall fall = { 0 };
	bool is_found = c->any.n == 0;
	size_t i;

	for (i = 0; i < c->all.n; i++) {
		if (!try_check(s, &c->all.at[i], there))
			fall_short(&fall, NEAR_NO_ALL, &r->all.at[i], 1);
	}
	for (i = 0; i < c->any.n; i++)
		is_found |= try_check(s, &c->any.at[i], there);
	if (!is_found)
		fall_short(&fall, NEAR_NO_ANY, r->any.at, r->any.n);
	for (i = 0; i < c->none.n; i++) {
		if (search_check(s, &c->none.at[i], forbidden))
			fall_short(&fall, NEAR_FORBIDDEN, &r->none.at[i], 1);
	}
	return fall;
}

static void
add_if_near(struct nearing *near, struct search *s, size_t rule)
{
	struct evidence there = { 0 }, forbidden = { 0 };
	struct shortfall fall = fall_of(s, rule, &there, &forbidden);

	if (fall.n != 1 || there.n == 0)
		return;
	if (near->n == near->room) {
		near->room = near->room ? 2 * near->room : 16;
		near->at = arena_grow(
		    near->a, near->at, near->n, near->room, sizeof(*near->at));
	}
	near->at[near->n++] = (struct near_miss){
		.rule = &s->rules->list[rule],
		.lack = fall.lack,
		.lacking = fall.lacking,
		.there = evidence_print(near->a, &there),
		.forbidden = evidence_print(near->a, &forbidden),
		.n_there = there.n,
	};
}

static void
add_near(struct nearing *near, const struct rules *rules,
    const struct facts *facts, const struct organisation *org, bool is_fresh)
{
	SCOPED(search_done) struct search s;
	size_t i;

	search_begin(&s, rules, near->a, facts, org);
	for (i = 0; i < rules->n; i++) {
		enum rule_group group = rules->list[i].group;

		if ((group == RULE_QUESTION || group == RULE_TERM) == is_fresh)
			add_if_near(near, &s, i);
	}
}

static int
compare_near(const void *left, const void *right)
{
	const struct near_miss *a = left, *b = right;

	if ((a->lack == NEAR_FORBIDDEN) != (b->lack == NEAR_FORBIDDEN))
		return a->lack == NEAR_FORBIDDEN ? -1 : 1;
	if (a->n_there != b->n_there)
		return a->n_there > b->n_there ? -1 : 1;
	return a->rule < b->rule ? -1 : a->rule > b->rule;
}

struct near_misses
near_find(struct arena *a, const struct facts *facts, const struct house *house)
{
	struct asker asker = asker_of(a, facts, house);
	struct facts read =
	    asker.is_forwarded ? wording_with_quoted(a, facts) : *facts;
	struct facts fresh = wording_has_old_subject(a, &read)
	    ? wording_without_subject(&read)
	    : read;
	struct nearing near = { .a = a };

	add_near(&near, house->rules, &read, asker.organisation, false);
	add_near(&near, house->rules, &fresh, asker.organisation, true);
	if (near.n > 1)
		qsort(near.at, near.n, sizeof(*near.at), compare_near);
	return (struct near_misses){ near.n, near.at };
}
