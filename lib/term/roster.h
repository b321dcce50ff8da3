#ifndef POSTWACHT_ROSTER_H
#define POSTWACHT_ROSTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "term/calendar.h"

struct arena;

/* The team of a question that belongs to both (users.md 8). */
#define TEAM_BOTH "beide"

enum roster_role {
	ROLE_ADVISER,
	ROLE_COORDINATOR,
	ROLE_LEADER, /* project leader: reads the weekly summary */
};

struct team {
	const char *code; /* "K" */
	const char *name; /* "Naleving Kinderopvang & Voorschoolse educatie" */
	const char *short_name; /* "Kinderopvang & VE" */
};

struct colleague {
	const char *id;      /* "noor"; what commands and events call him */
	const char *name;    /* "Noor", as mails address him */
	const char *address; /* local@domain, lower case */
	enum roster_role role;
	size_t n_teams;
	const char **teams; /* codes; none: all teams */
	unsigned workdays;  /* bit 1 << (weekday - 1); Monday is bit 0 */
	int from, to;       /* minutes of the day between which he gets notices;
	                 both 0: as the office */
	const char *stand_in; /* id of the achtervang, or "" */
	size_t n_absences;
	const struct absence {
		struct date from, to; /* both inclusive */
	} * absences;
};

struct roster {
	size_t n_teams;
	const struct team *teams;
	size_t n_people;
	const struct colleague *people;
};

/* What was said of somebody beside the configuration: he is away from a day
 * on, until a day or until he is back; or he is back. */
struct presence {
	const char *person; /* roster id */
	bool is_back;
	struct date from;
	bool has_until;
	struct date until; /* inclusive */
};

/* A roster with that taken in, in the order given: a later line counts before
 * an earlier one, and before the absences of the configuration. What it points
 * to otherwise is shared. */
struct roster roster_with(struct arena *a, const struct roster *r,
    const struct presence *lines, size_t n);

/* NULL when unknown; "" is nobody. Codes, ids and addresses are compared
 * without ASCII case. */
const struct team *roster_team(const struct roster *r, const char *code);
const struct colleague *roster_by_id(const struct roster *r, const char *id);
const struct colleague *roster_by_address(
    const struct roster *r, const char *address);

/* A question of TEAM_BOTH, or of no team yet (""), concerns everybody. */
bool roster_is_in_team(const struct colleague *c, const char *team);

/* One of his weekdays and a workday of the calendar, absent or not. */
bool roster_is_on(
    const struct colleague *c, const struct calendar *cal, struct date d);
bool roster_is_absent(const struct colleague *c, struct date d);

/* Works that day: is on and is not absent. */
bool roster_works(
    const struct colleague *c, const struct calendar *cal, struct date d);

/*
 * Who is there for c on a day: c himself unless he is absent (a day off of a
 * part-timer is no absence, users.md 18), else the first along the chain of
 * stand-ins who works that day; NULL when nobody does.
 */
const struct colleague *roster_cover(const struct roster *r,
    const struct colleague *c, const struct calendar *cal, struct date d);

#endif
