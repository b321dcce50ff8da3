/*
 * The measurements of a store that was made before there were any. All others
 * are kept question by question, with the events.
 */

#include "desk/measure.h"

#include "base/arena.h"
#include "desk/office.h"
#include "edge/store.h"

int
measure_is_made(struct store *s, struct err *e)
{
	int64_t version = 0;
	int found = store_meta(s, MEASURE_META, &version, e);

	if (found < 0)
		return -1;
	return found > 0 && version >= MEASURE_VERSION;
}

static int
make_all(struct store *s, const struct office *o, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct stored_question *all = NULL;
	size_t i, n = 0;

	if (store_question_list(s, a, &all, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		SCOPED(arena_done) struct arena *one = arena_new();

		if (store_question_project(s, one, all[i].id, all[i].is_history,
		        o->calendar, e) != 0)
			return -1;
	}
	return store_meta_set(s, MEASURE_META, MEASURE_VERSION, e);
}

int
measure_all(struct store *s, const struct office *o, struct err *e)
{
	int is_made = measure_is_made(s, e);

	if (is_made != 0)
		return is_made < 0 ? -1 : 0;
	if (store_begin(s, e) != 0)
		return -1;
	if (make_all(s, o, e) != 0 || store_commit(s, e) != 0) {
		store_rollback(s);
		return -1;
	}
	return 0;
}
