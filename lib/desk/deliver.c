/*
 * One message in several mailboxes. Knows which team each serves; what a
 * judged question then is to each team is triage's and report's.
 */

#include "desk/deliver.h"

#include <string.h>

#include "desk/office.h"
#include "edge/reader.h"
#include "edge/store_delivery.h"
#include "edge/store_letter.h"

#define BOTH_TEAMS "beide"

/* By its name; what was imported for it goes by that name and more. */
static const struct mailbox_settings *
mailbox_of(const struct office *o, const char *mailbox)
{
	const struct settings *s = &o->settings;
	size_t i, n = strcspn(mailbox, "/");

	for (i = 0; i < s->n_mailboxes; i++) {
		const struct mailbox_settings *m = &s->mailboxes[i];

		if (strlen(m->id) == n && strncmp(m->id, mailbox, n) == 0)
			return m;
	}
	return NULL;
}

struct house
deliver_house(const struct office *o, const char *mailbox)
{
	const struct mailbox_settings *m = mailbox_of(o, mailbox);
	struct house house = o->house;

	if (m) {
		house.default_team = m->team;
		house.is_exchange = m->server.provider == PROVIDER_MICROSOFT365;
	}
	return house;
}

/* The one team of all these mailboxes; "" when they have none, and
 * BOTH_TEAMS when they have several. */
static const char *
common_team(const struct office *o, const char **mailboxes, size_t n)
{
	const char *team = "";
	size_t i;

	for (i = 0; i < n; i++) {
		const struct mailbox_settings *m = mailbox_of(o, mailboxes[i]);
		const char *next = m ? m->team : "";

		if (*team && *next && strcmp(team, next) != 0)
			return BOTH_TEAMS;
		if (*next)
			team = next;
	}
	return team;
}

/* What the rules say of a message in several mailboxes, and the team where
 * they give none. 1; 0: it lies in one; -1. */
static int
judge_together(struct store *s, const struct office *o, struct arena *a,
    int64_t message, const struct facts *facts, struct instant received,
    struct verdict *out, const char **fallback, struct err *e)
{
	const char **mailboxes = NULL, *team;
	struct house house = o->house;
	size_t n = 0;

	if (store_delivered_to(s, a, message, &mailboxes, &n, e) != 0)
		return -1;
	if (n < 2)
		return 0;
	team = common_team(o, mailboxes, n);
	*fallback = strcmp(team, BOTH_TEAMS) == 0 ? team : "";
	house.default_team = **fallback ? "" : team;
	house.mailbox_teams = NULL;
	classify(a, facts, received, &house, out);
	return 1;
}

int
deliver_settle(struct store *s, const struct office *o, struct arena *a,
    int64_t message, const struct reading *r, int64_t *conversation,
    struct err *e)
{
	struct redelivered changed;
	struct verdict verdict;
	int several = judge_together(s, o, a, message, &r->facts, r->received,
	    &verdict, &changed.fallback, e);

	if (several <= 0)
		return several;
	changed.team = verdict.team;
	changed.topic = verdict.topic;
	changed.topic_why = verdict.topic_why;
	return store_message_redeliver(s, message, &changed, conversation, e);
}

int
deliver_judge(struct store *s, const struct office *o, struct arena *a,
    const struct letter *l, struct verdict *out, struct err *e)
{
	const struct house house = deliver_house(o, l->mailbox);
	struct verdict together;
	const char *fallback;
	int several;

	classify(a, &l->facts, l->received, &house, out);
	if (l->n_mailboxes < 2)
		return 0;
	several = judge_together(s, o, a, l->message, &l->facts, l->received,
	    &together, &fallback, e);
	if (several <= 0)
		return several;
	out->team = *out->team && !*together.team ? fallback : together.team;
	out->topic = together.topic;
	out->topic_why = together.topic_why;
	return 0;
}
