/* A question's life in sentences. */

#include <string.h>

#include "base/arena.h"
#include "desk/story.h"
#include "term/roster.h"
#include "tests/unit/shipped.h"

static const struct colleague people[] = {
	{ .id = "daan", .name = "Daan", .address = "daan@vng.nl" },
};
static const struct roster roster = { 0, NULL, 1, people };

static const struct {
	struct event event;
	const char *sender, *note, *nl, *en;
} rows[] = {
	{ { .kind = EVENT_OPENED, .value = "GM0150" }, "Nora", NULL,
	    "Nora stelde de vraag.", "Nora asked." },
	{ { .kind = EVENT_DEADLINE,
	      .value = "promised",
	      .has_day = true,
	      .day = { 20777 } },
	    "Team", NULL,
	    "uiterlijk beantwoorden op vrijdag 20 november 2026 (de toegezegde "
	    "dag).",
	    "to be answered by Friday 20 November 2026 (the promised day)." },
	{ { .kind = EVENT_INTERIM,
	      .value = "",
	      .has_day = true,
	      .day = { 20777 } },
	    "Team", NULL,
	    "Team stuurde een tussenbericht, antwoord toegezegd voor vrijdag 20 "
	    "november 2026.",
	    "Team sent an interim answer, an answer promised by Friday 20 "
	    "November 2026." },
	{ { .kind = EVENT_ASSIGNED, .value = "daan" }, "Team", NULL,
	    "doorgezet: ligt nu bij Daan.", "handed over: now with Daan." },
	{ { .kind = EVENT_ASSIGNED, .value = "", .person = 7 }, "Team", NULL,
	    "doorgezet: ligt nu bij iemand buiten het rooster.",
	    "handed over: now with somebody off the roster." },
	{ { .kind = EVENT_ANSWERED, .value = "" }, "Daan", NULL,
	    "beantwoord door Daan.", "answered by Daan." },
	{ { .kind = EVENT_ANSWERED, .value = "phone", .by = ACTOR_HAND }, "",
	    NULL, "beantwoord, met de hand.", "answered, by hand." },
	{ { .kind = EVENT_NOTED, .value = "unproven" }, "Daan", NULL,
	    "Daan schreef in naam van een collega; de eigen mailserver spreekt "
	    "dat tegen, dus het telt niet.",
	    "Daan wrote in a colleague's name; the own mail server denies "
	    "that, so it does not count." },
	{ { .kind = EVENT_PROBABLY, .value = "subject" }, "Daan", NULL,
	    "Daan schreef de vraagsteller onder hetzelfde onderwerp: "
	    "waarschijnlijk het antwoord (zwak verband).",
	    "Daan wrote to the asker under the same subject: probably the "
	    "answer (a weak tie)." },
	{ { .kind = EVENT_NOTED, .value = "note", .by = ACTOR_HAND }, "",
	    "Belt morgen terug", "notitie: \"Belt morgen terug\", met de hand.",
	    "note: \"Belt morgen terug\", by hand." },
	{ { .kind = EVENT_RELINKED, .value = "", .other = 139 }, "", NULL,
	    "ging op in vraag 139.", "went into question 139." },
};

static void
test_each_event_is_a_sentence_in_both_languages(void **state)
{
	static const enum language languages[] = { LANGUAGE_NL, LANGUAGE_EN };
	size_t i, k;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		SCOPED(arena_done) struct arena *a = arena_new();

		for (k = 0; k < LENGTH(languages); k++) {
			const struct story_of of = { languages[k], &roster,
				rows[i].sender, rows[i].note };

			assert_string_equal(story_line(a, &of, &rows[i].event),
			    k ? rows[i].en : rows[i].nl);
		}
	}
}

/* No kind is left without words. */
static void
test_no_event_is_without_words(void **state)
{
	int kind;

	(void)state;
	for (kind = EVENT_OPENED; kind <= EVENT_UNDONE; kind++) {
		SCOPED(arena_done) struct arena *a = arena_new();
		const struct event event = { .kind = (enum event_kind)kind,
			.value = "" };
		const struct story_of of = { LANGUAGE_NL, &roster, "", NULL };
		const char *line = story_line(a, &of, &event);

		assert_true(strlen(line) > 3);
		assert_null(strstr(line, "(null)"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_each_event_is_a_sentence_in_both_languages),
		cmocka_unit_test(test_no_event_is_without_words),
	};

	return unit_run(tests);
}
