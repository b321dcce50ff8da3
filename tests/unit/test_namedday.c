/* The last day that a sender names, and the days that are not one. */

#include <string.h>

#include "base/arena.h"
#include "base/fold.h"
#include "tests/unit/unit.h"
#include "triage/namedday.h"

/* Received on Friday 16 January 2026. */
static const struct {
	enum named_day_use use;
	const char *text, *want;
} rows[] = {
	{ NAMED_DAY_REQUEST,
	    "Kunt u ons vóór 30 januari 2026 laten weten hoe dat zit?",
	    "2026-01-29" },
	{ NAMED_DAY_REQUEST,
	    "Wilt u uiterlijk vrijdag 13 februari aangeven welke vragen er zijn?",
	    "2026-02-13" },
	{ NAMED_DAY_REQUEST,
	    "Reacties ontvangen wij graag tot en met 24 april.", "2026-04-24" },
	{ NAMED_DAY_REQUEST, "Graag uw reactie voor 1 maart.", "2026-02-28" },
	{ NAMED_DAY_REQUEST, "Graag reactie uiterlijk 30-1.", "2026-01-30" },
	{ NAMED_DAY_REQUEST, "Graag reactie t/m 30/01/2026.", "2026-01-30" },
	{ NAMED_DAY_REQUEST, "Wilt u voor aanstaande vrijdag reageren?",
	    "2026-01-22" },
	{ NAMED_DAY_REQUEST,
	    "Kunnen jullie voor donderdag 12.00 uur antwoorden?",
	    "2026-01-22" },
	{ NAMED_DAY_REQUEST,
	    "Graag vandaag nog een reactie, mag ook telefonisch.",
	    "2026-01-16" },
	{ NAMED_DAY_REQUEST, "Kan iemand mij morgen bellen?", "2026-01-17" },
	{ NAMED_DAY_REQUEST, "Onze deadline is vandaag om 16.00 uur.",
	    "2026-01-16" },
	{ NAMED_DAY_REQUEST,
	    "Graag hoor ik voor het eind van volgende week of dit mag.",
	    "2026-01-23" },
	{ NAMED_DAY_REQUEST,
	    "Voor ons voorstel heb ik uiterlijk 6 maart de tabel nodig.",
	    "2026-03-06" },
	{ NAMED_DAY_REQUEST, "Is uiterlijk 6 maart een besluit nodig?", "" },
	{ NAMED_DAY_REQUEST,
	    "Zouden wij voor het einde van deze maand het bedrag mogen weten?",
	    "2026-01-31" },
	{ NAMED_DAY_REQUEST, "Graag een antwoord binnen twee weken.",
	    "2026-01-30" },
	{ NAMED_DAY_REQUEST,
	    "Wij verzoeken u binnen vijf werkdagen te reageren.",
	    "2026-01-23" },
	{ NAMED_DAY_REQUEST,
	    "Graag jullie advies voor de raadsvergadering van 12 maart.",
	    "2026-03-11" },
	{ NAMED_DAY_REQUEST, "Graag reactie voor eind februari.",
	    "2026-02-28" },
	{ NAMED_DAY_REQUEST, "Please let us know by 30 January.",
	    "2026-01-30" },
	/* A limit with a plea needs no word of answering. */
	{ NAMED_DAY_REQUEST,
	    "Verzoeken wij u uiterlijk 27 februari aan te geven wie komt.",
	    "2026-02-27" },
	{ NAMED_DAY_REQUEST, "Reactie gewenst voor 1 maart.", "2026-02-28" },
	{ NAMED_DAY_REQUEST, "Zouden jullie a.s. vrijdag kunnen reageren?",
	    "2026-01-23" },
	{ NAMED_DAY_REQUEST,
	    "Wij zouden volgende week woensdag een reactie willen hebben.",
	    "2026-01-21" },
	{ NAMED_DAY_REQUEST, "Liefst vandaag nog.", "2026-01-16" },
	{ NAMED_DAY_REQUEST, "Graag zsm, liefst vandaag.", "2026-01-16" },
	/* An hour without a day is one of today. */
	{ NAMED_DAY_REQUEST, "Graag voor 17.00 uur.", "2026-01-16" },
	{ NAMED_DAY_REQUEST, "De klant zit hier om 15 uur.", "" },
	/* A bracket ends no abbreviation. */
	{ NAMED_DAY_REQUEST,
	    "Wie weten dat (zie hieronder). De deadline is dinsdag 20 januari.",
	    "2026-01-20" },
	/* The year turns. */
	{ NAMED_DAY_REQUEST, "Graag uw antwoord uiterlijk 5 januari 2028.",
	    "" },
	{ NAMED_DAY_REQUEST, "Graag uw antwoord uiterlijk 3 november.",
	    "2026-11-03" },
	/* Days of other things. */
	{ NAMED_DAY_REQUEST,
	    "De jaarverantwoording moet voor 1 juli worden ingediend, dus een antwoord ruim daarvoor is fijn.",
	    "" },
	{ NAMED_DAY_REQUEST, "De hoorzitting is op 8 april.", "" },
	{ NAMED_DAY_REQUEST, "De sluitingsdatum is 1 juli.", "" },
	{ NAMED_DAY_REQUEST,
	    "De hersteltermijn voor de houder loopt op 20 mei af.", "" },
	{ NAMED_DAY_REQUEST,
	    "Op 12 februari heb ik u gebeld en geen antwoord gekregen.", "" },
	{ NAMED_DAY_REQUEST,
	    "Kunt u aangeven of wij voor 1 maart moeten reageren?", "" },
	{ NAMED_DAY_REQUEST,
	    "Is er een instructie na de verkiezingen van vandaag?", "" },
	{ NAMED_DAY_REQUEST,
	    "De klant moet binnen twee weken reageren, kunt u zeggen of dat klopt?",
	    "" },
	{ NAMED_DAY_REQUEST, "De houder wil graag uiterlijk 1 maart open.",
	    "" },
	{ NAMED_DAY_REQUEST,
	    "Kunt u aangeven wat wij uiterlijk 1 maart moeten doen?", "" },
	{ NAMED_DAY_REQUEST,
	    "Kun je aan het eind van de dag de groepen samenvoegen?", "" },
	{ NAMED_DAY_REQUEST, "Graag z.s.m. een reactie.", "" },
	{ NAMED_DAY_REQUEST, "Goede morgen, graag een reactie.", "" },
	{ NAMED_DAY_REQUEST,
	    "Kunt u reageren? Ik ben van 3 maart tot en met 10 maart weg.",
	    "" },
	{ NAMED_DAY_REQUEST, "Graag reactie uiterlijk 31 februari.", "" },
	{ NAMED_DAY_REQUEST, "", "" },
	/* Promises. */
	{ NAMED_DAY_PROMISE, "U ontvangt uiterlijk 4 februari een antwoord.",
	    "2026-02-04" },
	{ NAMED_DAY_PROMISE, "Ik kom hier vrijdag op terug.", "2026-01-23" },
	{ NAMED_DAY_PROMISE,
	    "Wij komen hier in de loop van volgende week op terug.",
	    "2026-01-23" },
	{ NAMED_DAY_PROMISE, "Ik kom hierop terug.", "" },
};

static void
test_a_day_is_found_where_an_answer_is_asked_or_promised(void **state)
{
	struct date received;
	size_t i;

	(void)state;
	assert_int_equal(date_parse("2026-01-16", &received), 0);
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const char *text = rows[i].text;
		char got[DATE_TEXT] = "";
		struct date d;

		if (named_day_find(fold(a, text, strlen(text), NULL),
		        rows[i].use, received, &d))
			date_print(d, got);
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("\"%s\": got \"%s\", wanted \"%s\"", text, got,
			    rows[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_day_is_found_where_an_answer_is_asked_or_promised),
	};

	return unit_run(tests);
}
