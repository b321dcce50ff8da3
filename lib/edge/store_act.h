#ifndef POSTWACHT_STORE_ACT_H
#define POSTWACHT_STORE_ACT_H

#include <stdint.h>

#include "edge/store.h"

/* What people did by hand, as far as it is no event of a question. All: 0, or
 * what is said, or -1 as in store.h. */

/* The words of a note, apart from its event so that retention can take them
 * away. */
int store_note_add(
    struct store *s, int64_t event, const char *text, struct err *e) MUST_CHECK;

struct stored_note {
	int64_t event;
	const char *text;
};

int store_notes(struct store *s, struct arena *a, int64_t question,
    struct stored_note **out, size_t *n, struct err *e) MUST_CHECK;

/* By whom and because of what; who "" and command 0: the command line. */
struct hand {
	struct instant at; /* when it is recorded */
	const char *who;   /* roster id */
	int64_t command;   /* the mail that asked for it */
};

/* A message asks, whatever the rules said. 1: recorded; 0: it was already. */
int store_ask_by_hand(struct store *s, int64_t message, const struct hand *by,
    struct err *e) MUST_CHECK;

/* Its conversation, and whether it is one of ours: 1 found, 0, -1. */
int store_message_place(struct store *s, int64_t message, int64_t *conversation,
    bool *is_from_us, struct err *e) MUST_CHECK;

/* The question that a message belongs to, and the one of an event, the lowest
 * number: 1 found, 0, -1. */
int store_question_of_message(
    struct store *s, int64_t message, int64_t *out, struct err *e) MUST_CHECK;
int store_question_of_event(
    struct store *s, int64_t event, int64_t *out, struct err *e) MUST_CHECK;

int store_presence_add(struct store *s, const struct presence *p,
    const struct hand *by, struct err *e) MUST_CHECK;

/* What was said of who is away, and by whom. */
struct said_presence {
	struct presence presence;
	struct instant at;
	const char *who; /* roster id; "" from a shell */
};

/* All of it that was said in (since, until]. */
int store_presences_said(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct said_presence **out, size_t *n,
    struct err *e) MUST_CHECK;

/* All that was said of who is away, in order, up to a moment. */
int store_presences(struct store *s, struct arena *a, struct instant until,
    struct presence **out, size_t *n, struct err *e) MUST_CHECK;

/* The roster as it is at a moment: that of the configuration with what was
 * said since. */
int store_roster(struct store *s, struct arena *a, const struct roster *r,
    struct instant now, struct roster *out, struct err *e) MUST_CHECK;

#endif
