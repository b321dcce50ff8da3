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
	size_t n;
	struct claim *at;
};

/*
 * Everything that somebody who works today has late, due today or due on his
 * next working day, in no particular order. One question may be claimed for
 * several coordinators, and twice for who stands in for two of them.
 */
struct claims claims_of(
    struct arena *a, const struct agenda_input *in, struct date today);

#endif
