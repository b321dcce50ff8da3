#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "tests/unit/unit.h"
#include "triage/likeness.h"

static const char *const ratio[] = {
	"Hoeveel leidsters moeten er op een groep van acht baby's?",
	"Mag een leidster alleen staan met zes peuters?",
	"Telt een stagiaire mee op de babygroep?",
	"Wie vervangt een zieke leidster op de groep?",
};

static const char *const language[] = {
	"Spreekt de leidster genoeg Nederlands?",
	"Welk taaldiploma heeft een invaller nodig?",
	"Is een examen Nederlands verplicht op de groep?",
};

static const char *const debts[] = {
	"Een schuldeiser weigert het voorstel",
	"De deurwaarder legt beslag op het loon van de klant",
	"Mag een verhuurder ontruimen tijdens schuldhulp?",
};

static const char *const tax[] = {
	"Hoe hoog is de hondenbelasting?",
	"Toeristenbelasting voor campers",
};

static const struct sentence_set sets[] = {
	{ LENGTH(ratio), ratio },
	{ LENGTH(language), language },
	{ LENGTH(debts), debts },
	{ LENGTH(tax), tax },
};

enum {
	RATIO,
	LANGUAGE,
	DEBTS,
	TAX,
	NONE
};

static const struct {
	const char *subject, *text;
	size_t wanted;
	const char *words; /* the first that is shown */
} rows[] = {
	{ "", "hoeveel baby's mag een leidster alleen", RATIO, "hoeveel" },
	{ "baby's en peuters", "", RATIO, "baby's" },
	{ "", "is een taaldiploma verplicht", LANGUAGE, "taaldiploma" },
	/* Known by its first six letters, beside two words. */
	{ "", "ontruimingen: een verhuurder en schuldhulp", DEBTS, "" },
	/* A word in the subject goes before one in the text. */
	{ "schuldhulp loon", "hondenbelasting campers", DEBTS, "" },
	{ "hondenbelasting campers", "schuldhulp loon", TAX, "" },
	/* One word, what is in all sets and what is in none. */
	{ "", "hondenbelasting", NONE, "" },
	{ "", "de", NONE, "" },
	{ "", "fietsenstalling overdekt", NONE, "" },
	{ "", "", NONE, "" },
};

static size_t
best_of(const struct resemblance *all)
{
	size_t best = NONE, i;

	for (i = 0; i < LENGTH(sets); i++) {
		if (all[i].points > 0 &&
		    (best == NONE || all[i].points > all[best].points))
			best = i;
	}
	return best;
}

static void
test_a_text_is_like_the_sentences_that_share_its_words(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const struct likeness *l = likeness_new(a, sets, LENGTH(sets));
		const struct resemblance *all =
		    likeness_points(l, a, rows[i].subject, rows[i].text);
		size_t got = best_of(all);

		if (got != rows[i].wanted)
			fail_msg("\"%s\", \"%s\": got %zu, wanted %zu",
			    rows[i].subject, rows[i].text, got, rows[i].wanted);
		if (got != NONE &&
		    !text_has_prefix(all[got].words, rows[i].words))
			fail_msg("\"%s\", \"%s\": by \"%s\"", rows[i].subject,
			    rows[i].text, all[got].words);
	}
}

static void
test_more_of_the_same_counts_for_no_more(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct likeness *l = likeness_new(a, sets, LENGTH(sets));
	const char *once = "een leidster alleen";
	const char *often = "een leidster alleen een leidster alleen";
	const char *both = "een leidster alleen, hondenbelasting";
	int points = likeness_points(l, a, "", once)[RATIO].points;

	(void)state;
	assert_true(points > 0);
	assert_int_equal(
	    likeness_points(l, a, "", often)[RATIO].points, points);
	assert_true(likeness_points(l, a, "", both)[RATIO].points < points);
}

static void
test_without_sentences_nothing_is_alike(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	static const struct sentence_set none[] = { { 0, NULL } };

	(void)state;
	likeness_points(likeness_new(a, NULL, 0), a, "bkr", "de groep");
	assert_int_equal(
	    likeness_points(likeness_new(a, none, 1), a, "bkr", "de groep")[0]
	        .points,
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_a_text_is_like_the_sentences_that_share_its_words),
		cmocka_unit_test(test_more_of_the_same_counts_for_no_more),
		cmocka_unit_test(test_without_sentences_nothing_is_alike),
	};

	return unit_run(tests);
}
