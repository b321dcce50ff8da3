/* Whose mail domain it is. */

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/organisation.h"

static const struct organisation_data data = {
	.domains = "domain,kind,cbs_code,name,status,successor_codes\n"
	           "utrecht.nl,gemeente,GM0344,Utrecht,actueel,\n"
	           "gemeente.groningen.nl,gemeente,GM0014,Groningen,actueel,\n"
	           "amsterdam.nl,gemeente,GM0363,Amsterdam,actueel,\n"
	           "ggd.amsterdam.nl,ggd,,GGD Amsterdam,actueel,\n"
	           "haaren.nl,gemeente-opgeheven,GM0788,Haaren,oud,"
	           "GM0824;GM0757\n"
	           "agv.nl,waterschap,,\"Waterschap Amstel, Gooi\",actueel,\n",
	.municipalities = "cbs_code,name,province\n"
	                  "GM0344,Utrecht,Utrecht\n"
	                  "GM0014,Groningen,Groningen\n"
	                  "GM0363,Amsterdam,Noord-Holland\n"
	                  "GM0824,Oisterwijk,Noord-Brabant\n",
	.partners = "name,kind,domains,domains_unverified\n"
	            "Divosa,koepel,divosa.nl;mail.divosa.nl,\n"
	            "Arbeidsinspectie,inspectie,,inspectieszw.nl\n",
	.free_mail = "# free\ngmail.com\r\nziggo.nl # cable\n",
	.press = "nos.nl\n",
};

static const char *const internal[] = { "vng.nl", "VNG.cloud" };

static const struct organisations *
build(struct arena *a)
{
	const struct organisations *all;
	struct err e;

	assert_int_equal(organisations_new(a, &data, internal, LENGTH(internal),
	                     "De Vereniging", &all, &e),
	    0);
	return all;
}

static void
test_the_longest_suffix_on_label_borders_wins(void **state)
{
	static const struct {
		const char *domain, *kind, *code;
	} rows[] = {
		{ "utrecht.nl", "gemeente", "GM0344" },
		{ "mail.utrecht.nl", "gemeente", "GM0344" },
		{ "ggd.amsterdam.nl", "ggd", "GGD Amsterdam" },
		{ "x.ggd.amsterdam.nl", "ggd", "GGD Amsterdam" },
		{ "myggd.amsterdam.nl", "gemeente", "GM0363" },
		{ "gemeente.groningen.nl", "gemeente", "GM0014" },
		{ "groningen.nl", "onbekend", "" },
		{ "gemeente-utrecht.example", "onbekend", "" },
		{ "utrecht.nl.example", "onbekend", "" },
		{ "neputrecht.nl", "onbekend", "" },
		{ "nl", "onbekend", "" },
		{ "", "onbekend", "" },
		{ ".", "onbekend", "" },
		{ "gmail.com", "particulier", "" },
		{ "ziggo.nl", "particulier", "" },
		{ "vng.nl", "intern", "De Vereniging" },
		{ "mail.vng.cloud", "intern", "De Vereniging" },
		{ "divosa.nl", "koepel", "Divosa" },
		{ "inspectieszw.nl", "inspectie", "Arbeidsinspectie" },
		{ "agv.nl", "waterschap", "Waterschap Amstel, Gooi" },
		{ "nos.nl", "pers", "" },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct organisations *all = build(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct organisation *org =
		    organisation_of(all, rows[i].domain);

		if (strcmp(org->kind, rows[i].kind) != 0 ||
		    strcmp(org->code, rows[i].code) != 0)
			fail_msg("%s: got %s %s, wanted %s %s", rows[i].domain,
			    org->kind, org->code, rows[i].kind, rows[i].code);
	}
}

static void
test_a_former_domain_belongs_to_the_first_successor(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct organisation *org = organisation_of(build(a), "haaren.nl");

	(void)state;
	assert_string_equal(org->kind, "gemeente");
	assert_string_equal(org->code, "GM0824");
	assert_string_equal(org->name, "gemeente Oisterwijk");
	assert_string_equal(org->province, "Noord-Brabant");
	assert_true(org->is_former);
}

static void
test_a_code_gives_the_name(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct organisations *all = build(a);

	(void)state;
	assert_string_equal(
	    organisation_by_code(all, "GM0344")->name, "gemeente Utrecht");
	assert_string_equal(
	    organisation_by_code(all, "Divosa")->kind, "koepel");
	assert_null(organisation_by_code(all, "GM9999"));
}

static void
test_a_missing_column_is_named(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct organisation_data broken = data;
	const struct organisations *all = NULL;
	struct err e;

	(void)state;
	broken.municipalities = "code,name,province\n";
	assert_int_equal(
	    organisations_new(a, &broken, internal, 1, "", &all, &e), -1);
	assert_int_equal(e.kind, ERR_FIX);
	assert_non_null(strstr(e.text, "gemeenten.csv"));
	assert_non_null(strstr(e.text, "cbs_code"));
	assert_null(all);
}

static void
test_an_endless_domain_is_unknown(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	char *domain = arena_alloc(a, 60001);

	(void)state;
	memset(domain, '.', 60000);
	assert_string_equal(
	    organisation_of(build(a), domain)->kind, "onbekend");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_longest_suffix_on_label_borders_wins),
		cmocka_unit_test(
		    test_a_former_domain_belongs_to_the_first_successor),
		cmocka_unit_test(test_a_code_gives_the_name),
		cmocka_unit_test(test_a_missing_column_is_named),
		cmocka_unit_test(test_an_endless_domain_is_unknown),
	};

	return unit_run(tests);
}
