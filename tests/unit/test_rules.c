/* Which rules match, why, and what is wrong with those that cannot. */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/unit/mails.h"
#include "tests/unit/rule_list.h"
#include "tests/unit/unit.h"
#include "triage/fault.h"
#include "triage/organisation.h"
#include "triage/rules.h"

/* The names of the rules that match, with score and words. */
static void
check(const struct rule *list, size_t n, const struct facts *facts,
    const struct organisation *org, const char *want)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	SCOPED(text_done) struct text got;
	struct faults faults = { .arena = a };
	struct rules *rules;
	struct matches matches;
	size_t i;

	text_init(&got, 10000);
	assert_int_equal(rules_new(a, list, n, &rules, &faults), 0);
	matches = rules_match(rules, a, facts, org);
	for (i = 0; i < matches.n; i++)
		text_addf(&got, "%s=%d(%s) ", matches.at[i].rule->name,
		    matches.at[i].score, matches.at[i].words);
	rules_free(rules);
	if (strcmp(got.data, want) != 0)
		fail_msg("got \"%s\", wanted \"%s\"", got.data, want);
}

static void
test_a_word_is_looked_for_at_its_place_only(void **state)
{
	const struct rule list[] = {
		RULE(RULE_ROLE, "text",
		    .any = CRITERIA(AT(PLACE_TEXT, "ratio"))),
		RULE(RULE_ROLE, "subject",
		    .any = CRITERIA(AT(PLACE_SUBJECT, "ratio"))),
		RULE(RULE_ROLE, "new", .any = CRITERIA(AT(PLACE_NEW, "ratio"))),
		RULE(RULE_ROLE, "all", .any = CRITERIA(AT(PLACE_ALL, "oud"))),
		RULE(RULE_ROLE, "from",
		    .any = CRITERIA(AT(PLACE_FROM, "kinderopvang"))),
		RULE(RULE_ROLE, "kind",
		    .any = CRITERIA(AT(PLACE_KIND, "gemeente"))),
		RULE(RULE_ROLE, "organisation",
		    .any = CRITERIA(AT(PLACE_ORGANISATION, "utrecht"))),
		RULE(RULE_ROLE, "province",
		    .any = CRITERIA(AT(PLACE_PROVINCE, "drenthe"))),
	};
	const struct organisation org = { "gemeente", "GM0344",
		"gemeente Utrecht", "Utrecht", "utrecht.nl", false };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct facts facts = mail_facts(
	    a, "kinderopvang@utrecht.nl", "Over de ratio", "Klopt dat?");

	(void)state;
	facts.text_quoted = "Oud bericht";
	check(list, LENGTH(list), &facts, &org,
	    "text=10(ratio) subject=10(ratio) all=10(oud) "
	    "from=10(kinderopvang) kind=10(gemeente) "
	    "organisation=10(utrecht) ");
}

static void
test_a_kind_must_be_equal(void **state)
{
	const struct rule list[] = { RULE(
	    RULE_ROLE, "x", .any = CRITERIA(AT(PLACE_KIND, "kinderopvang"))) };
	const struct organisation org = { "kinderopvang-branche", "BK", "BK",
		"", "", false };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct facts facts = mail_facts(a, "x@bk.nl", "", "");

	(void)state;
	check(list, 1, &facts, &org, "");
}

