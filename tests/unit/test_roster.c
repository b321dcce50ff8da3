/* Who works, who is away, who stands in. */

#include "term/roster.h"
#include "tests/unit/shipped.h"

#define ALL_WEEK 0x1fU /* Monday to Friday */
#define NOT_WED  0x1bU

/* 23 November 2026 is a Monday. */
static struct roster
sample(struct arena *a)
{
	static const struct team teams[] = {
		{ "K", "Naleving Kinderopvang", "Kinderopvang" },
		{ "W", "Naleving Werk", "Werk" },
	};
	static const char *k[] = { "K" };
	struct absence *away = arena_array(a, 3, sizeof(*away));
	struct colleague *people = arena_array(a, 4, sizeof(*people));

	away[0] = (struct absence){ day("2026-11-23"), day("2026-11-27") };
	away[1] = (struct absence){ day("2026-11-26"), day("2026-11-26") };
	away[2] = (struct absence){ day("2026-11-27"), day("2026-11-27") };
	people[0] = (struct colleague){ "anna", "Anna", "anna@example.org",
		ROLE_COORDINATOR, 0, NULL, ALL_WEEK, 0, 0, "bert", 1,
		&away[0] };
	people[1] = (struct colleague){ "bert", "Bert", "bert@example.org",
		ROLE_ADVISER, 1, k, NOT_WED, 0, 0, "carla", 1, &away[1] };
	people[2] = (struct colleague){ "carla", "Carla", "carla@example.org",
		ROLE_ADVISER, 1, k, ALL_WEEK, 0, 0, "anna", 1, &away[2] };
	people[3] = (struct colleague){ "dirk", "Dirk", "dirk@example.org",
		ROLE_LEADER, 1, k, ALL_WEEK, 0, 0, "dirk", 1, &away[0] };
	return (struct roster){ 2, teams, 4, people };
}

static void
test_people_are_found_without_case_and_nobody_by_nothing(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct roster r = sample(a);

	(void)state;
	assert_string_equal(roster_by_id(&r, "Bert")->name, "Bert");
	assert_string_equal(
	    roster_by_address(&r, "CARLA@example.org")->id, "carla");
	assert_null(roster_by_id(&r, ""));
	assert_null(roster_by_id(&r, "ber"));
	assert_null(roster_by_address(&r, ""));
	assert_null(roster_by_address(&r, "carla@example.com"));
	assert_string_equal(roster_team(&r, "w")->short_name, "Werk");
	assert_null(roster_team(&r, "beide"));
}

static void
test_teams_are_own_both_or_unknown(void **state)
{
	static const struct {
		const char *id, *team;
		bool is_in;
	} rows[] = { { "bert", "K", true }, { "bert", "W", false },
		{ "bert", "beide", true }, { "bert", "", true },
		{ "anna", "W", true } };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct roster r = sample(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++)
		assert_int_equal(roster_is_in_team(roster_by_id(&r, rows[i].id),
		                     rows[i].team),
		    rows[i].is_in);
}

static void
test_part_time_holiday_and_absence_are_three_things(void **state)
{
	static const struct {
		const char *id, *day;
		bool is_on, is_absent, works;
	} rows[] = {
		{ "bert", "2026-11-24", true, false, true },
		{ "bert", "2026-11-25", false, false, false }, /* Wednesday */
		{ "bert", "2026-11-26", true, true, false },
		{ "bert", "2026-11-28", false, false, false }, /* Saturday */
		{ "bert", "2026-12-25", false, false, false }, /* Christmas */
		{ "anna", "2026-11-22", false, false, false },
		{ "anna", "2026-11-23", true, true, false },
		{ "anna", "2026-11-27", true, true, false },
		{ "anna", "2026-11-30", true, false, true },
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	struct roster r = sample(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct colleague *c = roster_by_id(&r, rows[i].id);
		struct date d = day(rows[i].day);

		if (roster_is_on(c, cal, d) != rows[i].is_on ||
		    roster_is_absent(c, d) != rows[i].is_absent ||
		    roster_works(c, cal, d) != rows[i].works)
			fail_msg("%s on %s", rows[i].id, rows[i].day);
	}
}

static void
test_cover_follows_the_chain_and_ends(void **state)
{
	static const struct {
		const char *id, *day, *cover;
	} rows[] = {
		{ "anna", "2026-11-20", "anna" },
		{ "anna", "2026-11-23", "bert" },
		{ "anna", "2026-11-25", "carla" }, /* Bert's day off */
		{ "anna", "2026-11-26", "carla" }, /* Bert away */
		{ "anna", "2026-11-27", "bert" },
		{ "bert", "2026-11-25", "bert" },  /* a day off is no absence */
		{ "carla", "2026-11-27", "bert" }, /* over Anna, away too */
		{ "dirk", "2026-11-23", NULL },    /* stands in for himself */
	};
	SCOPED(arena_done) struct arena *a = arena_new();
	const struct calendar *cal = shipped_calendar(a);
	struct roster r = sample(a);
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(rows); i++) {
		const struct colleague *got = roster_cover(
		    &r, roster_by_id(&r, rows[i].id), cal, day(rows[i].day));

		if (!got != !rows[i].cover ||
		    (got && strcmp(got->id, rows[i].cover) != 0))
			fail_msg("%s on %s: got %s", rows[i].id, rows[i].day,
			    got ? got->id : "nobody");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_people_are_found_without_case_and_nobody_by_nothing),
		cmocka_unit_test(test_teams_are_own_both_or_unknown),
		cmocka_unit_test(
		    test_part_time_holiday_and_absence_are_three_things),
		cmocka_unit_test(test_cover_follows_the_chain_and_ends),
	};

	return unit_run(tests);
}
