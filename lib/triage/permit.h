#ifndef POSTWACHT_PERMIT_H
#define POSTWACHT_PERMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "triage/command.h"

struct arena;
struct ours_keys;

/*
 * A permit stands in the subject of a mailto link: "147 klaar [pw...]". It
 * proves that Postwacht itself offered this command to this reader, and until
 * when; nobody else can write one. Without it, or without being an answer to
 * a notice, a mail is no command (users.md 12).
 */
struct permit {
	bool is_any; /* any command: "andere opdrachten" */
	enum command_kind kind;
	int64_t number;        /* question, message or step; 0 when is_any */
	const char *recipient; /* roster id of who may use it */
	struct date expires;   /* the last day on which it is good */
};

#define PERMIT_DAYS 30 /* a link in a mail of a month ago is not meant */
#define PERMIT_TEXT 30 /* 29 characters and NUL */

/* "pw" and 27 hexadecimal digits: 2 of the key's id, 5 of the last day, 20 of
 * HMAC-SHA-256 over all that the permit says (80 bits). */
const char *permit_make(
    struct arena *a, const struct permit *permit, const unsigned char *key);

/* The first "[pw...]" of a subject: its text goes to out, and the place of
 * its bracket to *at. */
bool permit_find(const char *subject, char out[PERMIT_TEXT], size_t *at);

enum permit_state {
	PERMIT_GOOD,
	PERMIT_EXPIRED, /* ours, but its day is over */
	PERMIT_FORGED,  /* not ours, or not for this command and reader */
};

/*
 * Whether a permit is good for a command: made for it, or for any, by a key
 * that counts today.
 *
 * in       wanted  the command and who gives it; expires is not looked at
 */
enum permit_state permit_check(const char *permit, const struct permit *wanted,
    const struct ours_keys *keys, struct date today);

#endif
