/* Median, p90 and mean, in whatever way the minutes are kept. */

#include "base/arena.h"
#include "report/minutes.h"
#include "tests/unit/shipped.h"

static int
compare_ints(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* n values below `most`, held against their sorted row. */
static void
check(size_t n, unsigned most, unsigned seed)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct minutes m = { .arena = a };
	int *sorted = arena_array(a, n, sizeof(*sorted));
	struct spread s;
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		sorted[i] = (int)(next_random(&seed) % most);
		sum += sorted[i];
		minutes_add(&m, sorted[i]);
	}
	qsort(sorted, n, sizeof(*sorted), compare_ints);
	s = minutes_spread(&m);
	assert_int_equal(m.n, n);
	if (s.median != sorted[(n + 1) / 2 - 1] ||
	    s.p90 != sorted[(n * 90 + 99) / 100 - 1] ||
	    s.mean != (int)((sum + (int64_t)n / 2) / (int64_t)n))
		fail_msg("%zu values below %u: %d, %d, %d", n, most, s.median,
		    s.p90, s.mean);
	/* Asked again, or after one more, it is right as well. */
	assert_int_equal(minutes_spread(&m).median, s.median);
	minutes_add(&m, (int)most);
	assert_int_equal(minutes_spread(&m).median, sorted[(n + 2) / 2 - 1]);
}

static void
test_any_number_of_minutes_has_its_ranks(void **state)
{
	/* Few values, so that many are equal; a week; years. */
	static const unsigned most[] = { 5, 5000, 3000000 };
	/* Around where a list becomes counts, and far beyond. */
	static const size_t more[] = { 1023, 1024, 1025, 1026, 20001 };
	size_t n, i;

	(void)state;
	for (i = 0; i < LENGTH(most); i++) {
		for (n = 2; n < 150; n++)
			check(n, most[i], (unsigned)n);
		for (n = 0; n < LENGTH(more); n++)
			check(more[n], most[i], (unsigned)n);
	}
}

static void
test_none_and_less_than_none(void **state)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	struct minutes m = { .arena = a };
	struct spread s = minutes_spread(&m);

	(void)state;
	assert_int_equal(s.median + s.p90 + s.mean, 0);
	minutes_add(&m, -7);
	s = minutes_spread(&m);
	assert_int_equal(m.n, 1);
	assert_int_equal(s.median + s.p90 + s.mean, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_number_of_minutes_has_its_ranks),
		cmocka_unit_test(test_none_and_less_than_none),
	};

	return unit_run(tests);
}
