/* Spans out of the store: those that say something of a period, each once, in
 * whichever way they are looked for. */

#include <string.h>

#include "base/arena.h"
#include "edge/store_span.h"
#include "edge/store_sql.h"
#include "tests/unit/shipped.h"

#define SPANS 400
#define DAYS  365

struct placed {
	int64_t start, finish; /* finish 0: it runs */
	int deadline;          /* 0: none */
};

struct world {
	struct arena *arena;
	struct store *store;
	struct date first;
	struct placed at[SPANS];
	int seen[SPANS];
	const char *team, *topic;
};

/* Random ones over a year, half of them answered within some days. */
static void
add_spans(struct world *w)
{
	unsigned seed = 5;
	size_t i;

	assert_int_equal(sqlite3_exec(w->store->db, "PRAGMA foreign_keys = OFF",
	                     NULL, NULL, NULL),
	    SQLITE_OK);
	for (i = 0; i < SPANS; i++) {
		struct placed *k = &w->at[i];
		int day = w->first.day + (int)(next_random(&seed) % DAYS);

		k->start = (int64_t)day * 86400 + 36000;
		if (next_random(&seed) % 8)
			k->finish = k->start +
			    (int64_t)(next_random(&seed) %
			        (next_random(&seed) % 4 ? 400000 : 9000000));
		if (next_random(&seed) % 4)
			k->deadline = day + (int)(next_random(&seed) % 40);
		assert_int_equal(
		    sqlite3_exec(w->store->db,
		        arena_printf(w->arena,
		            "INSERT INTO span VALUES (%zu, 0, 0, %d, %lld, "
		            "nullif(%lld, 0), %lld, 'K', 'bkr', 'GM0344', "
		            "'gemeente', '', 1, 0, '', 0, 0, 1, nullif(%d, 0), "
		            "0, NULL, 5, %zu, NULL, NULL, 7, NULL, NULL, 0, "
		            "'1')",
		            i, k->finish ? 1 : 0, (long long)k->start,
		            (long long)k->finish, (long long)k->start,
		            k->deadline, i),
		        NULL, NULL, NULL),
		    SQLITE_OK);
	}
}

static void
world_init(struct world *w, struct arena *a)
{
	struct err e = { 0 };

	memset(w, 0, sizeof(*w));
	w->arena = a;
	w->first = day("2026-01-01");
	if (store_open(":memory:", STORE_REHEARSAL, false, &w->store, &e) != 0)
		fail_msg("%s", e.text);
}

static void
take(void *context, const struct span *s)
{
	struct world *w = context;
	const struct placed *k = &w->at[s->question];

	w->seen[s->question]++;
	assert_int_equal(s->start.sec, k->start);
	assert_int_equal(s->end.sec, k->finish);
	assert_int_equal(s->ended, k->finish ? SPAN_HANDLED : SPAN_OPEN);
	assert_int_equal(s->has_deadline, k->deadline != 0);
	assert_int_equal(s->deadline.day, k->deadline);
	assert_int_equal(s->work, s->question);
	assert_int_equal(s->response, SPAN_NONE);
	assert_int_equal(s->over, 7);
	assert_string_equal(s->organisation, "GM0344");
	/* Each word once, for as long as the arena lives. */
	assert_true(!w->team || w->team == s->team);
	assert_true(!w->topic || w->topic == s->topic);
	w->team = s->team;
	w->topic = s->topic;
}

static bool
concerns(const struct placed *k, struct period p)
{
	int64_t from = date_instant(p.from, 0).sec;
	int64_t until = date_instant(p.until, 0).sec;

	return (k->start < until && (!k->finish || k->finish >= from)) ||
	    (k->finish && k->finish < from && k->deadline >= p.from.day &&
	        k->deadline < p.until.day);
}

static void
check_period(struct world *w, struct period p)
{
	struct err e = { 0 };
	size_t i;

	memset(w->seen, 0, sizeof(w->seen));
	w->team = w->topic = NULL;
	if (store_spans(w->store, w->arena, p, take, w, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < SPANS; i++) {
		if (w->seen[i] != (int)concerns(&w->at[i], p))
			fail_msg("span %zu, days %d to %d: seen %d times", i,
			    p.from.day - w->first.day,
			    p.until.day - w->first.day, w->seen[i]);
	}
}

static void
test_a_period_has_the_spans_that_concern_it(void **state)
{
	/* A day, a week, a quarter, years: by an index and by a scan. */
	static const int lengths[] = { 1, 7, 90, 130, 365, 2000 };
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world *w = arena_alloc(a, sizeof(*w));
	size_t i;
	int at;

	(void)state;
	world_init(w, a);
	add_spans(w);
	for (i = 0; i < LENGTH(lengths); i++) {
		for (at = -60; at < DAYS + 60; at += 13)
			check_period(w,
			    (struct period){ date_add(w->first, at),
			        date_add(w->first, at + lengths[i]) });
	}
	store_close(w->store);
}

static void
test_an_empty_store_has_none(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world *w = arena_alloc(a, sizeof(*w));
	const struct period p = { day("2026-01-01"), day("2027-01-01") };
	struct err e = { 0 };

	(void)state;
	world_init(w, a);
	assert_int_equal(store_spans(w->store, a, p, take, w, &e), 0);
	store_close(w->store);
}

/* A statement that fails on its way says so. */
static void
test_a_store_that_cannot_be_read_is_no_empty_one(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct world *w = arena_alloc(a, sizeof(*w));
	const struct period p = { day("2026-01-01"), day("2027-01-01") };
	struct err e = { 0 };

	(void)state;
	world_init(w, a);
	assert_int_equal(
	    sqlite3_exec(w->store->db, "DROP TABLE span", NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(store_spans(w->store, a, p, take, w, &e), -1);
	assert_non_null(strstr(e.text, "span"));
	store_close(w->store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_period_has_the_spans_that_concern_it),
		cmocka_unit_test(test_an_empty_store_has_none),
		cmocka_unit_test(
		    test_a_store_that_cannot_be_read_is_no_empty_one),
	};

	return unit_run(tests);
}
