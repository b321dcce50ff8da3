#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "triage/guard.h"
#include "unit.h"

static void
test_a_guard_is_what_every_match_holds(void **state)
{
	static const struct {
		const char *expression, *wanted;
	} rows[] = {
		{ "inspectie", "inspectie" },
		{ "^\\bin gebreke\\b$", "in gebreke" },
		{ "abc.{0,60}\\bovertreding", "overtreding" },
		{ "kinderen?", "kindere" },
		{ "abc?defg", "defg" },
		{ "abc+def", "abc" },
		{ "abcd{0,2}ef", "abc" },
		{ "abcd*?efgh++i", "efgh" },
		{ "zoek(?:enen)? uit", "zoek" },
		{ "(?:artikel|lid) x", "artikel|lid" },
		{ "bezwaar|beroep", "bezwaar|beroep" },
		{ "bezwaar|[0-9]+", "" },
		{ "bezwaar|wo", "" },
		{ "(?:ik|wij) dienen", " dienen" },
		{ "(?:(?:klacht|bezwaar)(?:en)?)+", "klacht|bezwaar" },
		{ "(?:klacht)*", "" },
		{ "(?<!alvast )bedankt", "bedankt" },
		{ "vraag[^?.]{0,40}\\?", "vraag" },
		{ "vraag[]x]antwoorden", "antwoorden" },
		{ "a\\.b\\.c", "a.b.c" },
		{ "lid \\d+ van het", " van het" },
		{ "(?i)klacht", "" },
		{ "\\Qklacht\\E", "" },
		{ "(?<x>klacht)", "" },
		{ "(klacht)\\1", "" },
		{ "(*UTF)klacht", "" },
		{ "klacht[[:alpha:]]", "" },
		{ "\xC3\xA9"
		  "klacht",
		    "" },
		{ "", "" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		SCOPED(text_done) struct text got = { 0 };
		struct guard g = guard_of(a, rows[i].expression);

		text_init(&got, 4096);
		for (k = 0; k < g.n; k++)
			text_addf(&got, "%s%s", k > 0 ? "|" : "", g.words[k]);
		if (strcmp(got.data, rows[i].wanted) != 0)
			fail_msg("%s: got \"%s\", wanted \"%s\"",
			    rows[i].expression, got.data, rows[i].wanted);
	}
}

static void
test_every_guard_is_told(void **state)
{
	static const struct {
		const char *expression, *wanted;
	} rows[] = {
		{ "(?:onder|volgens) de (?:woo|wob)",
		    "onder|volgens &  de  & woo|wob" },
		{ "inspectie", "inspectie" },
		{ "abc.{0,60}overtreding.*lid", "overtreding & abc & lid" },
		/* Of a choice only what its branches need together. */
		{ "bezwaar lid|beroep (?:van|door)", "bezwaar lid|beroep " },
		{ "(?:klacht)?(?:over|van) de", " de & over|van" },
		{ "(?!geen)klacht", "klacht" },
		{ "(?i)klacht.*lid", "" },
	};
	size_t i, k, j;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		SCOPED(text_done) struct text got = { 0 };
		struct guard all[GUARDS_MAX];
		size_t n = guards_of(a, rows[i].expression, all);

		text_init(&got, 4096);
		for (j = 0; j < n; j++) {
			text_add(&got, j > 0 ? " &" : "");
			for (k = 0; k < all[j].n; k++)
				text_addf(&got, "%s%s",
				    k > 0       ? "|"
				        : j > 0 ? " "
				                : "",
				    all[j].words[k]);
		}
		if (strcmp(got.data, rows[i].wanted) != 0)
			fail_msg("%s: got \"%s\", wanted \"%s\"",
			    rows[i].expression, got.data, rows[i].wanted);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_guard_is_what_every_match_holds),
		cmocka_unit_test(test_every_guard_is_told),
	};

	return unit_run(tests);
}
