#ifndef POSTWACHT_STORE_FORGET_H
#define POSTWACHT_STORE_FORGET_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct roster;
struct store;

/* Taking one person out of the store, before his time (AVG art. 17). */

struct stored_person {
	int64_t id;
	const char *address;
};

/* The person with that address, lower case: 1 found, 0, -1. */
int store_person_find(struct store *s, const char *address, int64_t *out,
    struct err *e) MUST_CHECK;

/* All whose address is kept. */
int store_persons(struct store *s, struct arena *a, struct stored_person **out,
    size_t *n, struct err *e) MUST_CHECK;

struct forget_counts {
	int64_t messages, questions, open;
	const char *open_numbers; /* "147, 151"; in the arena */
};

/* What is kept of him that was received until a moment. */
int store_forget_count(struct store *s, struct arena *a, int64_t person,
    struct instant until, struct forget_counts *out, struct err *e) MUST_CHECK;

/*
 * Inside the caller's transaction: the conversations with mail from him as an
 * outsider or of which he is the asker lose texts, subjects and persons as by retention, all
 * of them, because answers quote the question; those with a question that is
 * not handled are left. Then his name and address, unless what came later
 * needs them. 0 or -1.
 */
int store_forget(struct store *s, int64_t person, struct instant until,
    const struct roster *roster, struct err *e) MUST_CHECK;

#endif
