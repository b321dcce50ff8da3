#ifndef POSTWACHT_STORE_RETENTION_H
#define POSTWACHT_STORE_RETENTION_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct roster;
struct store;

/*
 * Taking away what is kept too long (users.md 28). Everything inside the
 * caller's transaction. What goes leaves the figures as they were, and the
 * fingerprints, so that nothing is filed twice. Each function: how many rows
 * went, at most about `n`, or -1.
 */

/* Texts and notes of conversations whose questions were all handled before. */
int store_retain_texts(
    struct store *s, struct instant before, int n, struct err *e) MUST_CHECK;

/* Junk that was told of, bodies of notices, what notices and commands say of
 * people, and absences that are over. */
struct retain_limits {
	struct instant aside, outbox, names;
};

int store_retain_slips(struct store *s, const struct retain_limits *limits,
    const struct roster *roster, struct err *e) MUST_CHECK;

/* Marks whole conversations for store_retain_marked: those that are due, and
 * those that were set aside and are in no question. */
int store_retain_due(
    struct store *s, struct instant before, int n, struct err *e) MUST_CHECK;
int store_retain_aside(
    struct store *s, struct instant before, int n, struct err *e) MUST_CHECK;

/* Takes subjects, persons, ids and texts from what is marked; a colleague
 * becomes his role ("adviser", or "colleague" when the roster has forgotten
 * him) in events and measurements. 0 or -1. */
int store_retain_marked(
    struct store *s, const struct roster *roster, struct err *e) MUST_CHECK;

/* How often store_retain_marked has taken something away, in all processes:
 * what was published before shows it still. 0 or -1. */
int store_taken_away(struct store *s, int64_t *times, struct err *e) MUST_CHECK;

/* Events and measurements of questions without persons. */
int store_retain_figures(
    struct store *s, struct instant before, int n, struct err *e) MUST_CHECK;

/* Persons whom nothing names any more. */
int store_retain_persons(struct store *s, struct err *e) MUST_CHECK;

/* 1: retention has been at the conversation, and it is judged no more; 0. */
int store_is_retained(
    struct store *s, int64_t conversation, struct err *e) MUST_CHECK;

/* Outside a transaction: what was taken away is not in the journal either.
 * Somebody who reads just then keeps it there until the next one: 0 or -1. */
int store_checkpoint(struct store *s, struct err *e) MUST_CHECK;

#endif
