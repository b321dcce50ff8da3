/* What every tick and every weekly report asks of the store takes no longer
 * after years than after a week: no table that grows is read from end to end. */

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"
#include "tests/unit/unit.h"

static const struct {
	const char *name;
	enum query query;
} asked[] = {
#define ASKED(name)             \
	{                       \
#name, Q_##name \
	}
	ASKED(EVENTS_OF_ACTIVE),
	ASKED(EVENTS_OF_LIVE),
	ASKED(EVENTS_OF_QUESTION),
	ASKED(SIGNALS),
	ASKED(SPANS),
	ASKED(SPANS_EXTENT),
	ASKED(SPANS_OF_QUESTION),
	ASKED(ASKERS),
	ASKED(LEFT_OUT),
	ASKED(NOTICES_HANDED_SINCE),
	ASKED(NOTICES_MADE_SINCE),
	ASKED(NOTICES_REFUSED),
	ASKED(NOTICES_TO_SEND),
	ASKED(NOTICES_UNCERTAIN),
	ASKED(NOTICES_UNCERTAIN_COUNT),
	ASKED(NOTICES_SUPERSEDE),
	ASKED(OUTBOX),
	ASKED(QUESTIONS_LEFT_OUT),
#undef ASKED
};

/* "SCAN e USING ...": all rows of a table, or of an index of all of them. */
static bool
reads_all(const char *step)
{
	return strncmp(step, "SCAN ", 5) == 0 &&
	    strcmp(step, "SCAN CONSTANT ROW") != 0;
}

static void
test_no_table_that_grows_is_read_from_end_to_end(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct store *s = NULL;
	struct err e = { 0 };
	size_t i;

	(void)state;
	if (store_open(":memory:", STORE_REHEARSAL, false, &s, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < LENGTH(asked); i++) {
		sqlite3_stmt *plan = NULL;
		size_t steps = 0;

		assert_int_equal(sqlite3_prepare_v2(s->db,
		                     arena_printf(a, "EXPLAIN QUERY PLAN %s",
		                         sqlite3_sql(s->query[asked[i].query])),
		                     -1, &plan, NULL),
		    SQLITE_OK);
		for (; sqlite3_step(plan) == SQLITE_ROW; steps++) {
			const char *step =
			    (const char *)sqlite3_column_text(plan, 3);

			if (reads_all(step))
				fail_msg("%s: %s", asked[i].name, step);
		}
		assert_true(steps > 0);
		(void)sqlite3_finalize(plan);
	}
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    test_no_table_that_grows_is_read_from_end_to_end),
	};

	return unit_run(tests);
}
