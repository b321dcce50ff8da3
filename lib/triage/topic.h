#ifndef POSTWACHT_TOPIC_H
#define POSTWACHT_TOPIC_H

#include "triage/rules.h"

struct arena;

/* A topic needs this total; below it the topic is unknown. One word of a rule
 * with the usual weight of 10 is enough. */
#define TOPIC_ENOUGH 10

/* This much is enough when the message is plainly of the topic's team, by the
 * team's own words or else by the mailbox it came in. */
#define TOPIC_SUPPORTED 5

/* Such a topic goes before one of the other team that is a little heavier: by
 * this many points, more as its team is further ahead. */
#define TOPIC_LEAD      4
#define TOPIC_LEAD_PART 2
#define TOPIC_LEAD_MAX  40

/* What the mailbox that a message came in says for its team: as much as two
 * words. Most senders know which one is theirs. */
#define TEAM_MAILBOX 40

/* Both teams when the other's total is at least this part of the first's, in
 * percent, and the team rules alone give each at least TEAM_BOTH_LEAST: a topic of
 * one team often borrows a word of the other's. */
#define TEAM_BOTH_PERCENT 75
#define TEAM_BOTH_LEAST   20

struct topic_choice {
	const char *topic; /* "" when no total is enough */
	const char *why;   /* "Herkend als bkr door: ..."; "" without topic */
	const char *team;  /* "" when the rules do not tell */
	bool is_team_settled; /* team "" is what a rule says: none of ours */
	int score;
};

/* What the rules of one topic give together. */
struct topic_total {
	const char *topic, *team;
	int score;
	const char *words; /* that were found */
};

/* All topics that have anything, the heaviest first; ties by name.
 * Returns how many. */
size_t topic_totals(
    struct arena *a, const struct matches *matches, struct topic_total **out);

/* What topics, team words and the mailbox give a team together. */
struct team_total {
	const char *team;
	int score;
};

/* All teams that have anything, the heaviest first; ties by name. Returns how
 * many. */
size_t topic_teams(struct arena *a, const struct matches *matches,
    const char *default_team, struct team_total **out);

/*
 * The topic with the highest total, ties by order of the rules, and the team:
 * that of the topic, else the one whose topics and team words weigh most.
 */
struct topic_choice topic_choose(
    struct arena *a, const struct matches *matches, const char *default_team);

#endif
