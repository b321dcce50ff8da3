#ifndef POSTWACHT_DOCTOR_H
#define POSTWACHT_DOCTOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct office;
struct store;

/*
 * Looking at every link on which Postwacht depends, one by one, and saying
 * what to do about each that is not well. Nothing is changed and no mail is
 * sent.
 */
enum finding_level {
	FINDING_GOOD,
	FINDING_NOTE, /* works, but will not for ever, or less well */
	FINDING_BAD,
};

const char *finding_level_name(enum finding_level level);

struct finding {
	enum finding_level level;
	const char *link;   /* "mailbox kinderopvang", "post", "disk", ... */
	const char *says;   /* what was seen */
	const char *remedy; /* what to do; "" when it is good */
};

struct findings {
	struct arena *arena;
	size_t n, room;
	struct finding *at;
	enum finding_level worst;
};

/* Adds one; `says` in printf form, remedy as it is. */
void finding_add(struct findings *f, enum finding_level level, const char *link,
    const char *remedy, const char *format, ...) PRINTF(5, 6);

/* What ends is told of so long ahead, in days: what a person must renew
 * (users.md 14), and what a machine renews when 30 days are left. */
#define DOCTOR_SOON       60
#define DOCTOR_SOON_ALONE 21
#define DOCTOR_CLOSE      7

/* Something that ends: good, a note once less than `soon` days are left, bad
 * from DOCTOR_CLOSE on. A moment of 0 adds nothing. */
struct ending {
	const char *link, *what;
	struct instant at;
	int soon;
	const char *remedy;
};

void finding_add_end(
    struct findings *f, const struct ending *ending, struct instant now);

/*
 * The links to the outside: token sources, each mailbox (name, TLS, login,
 * folders), the post (TLS, login, sender and recipient).
 */
void doctor_links(
    const struct office *o, struct instant now, struct findings *f);

/*
 * The house itself: rights and room of the state folder, clock and calendar,
 * rules with their examples; and with a store (NULL: there is none yet) its
 * integrity, the daemon's last tick, whether answers are seen in Sent, the
 * last backup, what is held.
 */
void doctor_house(const struct office *o, struct store *s, struct instant now,
    struct findings *f);

#endif
