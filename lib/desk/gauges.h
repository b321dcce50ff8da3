#ifndef POSTWACHT_GAUGES_H
#define POSTWACHT_GAUGES_H

#include "desk/status.h"
#include "notice/page_view.h"

struct text;

/*
 * How it goes, for Prometheus: the questions by team as the page has them
 * (a question of both teams counts once, under team="beide", one without a
 * team under team="unknown"), the mailboxes,
 * the outbox and the tick. No address, no subject, no name of a person.
 */
void gauges_print(struct text *out, const struct status *status,
    const struct page_view *page);

#endif
