#ifndef POSTWACHT_FLAGS_H
#define POSTWACHT_FLAGS_H

#include "edge/account.h"

/* Without CONDSTORE, and without a word of the server, the flags are asked
 * for this often. */
#define FLAGS_EVERY_MS (5 * 60 * 1000)

/* UIDs that one command names: 500 of ten digits and a comma stay within the
 * 8,000 bytes that a server must take (RFC 7162, 4). */
#define FLAGS_UIDS 500

/*
 * Which messages of open questions in this folder carry \Answered. Asks only
 * when the list of those messages is new, the server says that flags changed,
 * or it is time; the folder is selected for that.
 *
 * returns  1: *out is a batch with those UIDs (maybe none) and without mails;
 *          0: nothing was asked; -1
 */
int flags_look(struct account *c, struct folder *f, struct batch **out,
    struct err *e) MUST_CHECK;

#endif
