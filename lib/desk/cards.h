#ifndef POSTWACHT_CARDS_H
#define POSTWACHT_CARDS_H

#include "base/date.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;

/* What every view looks through: one store at one moment. */
struct lens {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	struct instant now;
	struct date today;
};

/* Cards in the making. */
struct stack {
	size_t n, room;
	struct card *at;
};

struct lens lens_of(struct store *s, const struct office *o, struct arena *a,
    struct instant now);

/* Adds the card of a question: 0, or -1 when the store cannot be read. */
int cards_push(struct lens *l, struct stack *s, const struct question *q,
    struct err *e) MUST_CHECK;

/* The cards of the stack, the oldest deadline first, then by number. */
struct cards cards_sorted(struct stack *s);

#endif
