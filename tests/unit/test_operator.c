/* Promise 6: one warning and one all-clear about a mailbox that is not read. */

#include "desk/operator.h"
#include "edge/studio.h"
#include "tests/unit/ops.h"

static void
test_office_hours_count_and_nothing_else(void **state)
{
	static const struct {
		const char *from, *to;
		int minutes;
	} rows[] = {
		{ "2026-11-23 09:00", "2026-11-23 10:00", 60 },
		{ "2026-11-23 07:00", "2026-11-23 09:00", 30 },
		{ "2026-11-23 16:00", "2026-11-24 09:30", 120 },
		{ "2026-11-20 16:30", "2026-11-23 09:00", 60 }, /* weekend */
		{ "2026-11-23 18:00", "2026-11-23 23:00", 0 },
		{ "2026-12-24 16:00", "2026-12-28 09:30", 120 }, /* Christmas */
		{ "2026-11-23 10:00", "2026-11-23 09:00", 0 },
	};
	struct ops *o = *state;
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		int64_t got = operator_office_seconds(
		    o->office, ops_at(rows[i].from), ops_at(rows[i].to));

		if (got != rows[i].minutes * 60)
			fail_msg("%s to %s: %lld s, wanted %d min",
			    rows[i].from, rows[i].to, (long long)got,
			    rows[i].minutes);
	}
}

struct hour {
	const char *at;
	const char *what; /* "trouble", "well", "" */
	size_t n;         /* notices of an operator that are due and new */
	bool is_all_clear;
};

static size_t
make(struct ops *o, struct instant now, bool *is_all_clear)
{
	SCOPED(studio_done)
	struct studio *studio = studio_open(STUDIO_PATIENT_MS);
	struct plan plan;
	size_t i, n = 0, made = 0;

	if (operator_plan(o->store, o->office, o->arena, now, &plan, &o->e) !=
	    0)
		fail_msg("%s", o->e.text);
	for (i = 0; i < plan.n; i++) {
		struct rendered r;

		if (remind_is_done(o->store, &plan.at[i], &o->e) > 0)
			continue;
		*is_all_clear = plan.at[i].is_all_clear;
		if (remind_render(o->store, o->office, o->arena, &plan.at[i],
		        now, &r, &o->e) != 0)
			fail_msg("%s", o->e.text);
		assert_non_null(strstr(r.text, "box"));
		n++;
	}
	if (remind(o->store, o->office, studio, now, &made, &o->e) != 0)
		fail_msg("%s", o->e.text);
	return n;
}

/* I8: a mailbox that goes up and down gives no flood. */
static void
test_i8_one_warning_and_one_all_clear(void **state)
{
	static const struct hour steps[] = {
		{ "2026-11-23 09:00", "trouble", 0, false },
		{ "2026-11-23 10:59", "trouble", 0, false },
		{ "2026-11-23 11:00", "trouble", 1, false },
		{ "2026-11-23 11:01", "trouble", 0, false },
		{ "2026-11-23 16:59", "trouble", 0, false },
		{ "2026-11-23 20:00", "well", 0, false }, /* not at night */
		{ "2026-11-24 08:30", "", 1, true },
		{ "2026-11-24 08:31", "", 0, false },
		{ "2026-11-24 09:00", "trouble", 0, false },
		{ "2026-11-24 09:30", "well", 0, false }, /* short: no word */
		{ "2026-11-24 10:00", "trouble", 0, false },
		{ "2026-11-24 12:00", "", 1, false }, /* a new episode */
		{ "2026-11-24 12:01", "well", 1, true },
		/* Again before the all-clear could go: no second warning. */
		{ "2026-11-24 13:00", "trouble", 0, false },
		{ "2026-11-24 15:00", "", 1, false },
		{ "2026-11-24 19:00", "well", 0, false },
		{ "2026-11-24 20:00", "trouble", 0, false },
		{ "2026-11-25 12:00", "", 0, false },
		{ "2026-11-25 12:05", "well", 1, true },
	};
	struct ops *o = *state;
	struct stored_mailbox m;
	size_t i;

	ops_activate(o, ops_at("2026-11-20 08:00"));
	for (i = 0; i < LENGTH(steps); i++) {
		struct instant now = ops_at(steps[i].at);
		bool is_all_clear = false;
		size_t n;

		assert_int_equal(
		    store_mailbox(o->store, o->arena, "box", now, &m, &o->e),
		    0);
		if (strcmp(steps[i].what, "trouble") == 0)
			assert_int_equal(store_mailbox_trouble(o->store, m.id,
			                     now, "no route to host", &o->e),
			    0);
		if (strcmp(steps[i].what, "well") == 0)
			assert_int_equal(
			    store_mailbox_read(o->store, m.id, now, &o->e), 0);
		n = make(o, now, &is_all_clear);
		if (n != steps[i].n || is_all_clear != steps[i].is_all_clear)
			fail_msg("%s: %zu due, all clear %d", steps[i].at, n,
			    is_all_clear);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_office_hours_count_and_nothing_else, ops_set_up,
		    ops_tear_down),
		cmocka_unit_test_setup_teardown(
		    test_i8_one_warning_and_one_all_clear, ops_set_up,
		    ops_tear_down),
	};

	return unit_run(tests);
}
