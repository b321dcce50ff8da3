#ifndef POSTWACHT_READER_H
#define POSTWACHT_READER_H

#include <stdbool.h>

#include "edge/source.h"
#include "mail/fingerprint.h"
#include "mail/message.h"

/*
 * Bytes to facts. The one door to mail/ for everything that reads mail, so
 * that the cell (decisions.md 7) stands behind it and nothing else notices.
 */
struct reading {
	struct facts facts;
	struct fingerprint fingerprint;
	struct instant received;
	enum receipt_basis basis;
	const char *aside; /* why the message could only be read in part, "" */
	bool is_unread;    /* not even its headers: nothing but what the source
	                      knows is known */
};

/* Seconds between Date and receipt that make it a flaw (F9): a day. */
#define READER_CLOCK_OFF 86400

/* Reads one fetched message. The receipt is the source's stamp, else the
 * topmost Received, else the time of the file, else Date; basis says which.
 * Never fails: a message that cannot be read is filed from its headers, with
 * the reason in *aside. */
void reader_read(
    struct arena *a, const struct fetched *mail, struct reading *out);

/* What reader_read is, and what stands in its place in a test of the cell. */
typedef void reader_fn(
    struct arena *a, const struct fetched *mail, struct reading *out);

/* Puts what the source knows beside facts that were read elsewhere: receipt,
 * basis and aside of *out. */
void reader_settle(const struct fetched *mail, struct reading *out);

#endif
