/*
 * What the coordinator hears of mail to Postwacht: refusals, repetitions, and
 * automatic answers of colleagues.
 */

#include "desk/told.h"

#include <string.h>

#include "base/arena.h"
#include "desk/office.h"
#include "edge/store_command.h"

/* A colleague is called by his name; a stranger may call himself anything. */
static const char *
name_of(const struct lens *l, const struct told_command *c)
{
	const struct colleague *who =
	    *c->who ? roster_by_id(&l->office->settings.roster, c->who) : NULL;

	if (who)
		return who->name;
	return *c->sender_name ? c->sender_name : c->sender_address;
}

/* A refusal has its reason; the rest are known by their state. */
static const char *
why_of(const struct told_command *c)
{
	static const char *const states[] = { "away", "repeated",
		"unanswered" };
	size_t i;

	for (i = 0; i < LENGTH(states); i++) {
		if (strcmp(c->state, states[i]) == 0)
			return c->state;
	}
	return c->reason;
}

int
told_fill(
    struct lens *l, struct digest_view *v, struct instant since, struct err *e)
{
	struct told_command *rows = NULL;
	struct told_mail *list;
	size_t i, n = 0;

	if (store_commands_told(
	        l->store, l->arena, since, l->now, &rows, &n, e) != 0)
		return -1;
	list = arena_array(l->arena, n + 1, sizeof(*list));
	for (i = 0; i < n; i++)
		list[i] = (struct told_mail){
			.sender = name_of(l, &rows[i]),
			.address = rows[i].sender_address,
			.subject = rows[i].subject,
			.at = rows[i].received,
			.why = why_of(&rows[i]),
		};
	v->told = list;
	v->n_told = n;
	return 0;
}
