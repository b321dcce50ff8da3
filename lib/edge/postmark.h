#ifndef POSTWACHT_POSTMARK_H
#define POSTWACHT_POSTMARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct arena;

/* Where the messages of an mbox file begin and end. */
struct postmark {
	int64_t start, end; /* of the message, without its From_ line */
	uint64_t chain;     /* hash over the From_ lines up to this one */
	bool has_date;
	struct instant date; /* of the From_ line */
};

struct postmark_list {
	size_t n;
	struct postmark *entries;
};

#define POSTMARK_CHAIN 0xcbf29ce484222325U /* the chain before the first */

/*
 * Whether the line (without its end) is a From_ line, such as
 * "From a@example.org Mon Nov 23 09:12:00 2026".
 *
 * out      *has_date, *date  UTC unless the line names a zone (RFC 4155)
 */
bool postmark_is(
    const char *line, size_t n, bool *has_date, struct instant *date);

/* Reads the file up to `size`. -1: ERR_AGAIN (unreadable) or ERR_FIX (it is
 * no mbox). */
int postmark_index(struct arena *a, int fd, int64_t size,
    struct postmark_list *out, struct err *e) MUST_CHECK;

#endif
