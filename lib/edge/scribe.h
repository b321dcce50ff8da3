#ifndef POSTWACHT_SCRIBE_H
#define POSTWACHT_SCRIBE_H

#include <stdbool.h>

#include "edge/write_back.h"

/*
 * A thread that writes back for the desk, which never waits on a network: one
 * mailbox at a time, and it is asked for the results. From one thread.
 */
struct scribe;

struct scribe *scribe_start(struct trust *trust, struct err *e);

/* Gives up what is under way, whose results are lost, and joins. NULL is
 * accepted. */
void scribe_stop(struct scribe *s);

/* Nothing is under way and no result waits. */
bool scribe_is_free(struct scribe *s);

/* Jobs on one mailbox, copied; *mailbox must outlive them. Only when free. */
void scribe_give(struct scribe *s, const struct mailbox_settings *mailbox,
    const struct write_job *jobs, size_t n);

/* 1: the jobs with their results, until the next call; 0: not yet. */
int scribe_take(struct scribe *s, const struct write_job **jobs, size_t *n);

#endif
