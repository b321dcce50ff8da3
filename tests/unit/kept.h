#ifndef POSTWACHT_KEPT_H
#define POSTWACHT_KEPT_H

#include <sqlite3.h>

#include "edge/store_sql.h"
#include "tests/unit/desk_rig.h"

/* What is kept in the store of a rig. */

/* The one number that a statement gives. */
static inline int
kept_count(struct rig *r, const char *query)
{
	sqlite3_stmt *q = NULL;
	int n;

	assert_int_equal(
	    sqlite3_prepare_v2(r->store->db, query, -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int(q, 0);
	(void)sqlite3_finalize(q);
	return n;
}

/* Whether any cell of any table contains the word. */
static inline bool
kept_holds(struct rig *r, const char *word)
{
	sqlite3_stmt *tables = NULL, *q = NULL;
	bool found = false;
	int i;

	assert_int_equal(sqlite3_prepare_v2(r->store->db,
	                     "SELECT 'SELECT * FROM ' || name "
	                     "FROM sqlite_schema WHERE type = 'table'",
	                     -1, &tables, NULL),
	    SQLITE_OK);
	while (!found && sqlite3_step(tables) == SQLITE_ROW) {
		assert_int_equal(
		    sqlite3_prepare_v2(r->store->db,
		        (const char *)sqlite3_column_text(tables, 0), -1, &q,
		        NULL),
		    SQLITE_OK);
		while (!found && sqlite3_step(q) == SQLITE_ROW) {
			for (i = 0; i < sqlite3_column_count(q); i++) {
				const char *cell =
				    (const char *)sqlite3_column_text(q, i);

				found |= cell && strcasestr(cell, word);
			}
		}
		(void)sqlite3_finalize(q);
	}
	(void)sqlite3_finalize(tables);
	return found;
}

/* All figures are counted over spans; who did the work is none of them. */
static inline const char *
kept_figures(struct rig *r)
{
	sqlite3_stmt *q = NULL;
	const char *out;

	assert_int_equal(
	    sqlite3_prepare_v2(r->store->db,
	        "SELECT group_concat(concat) FROM (SELECT question || '|' || "
	        "place || '|' || began || '|' || ended || '|' || start || '|' "
	        "|| coalesce(finish, '') || '|' || asked || '|' || team || '|' "
	        "|| topic || '|' || organisation || '|' || kind || '|' || "
	        "is_unassigned || '|' || why || '|' || is_by_hand || '|' || "
	        "coalesce(deadline, '') || '|' || coalesce(work, '') || '|' || "
	        "coalesce(response, '') || '|' || coalesce(handling, '') AS "
	        "concat FROM span ORDER BY question, place)",
	        -1, &q, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	out = sql_string(r->arena, q, 0);
	(void)sqlite3_finalize(q);
	return out;
}

static inline void
kept_rebuilds(struct rig *r)
{
	struct stored_question *all = NULL;
	struct err e = { 0 };
	size_t i, n = 0;

	if (store_question_list(r->store, r->arena, &all, &n, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < n; i++)
		assert_int_equal(store_question_check(r->store, r->arena,
		                     &all[i], r->office->calendar, &e),
		    1);
}

#endif
