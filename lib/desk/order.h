#ifndef POSTWACHT_ORDER_H
#define POSTWACHT_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct facts;
struct fingerprint;
struct house;
struct mailbox_settings;
struct office;
struct store;

/* A mail to Postwacht itself. */
struct order_mail {
	const struct facts *facts;
	const struct fingerprint *fingerprint;
	struct instant received;
	bool is_history;
	int64_t mailbox;
	const char
	    *bytes; /* for a bounce, whose returned headers are no text */
	size_t n;
};

/* Whether a mail in that mailbox is for Postwacht itself: every one in its
 * own, and answers to notices where one mailbox serves for both. */
bool order_is_one(const struct office *o, const struct mailbox_settings *box,
    const struct facts *facts, struct instant received);

/*
 * Deals with a mail to Postwacht: a bounce settles its notice, commands of
 * whoever may give them are carried out, all of them or none, and answered
 * where there is something to answer. What was dealt with is remembered in
 * the transaction of the caller's, so that nothing is done twice. Automatic
 * mail and strangers get no answer.
 *
 * in       house  of the mailbox
 * returns  0; -1, and the caller takes back what was begun
 */
int order_file(struct store *s, const struct office *o,
    const struct house *house, struct arena *a, const struct order_mail *mail,
    struct instant now, struct err *e) MUST_CHECK;

#endif
