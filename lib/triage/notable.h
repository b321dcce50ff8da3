#ifndef POSTWACHT_NOTABLE_H
#define POSTWACHT_NOTABLE_H

#include <stddef.h>

struct arena;

/*
 * What somebody should see the same day, whatever the topic (users.md 19):
 * requests that a law knows, the press, politics, a data breach, haste. Bits,
 * as a message may be several; stored, so never renumbered.
 */
enum notable {
	NOTABLE_WOO = 1 << 0,
	NOTABLE_KLACHT = 1 << 1,
	NOTABLE_BEZWAAR = 1 << 2,
	NOTABLE_INGEBREKESTELLING = 1 << 3,
	NOTABLE_AVG = 1 << 4,
	NOTABLE_PERS = 1 << 5,
	NOTABLE_KAMERVRAGEN = 1 << 6,
	NOTABLE_DATALEK = 1 << 7, /* 72 hours: AVG art. 33 lid 1 */
	NOTABLE_SPOED = 1 << 8,
	NOTABLE_BSN = 1 << 9, /* was taken out when it was read */
};

/* The i-th, in the order in which they are told; 0 behind the last. */
enum notable notable_at(size_t i);

/* "woo", "datalek", ...: as settings, rules and --json name it. */
const char *notable_name(enum notable n);

/* The bit of a name, of a term too; 0: none. */
unsigned notable_of_name(const char *name);

/* The bit of what a rule of "roles" gives; 0: none. */
unsigned notable_of_role(const char *role);

/*
 * Why a message is what it is: a line for each of its notables, made by
 * notable_why_add and read by notable_why. Both return what lives in the
 * arena, or ""; a reason is one sentence without a full stop.
 */
const char *notable_why_add(
    struct arena *a, const char *lines, enum notable n, const char *reason);
const char *notable_why(struct arena *a, const char *lines, enum notable n);

#endif
