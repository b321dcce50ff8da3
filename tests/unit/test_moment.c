/* Dates as mail clients write them above quoted text. */

#include "base/arena.h"
#include "mail/moment.h"
#include "tests/unit/unit.h"

static void
test_dutch_and_english_dates_are_read(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "dinsdag 27 januari 2026 11:15",
		    "2026-01-27T11:15:00+01:00" },
		{ "Tuesday, January 27, 2026 11:15 AM",
		    "2026-01-27T11:15:00+01:00" },
		{ "Tuesday, January 27, 2026 12:05 AM",
		    "2026-01-27T00:05:00+01:00" },
		{ "27 January 2026 3:05 p.m.", "2026-01-27T15:05:00+01:00" },
		{ "27-01-2026 11:15", "2026-01-27T11:15:00+01:00" },
		{ "27/1/2026 11:15:30", "2026-01-27T11:15:30+01:00" },
		{ "1/27/2026 11:15 PM", "2026-01-27T23:15:00+01:00" },
		{ "1-2-2026 9:00", "2026-02-01T09:00:00+01:00" },
		{ "2026-01-27 11:15", "2026-01-27T11:15:00+01:00" },
		{ "di 27 jan. 2026 om 11:15", "2026-01-27T11:15:00+01:00" },
		{ "27 mei 2026 om 11:15:00 CEST", "2026-05-27T11:15:00+02:00" },
		{ "27 mrt 2026 11.15 uur", "2026-03-27T11:15:00+01:00" },
		{ "Tue, 27 Jan 2026 10:15:00 +0000",
		    "2026-01-27T11:15:00+01:00" },
		{ "Tue, Jan 27, 2026 at 10:15 AM UTC",
		    "2026-01-27T11:15:00+01:00" },
		{ "27 januari 2026", "2026-01-27T00:00:00+01:00" },
		{ "20 Dec 95 19:59 CST", "1995-12-21T02:59:00+01:00" },
		{ "3 juli 2026 09:00", "2026-07-03T09:00:00+02:00" },
	};
	struct arena *a = arena_new();
	char out[INSTANT_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct instant t;

		if (moment_parse(a, rows[i].in, &t) != 0)
			fail_msg("%s was refused", rows[i].in);
		assert_string_equal(instant_print(t, out), rows[i].out);
	}
	arena_free(a);
}

static void
test_what_is_ambiguous_or_no_date_is_refused(void **state)
{
	static const char *const rows[] = { "", "gisteren", "27 januari",
		"1/2/2026 11:15", "32 januari 2026", "27 januari 2026 25:00",
		"27 januari februari 2026", "13:30", "2026", "99999999",
		"27-01-2026 28-01-2026", "7 Apr 2026 10:00:t x",
		"27 januari 2026 13:00 pm" };
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		struct instant t;

		if (moment_parse(a, rows[i], &t) == 0)
			fail_msg("%s was accepted", rows[i]);
	}
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dutch_and_english_dates_are_read),
		cmocka_unit_test(test_what_is_ambiguous_or_no_date_is_refused),
	};

	return unit_run(tests);
}
