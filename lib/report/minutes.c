/*
 * Median, p90 and mean of what was measured, exactly. Knows nothing of what
 * the minutes are of.
 */

#include "report/minutes.h"

#include <string.h>

#include "base/arena.h"

/* Values in a list; as many as that take up about the same counted. */
#define LIST_MOST  1024
#define LIST_FIRST 16

/* Values that share a page of counts: an hour and a bit. */
#define PAGE 64

static void
count(struct minutes *m, int value)
{
	size_t at = (size_t)value / PAGE;

	if (at >= m->n_pages) {
		size_t n = at < 2 * m->n_pages ? 2 * m->n_pages : at + 1;

		m->pages = arena_grow(
		    m->arena, m->pages, m->n_pages, n, sizeof(*m->pages));
		m->n_pages = n;
	}
	if (!m->pages[at])
		m->pages[at] = arena_array(m->arena, PAGE, sizeof(**m->pages));
	m->pages[at][value % PAGE]++;
}

static void
make_room(struct minutes *m)
{
	size_t i, room = m->room ? 2 * m->room : LIST_FIRST;

	if (m->room < LIST_MOST) {
		m->list =
		    arena_grow(m->arena, m->list, m->n, room, sizeof(*m->list));
		m->room = room;
		return;
	}
	for (i = 0; i < m->n; i++)
		count(m, m->list[i]);
	m->list = NULL;
}

void
minutes_add(struct minutes *m, int value)
{
	if (value < 0)
		value = 0;
	if (m->n == m->room && !m->pages)
		make_room(m);
	if (m->pages)
		count(m, value);
	else
		m->list[m->n] = value;
	m->n++;
	m->sum += value;
}

/* Brings the values below the k-th before it and those above behind it
 * (Hoare's selection), without sorting the rest. */
static int
select_kth(int *v, size_t n, size_t k)
{
	size_t low = 0, high = n - 1;

	while (low < high) {
		int pivot = v[low + (high - low) / 2];
		size_t i = low, j = high;

		for (;;) {
			int swap;

			while (v[i] < pivot)
				i++;
			while (v[j] > pivot)
				j--;
			if (i >= j)
				break;
			swap = v[i];
			v[i++] = v[j];
			v[j--] = swap;
		}
		if (k <= j)
			high = j;
		else
			low = j + 1;
	}
	return v[k];
}

/* The value with k values before it, of those that are counted. */
static int
counted_kth(const struct minutes *m, size_t k)
{
	size_t at, i, seen = 0;

	for (at = 0; at < m->n_pages; at++) {
		for (i = 0; m->pages[at] && i < PAGE; i++) {
			seen += m->pages[at][i];
			if (seen > k)
				return (int)(at * PAGE + i);
		}
	}
	return 0;
}

/* The nearest rank: the smallest value with at least that part of all values
 * at or below it. */
static int
nearest_rank(struct minutes *m, size_t percent)
{
	size_t k = (m->n * percent + 99) / 100 - 1;

	return m->pages ? counted_kth(m, k) : select_kth(m->list, m->n, k);
}

struct spread
minutes_spread(struct minutes *m)
{
	if (m->n == 0)
		return (struct spread){ 0 };
	return (struct spread){
		.median = nearest_rank(m, 50),
		.p90 = nearest_rank(m, 90),
		.mean = (int)((m->sum + (int64_t)m->n / 2) / (int64_t)m->n),
	};
}
