/*
 * Telling that a mailbox is not read. Which warning still stands follows from
 * the keys of the notices that were made; nothing else is remembered.
 */

#include "desk/operator.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "edge/store_outbox.h"

#define WELL ":well"

/* Days that are looked at for office hours: the patience is over long
 * before. */
#define DAYS_MAX 31

struct desk_view {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	struct instant now;
	struct date today;
	size_t n, room;
	struct planned *planned;
};

int64_t
operator_office_seconds(
    const struct office *o, struct instant from, struct instant to)
{
	const struct agenda_options *hours = &o->settings.agenda;
	struct date day = date_of(from), last = date_of(to);
	int64_t sum = 0;
	int i;

	for (i = 0; day.day <= last.day && i < DAYS_MAX; i++) {
		int64_t begin = date_instant(day, hours->morning).sec;
		int64_t end = date_instant(day, hours->evening).sec;

		begin = begin > from.sec ? begin : from.sec;
		end = end < to.sec ? end : to.sec;
		if (begin < end && calendar_is_workday(o->calendar, day))
			sum += end - begin;
		day = date_add(day, 1);
	}
	return sum;
}

static struct planned *
add_planned(struct desk_view *v)
{
	if (v->n == v->room) {
		v->room = v->room ? 2 * v->room : 8;
		v->planned = arena_grow(
		    v->arena, v->planned, v->n, v->room, sizeof(*v->planned));
	}
	return &v->planned[v->n++];
}

/* The key of the warning that this person got and that was not taken back:
 * 1, 0 none, -1. */
static int
standing_key(struct desk_view *v, const char *mailbox,
    const struct colleague *who, const char **key, struct err *e)
{
	const char *prefix = arena_printf(v->arena, "operator:%s:", mailbox);
	int found = store_notice_latest_key(
	    v->store, v->arena, who->id, NOTICE_OPERATOR, prefix, key, e);

	return found > 0 && text_has_suffix(*key, WELL) ? 0 : found;
}

static void
plan_one(struct desk_view *v, const struct colleague *to, const char *mailbox,
    bool is_all_clear, const char *key)
{
	*add_planned(v) = (struct planned){
		.kind = NOTICE_OPERATOR,
		.key = key,
		.recipient = to,
		.day = v->today,
		.mailbox = mailbox,
		.is_all_clear = is_all_clear,
	};
}

static int
warn(struct desk_view *v, const char *mailbox, struct instant since,
    struct err *e)
{
	const struct roster *r = &v->office->settings.roster;
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		const struct colleague *c = &r->people[i], *cover;
		const char *key;
		int stands;

		if (c->role != ROLE_COORDINATOR ||
		    !roster_is_on(c, v->office->calendar, v->today))
			continue;
		cover = roster_cover(r, c, v->office->calendar, v->today);
		if (!cover)
			continue;
		stands = standing_key(v, mailbox, cover, &key, e);
		if (stands < 0)
			return -1;
		if (stands == 0)
			plan_one(v, cover, mailbox, false,
			    arena_printf(v->arena, "operator:%s:%lld:%s",
			        mailbox, (long long)since.sec, cover->id));
	}
	return 0;
}

/* Who was warned is told, also on a day off: it is the end of a story. */
static int
clear(struct desk_view *v, const char *mailbox, struct err *e)
{
	const struct roster *r = &v->office->settings.roster;
	size_t i;

	for (i = 0; i < r->n_people; i++) {
		const char *key;
		int stands = standing_key(v, mailbox, &r->people[i], &key, e);

		if (stands < 0)
			return -1;
		if (stands > 0)
			plan_one(v, &r->people[i], mailbox, true,
			    arena_printf(v->arena, "%s" WELL, key));
	}
	return 0;
}

static int
plan_mailbox(struct desk_view *v, const char *name, struct err *e)
{
	struct stored_mailbox m;
	int found = store_mailbox_find(v->store, v->arena, name, &m, e);

	if (found <= 0)
		return found;
	if (!*m.trouble)
		return clear(v, name, e);
	if (operator_office_seconds(v->office, m.trouble_since, v->now) <
	    OPERATOR_PATIENCE)
		return 0;
	return warn(v, name, m.trouble_since, e);
}

int
operator_plan(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct plan *out, struct err *e)
{
	struct desk_view v = { s, o, a, now, date_of(now), 0, 0, NULL };
	const struct agenda_options *hours = &o->settings.agenda;
	int minute = date_minute(now);
	size_t i;

	*out = (struct plan){ 0 };
	if (minute < hours->morning || minute >= hours->evening ||
	    !calendar_is_workday(o->calendar, v.today))
		return 0;
	for (i = 0; i < o->settings.n_mailboxes; i++) {
		if (plan_mailbox(&v, o->settings.mailboxes[i].id, e) != 0)
			return -1;
	}
	*out = (struct plan){ v.n, v.planned };
	return 0;
}

/* The start of the episode, from the key: the number behind the mailbox. */
static struct instant
episode_of(const struct planned *p)
{
	const char *at = p->key + strlen("operator:") + strlen(p->mailbox) + 1;

	return (struct instant){ strtoll(at, NULL, 10) };
}

int
operator_look(struct store *s, struct arena *a, const struct planned *p,
    struct operator_view *out, struct err *e)
{
	struct stored_mailbox m;
	int found = store_mailbox_find(s, a, p->mailbox, &m, e);

	if (found < 0)
		return -1;
	if (found == 0)
		return err_set(
		    e, ERR_ITEM, "there is no mailbox %s", p->mailbox);
	*out = (struct operator_view){
		.recipient = p->recipient,
		.mailbox = { .name = p->mailbox,
		    .is_well = p->is_all_clear,
		    .read_until =
		        m.has_read_until ? m.read_until : m.activated_at,
		    .trouble = m.trouble },
		.since = p->is_all_clear || !m.has_read_until ? episode_of(p)
		                                              : m.read_until,
		.is_all_clear = p->is_all_clear,
	};
	return 0;
}
