/*
 * One message in several mailboxes. Knows which team each serves; what a
 * judged question then is to each team is triage's and report's.
 */

#include "desk/deliver.h"

#include <string.h>

#include "desk/office.h"
#include "edge/reader.h"
#include "edge/store_delivery.h"

#define BOTH_TEAMS "beide"

/* The default team of a mailbox, by its name; what was imported for it goes
 * by that name and more. */
static const char *
team_of(const struct office *o, const char *mailbox)
{
	const struct settings *s = &o->settings;
	size_t i, n = strcspn(mailbox, "/");

	for (i = 0; i < s->n_mailboxes; i++) {
		const struct mailbox_settings *m = &s->mailboxes[i];

		if (strlen(m->id) == n && strncmp(m->id, mailbox, n) == 0)
			return m->team;
	}
	return "";
}

/* The one team of all these mailboxes; "" when they have none, and
 * BOTH_TEAMS when they have several. */
static const char *
common_team(const struct office *o, const char **mailboxes, size_t n)
{
	const char *team = "";
	size_t i;

	for (i = 0; i < n; i++) {
		const char *next = team_of(o, mailboxes[i]);

		if (*team && *next && strcmp(team, next) != 0)
			return BOTH_TEAMS;
		if (*next)
			team = next;
	}
	return team;
}

int
deliver_settle(struct store *s, const struct office *o, struct arena *a,
    int64_t message, const struct reading *r, int64_t *conversation,
    struct err *e)
{
	struct redelivered changed = { .fallback = "" };
	const char **mailboxes = NULL, *team;
	struct house house = o->house;
	struct verdict verdict;
	size_t n = 0;

	if (store_delivered_to(s, a, message, &mailboxes, &n, e) != 0)
		return -1;
	if (n < 2)
		return 0;
	team = common_team(o, mailboxes, n);
	if (strcmp(team, BOTH_TEAMS) == 0)
		changed.fallback = team;
	house.default_team = *changed.fallback ? "" : team;
	house.mailbox_teams = NULL;
	classify(a, &r->facts, r->received, &house, &verdict);
	changed.team = verdict.team;
	changed.topic = verdict.topic;
	changed.topic_why = verdict.topic_why;
	return store_message_redeliver(s, message, &changed, conversation, e);
}
