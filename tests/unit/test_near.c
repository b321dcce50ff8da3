/* Rules that nearly matched, and words that nearly are those of a rule. */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/unit/mails.h"
#include "tests/unit/rule_list.h"
#include "tests/unit/unit.h"
#include "triage/classify.h"
#include "triage/fault.h"
#include "triage/misspelt.h"
#include "triage/near.h"

static const struct rule list[] = {
	RULE(RULE_TERM, "klacht", .all = CRITERIA(AT(PLACE_TEXT, "klacht*")),
	    .any = CRITERIA(
	        AT(PLACE_TEXT, "dien een klacht in", "/\\bklaag\\b/"))),
	RULE(RULE_TERM, "woo", .any = CRITERIA(AT(PLACE_TEXT, "woo-verzoek")),
	    .none = CRITERIA(
	        AT(PLACE_TEXT, "cursus"), AT(PLACE_SUBJECT, "nieuwsbrief"))),
	RULE(RULE_NOISE, "weg",
	    .all = CRITERIA(AT(PLACE_SUBJECT, "afwezig"),
	        AT(PLACE_NEW, "ben ik er niet", "verlof"))),
	/* Who the asker is brings no rule near. */
	RULE(RULE_TOPIC, "ggd", .all = CRITERIA(AT(PLACE_KIND, "onbekend")),
	    .any = CRITERIA(AT(PLACE_TEXT, "inspectie*"))),
	RULE(RULE_TOPIC, "bkr",
	    .any = CRITERIA(AT(PLACE_TEXT, "kinderopvang*", "leidster"))),
	RULE(RULE_QUESTION, "vraag", .all = CRITERIA(AT(PLACE_TEXT, "graag")),
	    .any = CRITERIA(AT(PLACE_TEXT, "ontvang ik"))),
};

static const char *const lacks[] = {
	[NEAR_FORBIDDEN] = "forbidden",
	[NEAR_NO_ANY] = "any",
	[NEAR_NO_ALL] = "all",
};

static struct rules *
rules_of(struct arena *a)
{
	struct faults faults = { .arena = a };
	struct rules *rules;

	assert_int_equal(rules_new(a, list, LENGTH(list), &rules, &faults), 0);
	return rules;
}

/* "woo lacks forbidden(cursus), there woo-verzoek; " */
static void
check(const struct facts *facts, const char *want)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text got;
	const struct organisations *nobody;
	const struct organisation_data none = { "domain,kind,cbs_code,name,"
		                                "successor_codes\n",
		"cbs_code,name,province\n",
		"name,kind,domains,domains_unverified\n", "", "" };
	struct house house = { .default_team = "" };
	struct rules *rules = rules_of(a);
	struct near_misses near;
	size_t i;

	assert_int_equal(
	    organisations_new(a, &none, NULL, 0, "VNG", &nobody, NULL), 0);
	house.rules = rules;
	house.organisations = nobody;
	text_init(&got, 10000);
	near = near_find(a, facts, &house);
	for (i = 0; i < near.n; i++) {
		const struct near_miss *m = &near.at[i];

		text_addf(&got, "%s lacks %s(%s), there %s; ", m->rule->name,
		    lacks[m->lack], m->forbidden, m->there);
	}
	rules_free(rules);
	if (strcmp(got.data, want) != 0)
		fail_msg("%s: got \"%s\", wanted \"%s\"", facts->text_new,
		    got.data, want);
}

static void
test_a_rule_that_lacks_one_condition_is_near(void **state)
{
	static const struct {
		const char *subject, *text, *want;
	} rows[] = {
		{ "x", "Over een klacht van ouders.",
		    "klacht lacks any(), there klacht; " },
		/* It matches, or nothing of it is there. */
		{ "x", "Hierbij dien een klacht in.", "" },
		{ "x", "Iets anders.", "" },
		/* What may not be there, and was: nearer than what lacks. */
		{ "x", "Een klacht over de cursus woo-verzoek.",
		    "woo lacks forbidden(cursus), there woo-verzoek; "
		    "klacht lacks any(), there klacht; " },
		/* Two things in the way are not one. */
		{ "nieuwsbrief", "Cursus: een woo-verzoek afhandelen", "" },
		{ "afwezig", "Tot morgen.",
		    "weg lacks all(), there afwezig; " },
		{ "x", "Ik heb verlof.", "weg lacks all(), there verlof; " },
		{ "x", "Graag een reactie",
		    "vraag lacks any(), there graag; " },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    mail_facts(a, "x@a.example", rows[i].subject, rows[i].text);

		check(&facts, rows[i].want);
	}
}

/* The subject of a reply is not what asks, here as in the verdict. */
static void
test_of_a_reply_the_words_of_now_are_near(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct facts facts =
	    mail_facts(a, "x@a.example", "RE: graag uitleg", "Helder zo.");

	(void)state;
	check(&facts, "vraag lacks any(), there graag; ");
	facts.in_reply_to = "1@b.example";
	check(&facts, "");
}

static void
test_a_misspelt_word_names_the_one_that_was_meant(void **state)
{
	static const struct {
		const char *text, *not_topic, *want; /* NULL: none */
	} rows[] = {
		{ "De kinderopavng belde.", "", "kinderopavng=kinderopvang*" },
		{ "Een kindropvanglocatie.", "",
		    "kindropvanglocatie=kinderopvang*" },
		{ "De leidsters bellen.", "", "leidsters=leidster" },
		/* It is the word, or too short, or another word. */
		{ "De kinderopvang belde.", "", NULL },
		{ "De directeur belde.", "", NULL },
		{ "De leiding belde.", "", NULL },
		/* The topic is found by other words already. */
		{ "De kinderopavng belde.", "bkr", NULL },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct rules *rules = rules_of(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct facts facts =
		    mail_facts(a, "x@a.example", "", rows[i].text);
		struct misspelt at[2];
		size_t n = misspelt_find(
		    a, rules, &facts, rows[i].not_topic, at, LENGTH(at));
		const char *got =
		    n ? arena_printf(a, "%s=%s", at[0].found, at[0].meant) : "";

		if (strcmp(got, rows[i].want ? rows[i].want : "") != 0)
			fail_msg("%s: got \"%s\"", rows[i].text, got);
	}
	rules_free(rules);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_rule_that_lacks_one_condition_is_near),
		cmocka_unit_test(test_of_a_reply_the_words_of_now_are_near),
		cmocka_unit_test(
		    test_a_misspelt_word_names_the_one_that_was_meant),
	};

	return unit_run(tests);
}
