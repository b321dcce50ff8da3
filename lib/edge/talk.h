#ifndef POSTWACHT_TALK_H
#define POSTWACHT_TALK_H

#include "edge/account.h"

/*
 * Commands on lines of our own, over libetpan's stream: those that it cannot
 * send (IDLE with news before the "+") or not several at a time.
 */

/* Sends the words as they are, with a new time limit and byte budget. */
int talk_send(struct account *c, const char *command, const char *words,
    struct err *e) MUST_CHECK;

/*
 * The next line of the server; NULL when it is none that may come here, then
 * the connection is broken. What it tells of the selected folder is noted in
 * the account. It lives until the next call.
 */
const char *talk_line(struct account *c, const char *command, struct err *e);

/* The same where no line may end in a literal. */
const char *talk_whole_line(
    struct account *c, const char *command, struct err *e);

/* Ends the use of the connection; returns -1. */
int talk_broken(
    struct account *c, const char *command, const char *why, struct err *e);

#endif