static void
test_any_all_and_none_combine(void **state)
{
	const struct rule list[] = { RULE(RULE_ROLE, "boete",
	    .any = CRITERIA(AT(PLACE_TEXT, "boete", "boetes"),
		AT(PLACE_SUBJECT, "sanctie")),
	    .all = CRITERIA(AT(PLACE_TEXT, "houder")),
	    .none = CRITERIA(AT(PLACE_TEXT, "bijstand*"))) };
	static const struct {
		const char *subject, *text, *want;
	} rows[] = {
		{ "", "boete voor de houder", "boete=10(houder, boete) " },
		{ "Sanctie", "de houder", "boete=10(houder, sanctie) " },
		{ "", "boete", "" },
		{ "", "de houder", "" },
		{ "", "boete houder bijstandswet", "" },
		{ "", "sanctie voor de houder", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct facts facts =
		    mail_facts(a, "x@y.nl", rows[i].subject, rows[i].text);

		check(list, 1, &facts, NULL, rows[i].want);
	}
}

static void
test_topic_words_count_twice_in_the_subject_and_four_at_most(void **state)
{
	const struct rule list[] = { RULE(RULE_TOPIC, "bkr",
	    .any = CRITERIA(
		AT(PLACE_TEXT, "bkr", "ratio", "groep*", "pauze", "mentor"))) };
	static const struct {
		const char *subject, *text, *want;
	} rows[] = {
		{ "", "de ratio", "bkr=10(ratio) " },
		{ "De ratio", "de ratio", "bkr=20(ratio) " },
		{ "bkr", "ratio groepen pauze mentor",
		    "bkr=40(bkr, ratio, groepen, pauze, mentor) " },
	};
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		struct facts facts =
		    mail_facts(a, "x@y.nl", rows[i].subject, rows[i].text);

		check(list, 1, &facts, NULL, rows[i].want);
	}
}

