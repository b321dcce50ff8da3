#ifndef POSTWACHT_BENCH_H
#define POSTWACHT_BENCH_H

#include <stdbool.h>

#include "base/date.h"
#include "desk/judge.h"
#include "edge/store.h"

/* Inside the judging of conversations: what lies on the bench. */

/* A question of the store, with its events, while it seeks its judgement. */
struct known_question {
	struct stored_question stored;
	struct event *events; /* all of them */
	size_t n_events;
	struct event *standing;
	size_t n_standing;
	bool is_merged;
	const struct judged *judged; /* NULL: none claims it */
};

struct bench {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	struct instant now;
	size_t n_conversations;
	const int64_t *conversations; /* that are judged together */
	size_t n;
	struct known_question *known; /* in order of number */
	struct judged_counts *counts;
	bool moves_days; /* a day that follows from a norm is reckoned anew */
};

/* Appends an event to a question, recorded now. */
int bench_append(struct bench *b, int64_t question, const struct event *event,
    int64_t *seq, struct err *e) MUST_CHECK;

/*
 * A question that went into another stands by itself again, when a judged
 * question begins with the message that opened it and no other number claims
 * that: its going over is undone, and so is what it handed over.
 *
 * returns  1: one was revived, the bench must be laid anew; 0; -1
 */
int bench_revive(struct bench *b, const struct judgement *judgement,
    struct err *e) MUST_CHECK;

#endif
