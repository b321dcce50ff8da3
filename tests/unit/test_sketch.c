/* Texts that are nearly equal, and texts that only sound alike. */

#include <string.h>

#include "base/arena.h"
#include "mail/sketch.h"
#include "tests/unit/unit.h"

#define CONFIRMS                                                              \
	"Bedankt voor uw bericht. Wij hebben het in goede orde ontvangen en " \
	"streven ernaar om binnen vijf werkdagen te reageren."

static const struct {
	const char *one, *other;
	bool is_alike;
} rows[] = {
	{ "Beste Nora,\n\n" CONFIRMS, "Beste Piet,\n\n" CONFIRMS, true },
	{ "Geachte mevrouw De Vries,\n" CONFIRMS, CONFIRMS, true },
	{ CONFIRMS " Uw kenmerk is 2026-118.",
	    CONFIRMS " Uw kenmerk is 2026-731.", true },
	{ "BEDANKT VOOR UW BERICHT! We nemen zo snel mogelijk contact op.",
	    "Bedankt voor uw bericht. We nemen zo snel mogelijk contact op.",
	    true },
	{ CONFIRMS,
	    "Bedankt voor uw bericht. De pauzeregeling geldt alleen als de "
	    "groep compleet is; zie artikel 7 van de regeling.",
	    false },
	{ "Een stagiair telt niet mee voor de bkr, tenzij hij formatief is "
	  "ingezet en dat in het pedagogisch beleid staat.",
	    "Een invalkracht telt wel mee voor de bkr, als hij aan de eisen "
	    "voor de beroepskracht voldoet en in het register staat.",
	    false },
	{ "Dat mag wel.", "Dat mag wel.", false }, /* too short to tell */
	{ "Beste Nora,\n\nDat klopt.", "Beste Piet,\n\nDat klopt.", false },
	{ "", "", false },
	{ "12 13 14 15 16 17", "12 13 14 15 16 17", false },
};

static void
test_a_standard_text_is_known_by_its_words(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		unsigned char one[SKETCH_BYTES], other[SKETCH_BYTES];
		bool got = sketch_of(a, rows[i].one, one) &&
		    sketch_of(a, rows[i].other, other) &&
		    sketch_is_alike(one, other);

		if (got != rows[i].is_alike)
			fail_msg("'%s' and '%s'", rows[i].one, rows[i].other);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_standard_text_is_known_by_its_words),
	};

	return unit_run(tests);
}