static void
test_headers_and_their_presence(void **state)
{
	const struct rule list[] = {
		RULE(RULE_NOISE, "value",
		    .any = CRITERIA({ .place = PLACE_HEADER,
		        .header = "x-tool",
		        LIST("mailing*") })),
		RULE(RULE_NOISE, "present",
		    .any = CRITERIA({ .place = PLACE_HEADER,
		        .header = "X-Other",
		        LIST("*") })),
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct facts facts = mail_with_header(
	    a, mail_facts(a, "x@y.nl", "", ""), "X-Tool", "MailingMachine 3");

	(void)state;
	check(list, LENGTH(list), &facts, NULL, "value=10(mailingmachine) ");
}

static void
test_expressions_match_within_limits(void **state)
{
	const struct rule list[] = {
		RULE(RULE_ROLE, "mark",
		    .any = CRITERIA(AT(PLACE_TEXT, "/\\?(?: |$)/"))),
		RULE(RULE_ROLE, "evil",
		    .any = CRITERIA(AT(PLACE_TEXT, "/(a+)+$/"))),
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	char *text = arena_alloc(a, 30001);
	struct facts facts;

	(void)state;
	memset(text, 'a', 30000);
	text[29999] = 'b';
	facts = mail_facts(a, "x@y.nl", "Mag dat?", text);
	check(list, LENGTH(list), &facts, NULL, "mark=10(?) ");
}

static void
test_all_mistakes_are_told_at_once(void **state)
{
	struct rule list[] = {
		RULE(RULE_TOPIC, "one", .any = CRITERIA(AT(PLACE_TEXT, ""))),
		RULE(RULE_TOPIC, "one", .any = CRITERIA(AT(PLACE_TEXT, "/(/"))),
		RULE(RULE_TOPIC, "none-at-all", .n_examples = 0),
		RULE(RULE_TOPIC, "utf8",
		    .any = CRITERIA(AT(PLACE_TEXT, "\xC3(", "a*b"))),
		RULE(RULE_ACTION, "key", .any = CRITERIA(AT(PLACE_TEXT, "x"))),
	};
	static const enum fault_kind wanted[] = { FAULT_NAME_TWICE,
		FAULT_WORD_EMPTY, FAULT_EXPRESSION, FAULT_MATCHES_ALL,
		FAULT_UTF8, FAULT_WORD_STAR, FAULT_CAPTURE };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rules *rules = NULL;
	size_t i;

	(void)state;
	list[4].actions.thread_key = "/zaak/";
	assert_int_equal(rules_new(a, list, LENGTH(list), &rules, &faults), -1);
	assert_null(rules);
	assert_int_equal(faults.n, LENGTH(wanted));
	for (i = 0; i < LENGTH(wanted); i++)
		assert_int_equal(faults.at[i].kind, wanted[i]);
}

static void
test_examples_are_tried(void **state)
{
	static const char *examples[] = { "De BKR", "Onderwerp: bkr\nx",
		"niets" };
	static const char *counter[] = { "de bkr", "iets" };
	const struct rule list[] = { RULE(RULE_TOPIC, "bkr",
	    .any = CRITERIA(AT(PLACE_TEXT, "bkr")), .n_examples = 3,
	    .examples = examples, .n_counterexamples = 2,
	    .counterexamples = counter) };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rules *rules;

	(void)state;
	assert_int_equal(rules_new(a, list, 1, &rules, &faults), 0);
	rules_try_examples(rules, &faults);
	assert_int_equal(faults.n, 2);
	assert_int_equal(faults.at[0].kind, FAULT_EXAMPLE);
	assert_string_equal(faults.at[0].found, "niets");
	assert_int_equal(faults.at[1].kind, FAULT_COUNTEREXAMPLE);
	assert_string_equal(faults.at[1].found, "de bkr");
	assert_string_equal(faults.at[1].want, "bkr");
	rules_free(rules);
}

static void
test_the_version_follows_the_content(void **state)
{
	const struct rule one[] = { RULE(
	    RULE_TOPIC, "a", .any = CRITERIA(AT(PLACE_TEXT, "x"))) };
	const struct rule two[] = { RULE(
	    RULE_TOPIC, "a", .any = CRITERIA(AT(PLACE_TEXT, "y"))) };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rules *r1, *r2, *r3;

	(void)state;
	assert_int_equal(rules_new(a, one, 1, &r1, &faults), 0);
	assert_int_equal(rules_new(a, two, 1, &r2, &faults), 0);
	assert_int_equal(rules_new(a, one, 1, &r3, &faults), 0);
	assert_string_not_equal(rules_version(r1), rules_version(r2));
	assert_string_equal(rules_version(r1), rules_version(r3));
	assert_int_equal(rules_count(r1), 1);
}

/* The second rule is as it would stand in a file of one's own. */
static void
test_rules_of_a_topic_share_their_sentences(void **state)
{
	static const char *const ratio[] = { "Mag een leidster alleen staan",
		"Hoeveel baby's op een groep" };
	static const char *const own[] = { "Een vaste leidster voor baby's" };
	static const char *const debts[] = { "De deurwaarder legt beslag",
		"Mag een verhuurder ontruimen" };
	struct rule list[] = {
		RULE(
		    RULE_TOPIC, "ratio", .sentences = { LENGTH(ratio), ratio }),
		RULE(RULE_TOPIC, "own", .sentences = { LENGTH(own), own },
		    .any = CRITERIA(AT(PLACE_TEXT, "groep"))),
		RULE(
		    RULE_TOPIC, "debts", .sentences = { LENGTH(debts), debts }),
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	struct faults faults = { .arena = a };
	struct rules *rules;
	struct facts facts =
	    mail_facts(a, "a@b.nl", "", "een vaste leidster, alleen");
	struct matches matches;

	(void)state;
	list[0].team = "K";
	list[1].value = "ratio";
	list[2].team = "W";
	assert_int_equal(rules_new(a, list, LENGTH(list), &rules, &faults), 0);
	/* By a word of each; counted once. */
	matches = rules_match(rules, a, &facts, NULL);
	assert_int_equal(matches.n, 1);
	assert_string_equal(matches.at[0].rule->name, "ratio");
	assert_true(strstr(matches.at[0].words, "vaste") != NULL);
	/* What the other one has of its own still counts. */
	facts = mail_facts(a, "a@b.nl", "", "een vaste leidster op de groep");
	matches = rules_match(rules, a, &facts, NULL);
	assert_int_equal(matches.n, 2);
	assert_string_equal(matches.at[1].rule->name, "own");
	assert_int_equal(matches.at[1].score, 10);
	rules_free(rules);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules_of_a_topic_share_their_sentences),
		cmocka_unit_test(test_a_word_is_looked_for_at_its_place_only),
		cmocka_unit_test(test_a_kind_must_be_equal),
		cmocka_unit_test(test_any_all_and_none_combine),
		cmocka_unit_test(
		    test_topic_words_count_twice_in_the_subject_and_four_at_most),
		cmocka_unit_test(test_headers_and_their_presence),
		cmocka_unit_test(test_expressions_match_within_limits),
		cmocka_unit_test(test_all_mistakes_are_told_at_once),
		cmocka_unit_test(test_examples_are_tried),
		cmocka_unit_test(test_the_version_follows_the_content),
	};

	return unit_run(tests);
}
