/* The same past week gives the same figure, or the difference is said, once
 * (users.md, last line; metrics.md, stability). */

#include <string.h>

#include "base/arena.h"
#include "desk/corrections.h"
#include "desk/report.h"
#include "tests/unit/desk_rig.h"

/* A summary of week 46 or 47 to one of two leaders, as a row. */
static int64_t
tell(struct rig *r, const char *key, int week, const struct weekly_view *v)
{
	static const char *const teams[] = { "K" };
	const struct colleague hanna = { .id = "hanna",
		.name = "Hanna",
		.address = "hanna@vng.nl",
		.n_teams = 1,
		.teams = (const char **)teams };
	const struct planned p = { .kind = NOTICE_WEEKLY,
		.key = key,
		.recipient = &hanna,
		.team = "K",
		.week = { 2026, week },
		.day = date_add(
		    date_week_monday((struct iso_week){ 2026, week }), 7) };
	struct err e = { 0 };
	int64_t id = 0;

	if (store_notice_add(r->store, &p, "ilse@vng.nl",
	        moment("2026-11-23 08:30"), &id, &e) != 0 ||
	    corrections_keep(r->store, id, v, &e) != 0)
		fail_msg("%s", e.text);
	return id;
}

/* A view of the week after, that looks back at week 46 as it is now. */
static struct weekly_view
look_back(struct rig *r, const struct figures *week_46, const char *team)
{
	struct lens l =
	    lens_of(r->store, r->office, r->arena, moment("2026-11-30 08:30"));
	struct week_figures *before = arena_array(r->arena, 1, sizeof(*before));
	struct weekly_view v = {
		.week = { 2026, 47 }, .n_before = 1, .before = before
	};
	struct corrections c;
	struct err e = { 0 };

	before->week = (struct iso_week){ 2026, 46 };
	before->figures = *week_46;
	if (corrections_of(&l, team, before, 1, &c, &e) != 0)
		fail_msg("%s", e.text);
	v.is_compared = c.is_compared;
	v.n_corrections = c.n;
	v.corrections = c.at;
	return v;
}

static void
test_a_changed_week_is_corrected_once(void **state)
{
	const struct figures told = { .received = 14,
		.handled = 16,
		.open_after = 8,
		.due = 13,
		.in_time = 11 };
	struct figures now = told;
	const struct weekly_view first = { .this_week = told };
	struct rig r = rig_new();
	struct weekly_view v;

	(void)state;
	/* Nothing was ever told: nothing can be said of it. */
	v = look_back(&r, &told, "K");
	assert_false(v.is_compared);
	(void)tell(&r, "weekly:hanna:K:2026-W46", 46, &first);
	v = look_back(&r, &told, "K");
	assert_true(v.is_compared);
	assert_int_equal(v.n_corrections, 0);
	/* Another team's summary says nothing of this one. */
	v = look_back(&r, &told, "W");
	assert_false(v.is_compared);

	/* An answer of that week was found later. */
	now.handled = 17;
	now.in_time = 12;
	now.open_after = 7;
	v = look_back(&r, &now, "K");
	assert_int_equal(v.n_corrections, 3);
	assert_string_equal(v.corrections[0].figure, "handled");
	assert_int_equal(v.corrections[0].week.week, 46);
	assert_int_equal(v.corrections[0].was, 16);
	assert_int_equal(v.corrections[0].now, 17);
	assert_string_equal(v.corrections[1].figure, "open");
	assert_string_equal(v.corrections[2].figure, "in-time");

	/* Said once, also where a stand-in got it; then it is the truth. */
	(void)tell(&r, "weekly:wim:K:2026-W47:hanna", 47, &v);
	v = look_back(&r, &now, "K");
	assert_true(v.is_compared);
	assert_int_equal(v.n_corrections, 0);
	/* Back to what it was is another correction. */
	v = look_back(&r, &told, "K");
	assert_int_equal(v.n_corrections, 3);
	assert_int_equal(v.corrections[0].was, 17);
	rig_done(&r);
}

static void
test_a_refused_summary_told_nobody(void **state)
{
	const struct figures told = { .received = 14 },
	                     now = { .received = 15 };
	const struct weekly_view first = { .this_week = told };
	struct rig r = rig_new();
	struct weekly_view v;
	struct err e = { 0 };
	int64_t id;

	(void)state;
	id = tell(&r, "weekly:hanna:K:2026-W46", 46, &first);
	v = look_back(&r, &now, "K");
	assert_int_equal(v.n_corrections, 1);
	assert_int_equal(store_notice_state(r.store, id, NOTICE_REFUSED, true,
	                     "no such user", moment("2026-11-23 08:31"),
	                     (struct instant){ 0 }, &e),
	    0);
	v = look_back(&r, &now, "K");
	assert_false(v.is_compared);
	assert_int_equal(v.n_corrections, 0);
	rig_done(&r);
}

/* Week 46 is the 97th of the period. */
static void
test_a_report_over_years_compares_each_of_its_weeks(void **state)
{
	const struct weekly_view told = { .this_week = { .received = 14 } };
	const struct report_ask ask = { .kind = PERIOD_DAYS,
		.period = { day("2025-01-01"), day("2026-11-23") },
		.team = "K" };
	struct rig r = rig_new();
	struct report_view v;
	struct err e = { 0 };

	(void)state;
	(void)tell(&r, "weekly:hanna:K:2026-W46", 46, &told);
	if (report_make(r.store, r.office, r.arena, &ask,
	        moment("2026-11-23 08:30"), &v, &e) != 0)
		fail_msg("%s", e.text);
	assert_true(v.is_compared);
	assert_int_equal(v.n_corrections, 1);
	assert_int_equal(v.corrections[0].week.week, 46);
	assert_string_equal(v.corrections[0].figure, "received");
	assert_int_equal(v.corrections[0].was, 14);
	assert_int_equal(v.corrections[0].now, 0);
	rig_done(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_changed_week_is_corrected_once),
		cmocka_unit_test(test_a_refused_summary_told_nobody),
		cmocka_unit_test(
		    test_a_report_over_years_compares_each_of_its_weeks),
	};

	return unit_run(tests);
}
