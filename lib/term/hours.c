/*
 * Office time: how much of it lies between two moments, and when so much of it
 * has passed. Knows blocks of civil days; which days are free it asks the
 * calendar.
 */

#include "term/hours.h"

/* The part of a block of a day that lies in [from, to). */
struct part {
	struct instant from, to;
};

static struct part
part_of(struct date d, const struct office_block *b, struct instant from,
    struct instant to)
{
	struct part p = { date_instant(d, b->from), date_instant(d, b->to) };

	if (p.from.sec < from.sec)
		p.from = from;
	if (p.to.sec > to.sec)
		p.to = to;
	return p;
}

int64_t
hours_between(
    const struct calendar *cal, struct instant from, struct instant to)
{
	struct date d = date_of(from), last = date_of(to);
	int64_t sum = 0;

	for (; d.day <= last.day; d = date_add(d, 1)) {
		struct office_block blocks[CALENDAR_BLOCKS_MAX];
		size_t i,
		    n = calendar_blocks(cal, d, blocks, CALENDAR_BLOCKS_MAX);

		for (i = 0; i < n; i++) {
			struct part p = part_of(d, &blocks[i], from, to);

			if (p.to.sec > p.from.sec)
				sum += p.to.sec - p.from.sec;
		}
	}
	return sum;
}

struct instant
hours_after(const struct calendar *cal, struct instant from, int64_t seconds)
{
	const struct instant end = { INT64_MAX };
	struct date d = date_of(from);
	int searched;

	for (searched = 0; searched < HOURS_SEARCH_DAYS; d = date_add(d, 1)) {
		struct office_block blocks[CALENDAR_BLOCKS_MAX];
		size_t i,
		    n = calendar_blocks(cal, d, blocks, CALENDAR_BLOCKS_MAX);

		searched = n ? 0 : searched + 1;
		for (i = 0; i < n; i++) {
			struct part p = part_of(d, &blocks[i], from, end);
			int64_t length = p.to.sec - p.from.sec;

			if (length <= 0)
				continue;
			if (seconds <= length)
				return (struct instant){ p.from.sec + seconds };
			seconds -= length;
		}
	}
	return from;
}
