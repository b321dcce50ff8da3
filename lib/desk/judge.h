#ifndef POSTWACHT_JUDGE_H
#define POSTWACHT_JUDGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct office;
struct store;

/* What a judgement changed. */
struct judged_counts {
	size_t opened, events;
	size_t fresh; /* of opened: not history */
};

/*
 * Judges a conversation anew and appends what differs from the events that
 * stand: new ones are added, those that no longer follow from the messages
 * are undone, a question that proved to be part of an older one is relinked.
 * Inside the caller's transaction. Judging twice changes nothing.
 */
int judge_conversation(struct store *s, const struct office *o, struct arena *a,
    int64_t conversation, struct instant now, struct judged_counts *counts,
    struct err *e) MUST_CHECK;

/* The same after its messages were judged anew (refile): a deadline that
 * follows from a norm is reckoned anew too. */
int judge_refiled(struct store *s, const struct office *o, struct arena *a,
    int64_t conversation, struct instant now, struct judged_counts *counts,
    struct err *e) MUST_CHECK;

#endif
