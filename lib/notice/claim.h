#ifndef POSTWACHT_CLAIM_H
#define POSTWACHT_CLAIM_H

#include <stddef.h>

#include "notice/agenda.h"

struct arena;

/* One question in one person's mail, before the mails are made up. */
struct claim {
	const struct colleague *recipient;
	const struct colleague *stands_in_for; /* or NULL */
	struct planned_item item;
	struct date fires; /* when its step began; after today: not yet */
	struct date next;  /* STEP_LATE: when the next step begins */
};

struct claims {
	size_t n, room;
	struct claim *at;
};

/* One more, all of it zero, valid until the next one is added. */
struct claim *claims_add(struct claims *all, struct arena *a);

/* What is late for so many working days, for the leaders of its team or who
 * covers for them: as alerts are repeated (users.md 17). */
struct claims claims_escalated(
    struct arena *a, const struct agenda_input *in, struct date today);

/* The first day from d on which c works, or d when there is none in sight. */
struct date claim_first_day(
    const struct calendar *cal, const struct colleague *c, struct date d);

/* Whether anybody is told of it: nobody of the past (design.md, promise 5), of
 * what waits for the asker, or of what was probably answered (users.md 6). */
bool claim_is_told(const struct question *q);

/*
 * Everything that somebody who works today has late, due today or due on his
 * next working day, in no particular order. One question may be claimed for
 * several coordinators, and twice for who stands in for two of them.
 */
struct claims claims_of(
    struct arena *a, const struct agenda_input *in, struct date today);

#endif
