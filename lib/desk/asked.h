#ifndef POSTWACHT_ASKED_H
#define POSTWACHT_ASKED_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct house;
struct office;
struct store;

/* A question that came by telephone or in a meeting, and that a colleague puts
 * down ("vraag: ..."). */
struct asked {
	const char *text;  /* as it was written; its first line is the
	                           subject */
	struct instant at; /* when it was put down: its receipt */
	struct instant now;
	int64_t mailbox;
	int64_t command; /* the mail that says it */
};

/*
 * Files it as a message without a sender, by the rules as any other, within a
 * transaction of the caller's. That it asks is for DEED_ASK to say.
 *
 * out      *message  its number
 */
int asked_file(struct store *s, const struct office *o,
    const struct house *house, struct arena *a, const struct asked *asked,
    int64_t *message, struct err *e) MUST_CHECK;

#endif
