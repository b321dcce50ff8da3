#ifndef POSTWACHT_MINUTES_H
#define POSTWACHT_MINUTES_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* Minutes, by nearest rank; 0 without any. */
struct spread {
	int median;
	int p90; /* meaningful from n = 10 */
	int mean;
};

/*
 * Minutes that were measured. Begins as { .arena = a }. A few stand in a list;
 * more are counted by their value, so that a million answers take no more room
 * than the different times that they took.
 */
struct minutes {
	struct arena *arena;
	size_t n;
	int64_t sum;
	size_t room;
	int *list; /* NULL once there are pages */
	size_t n_pages;
	uint32_t **pages; /* how often each value occurs; NULL: none of them */
};

/* Less than 0 counts as 0. */
void minutes_add(struct minutes *m, int value);

/* May bring the list into another order. */
struct spread minutes_spread(struct minutes *m);

#endif
