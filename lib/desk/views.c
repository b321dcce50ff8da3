/*
 * The digest, and the alert and reminder: sorts the open questions into their
 * sections (users.md) and gathers what stands at the foot.
 */

#include "desk/views.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "desk/cards.h"
#include "desk/done.h"
#include "desk/envelope.h"
#include "desk/hold.h"
#include "desk/intake.h"
#include "desk/office.h"
#include "desk/told.h"
#include "edge/access.h"
#include "edge/store_outbox.h"

/* Whether a question concerns somebody of these teams. */
static bool
is_for(const struct colleague *c, const struct question *q)
{
	return !*q->team || strcmp(q->team, "beide") == 0 ||
	    roster_is_in_team(c, q->team);
}

static bool
is_promised(const struct question *q)
{
	const struct stretch *s;

	if (q->n_stretches == 0)
		return false;
	s = &q->stretches[q->n_stretches - 1];
	return s->has_interim && s->is_promised;
}

struct sections {
	struct stack late, today, week, later, fresh, interim, look;
};

static struct stack *
section_of(struct sections *s, const struct lens *l, const struct question *q,
    struct instant since)
{
	int day = q->deadline.day, today = l->today.day;
	int sunday = today + (int)SUNDAY - (int)date_weekday(l->today);

	if (*q->probably)
		return &s->look;
	if (q->has_deadline && day < today)
		return &s->late;
	if (q->has_deadline && day == today)
		return &s->today;
	if (q->is_doubtful || q->further.is_asked)
		return &s->look;
	if (is_promised(q))
		return &s->interim;
	if (q->received.sec > since.sec)
		return &s->fresh;
	return day <= sunday ? &s->week : &s->later;
}

/* "beide" counts for each team (users.md 8). */
static void
count_teams(struct team_count *teams, size_t n, const struct question *q)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(q->team, teams[i].team->code) == 0 ||
		    strcmp(q->team, "beide") == 0)
			teams[i].n_open++;
	}
}

static struct team_count *
teams_of(struct lens *l, size_t *n)
{
	const struct roster *roster = &l->office->settings.roster;
	struct team_count *teams =
	    arena_array(l->arena, roster->n_teams + 1, sizeof(*teams));

	for (*n = 0; *n < roster->n_teams; (*n)++)
		teams[*n].team = &roster->teams[*n];
	return teams;
}

static int
fill_sections(
    struct lens *l, struct digest_view *v, struct instant since, struct err *e)
{
	struct question *all = NULL;
	struct sections s = { 0 };
	struct team_count *teams = teams_of(l, &v->n_teams);
	size_t i, n = 0;

	if (store_questions(l->store, l->arena, SELECT_ACTIVE, &all, &n, e) !=
	    0)
		return -1;
	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];

		if (!is_for(v->recipient, q))
			continue;
		if (q->state == STATE_WAITING) {
			v->n_waiting++;
			continue;
		}
		v->n_open++;
		count_teams(teams, v->n_teams, q);
		if (cards_push(l, section_of(&s, l, q, since), q, e) != 0)
			return -1;
	}
	v->teams = teams;
	v->late = cards_sorted(&s.late);
	v->today = cards_sorted(&s.today);
	v->week = cards_sorted(&s.week);
	v->later = cards_sorted(&s.later);
	v->fresh = cards_sorted(&s.fresh);
	v->interim = cards_sorted(&s.interim);
	v->look = cards_sorted(&s.look);
	return 0;
}

/* The way in to a server ends within so many days: told while there is time
 * to renew it (users.md 14). */
#define ACCESS_ENDS_DAYS 60

static bool
access_ends(
    const struct server_settings *s, struct instant now, struct date *out)
{
	struct instant end = access_end(s);

	*out = date_of(end);
	return end.sec != 0 && end.sec - now.sec <= ACCESS_ENDS_DAYS * 86400LL;
}

/* One renewal is asked for once: the post often goes by what a mailbox is
 * read by. */
static void
fill_post(
    struct digest_view *v, const struct post_settings *post, struct instant now)
{
	size_t i;

	if (post->kind != POST_SMTP ||
	    !access_ends(&post->server, now, &v->post_expires_on))
		return;
	for (i = 0; i < v->n_mailboxes; i++) {
		if (v->mailboxes[i].expires &&
		    v->mailboxes[i].expires_on.day == v->post_expires_on.day)
			return;
	}
	v->post_expires = true;
}

/* Looking ahead writes nothing: a mailbox that was never opened is left to
 * the daemon, whose first look is its activation (decisions.md 20). */
static int
fill_mailboxes(struct lens *l, struct digest_view *v, struct err *e)
{
	const struct settings *settings = &l->office->settings;
	struct mailbox_view *views =
	    arena_array(l->arena, settings->n_mailboxes + 1, sizeof(*views));
	size_t i;

	for (i = 0; i < settings->n_mailboxes; i++) {
		struct stored_mailbox m = { .trouble = "",
			.activated_at = l->now };

		if (store_mailbox_find(l->store, l->arena,
		        settings->mailboxes[i].id, &m, e) < 0)
			return -1;
		views[i] = (struct mailbox_view){
			.name = settings->mailboxes[i].id,
			.is_well = !*m.trouble,
			.read_until =
			    m.has_read_until ? m.read_until : m.activated_at,
			.trouble = m.trouble,
		};
		views[i].expires = access_ends(&settings->mailboxes[i].server,
		    l->now, &views[i].expires_on);
	}
	v->mailboxes = views;
	v->n_mailboxes = settings->n_mailboxes;
	fill_post(v, &settings->post, l->now);
	return 0;
}

/* "vr 16:10 tot ma 08:05 niet gekeken" (users.md 16). */
static int
fill_gaps(
    struct lens *l, struct digest_view *v, struct instant since, struct err *e)
{
	struct stored_gap *stored = NULL;
	struct gap_view *gaps;
	size_t i, n = 0;

	if (store_gaps(l->store, l->arena, since, l->now, &stored, &n, e) != 0)
		return -1;
	gaps = arena_array(l->arena, n + 1, sizeof(*gaps));
	for (i = 0; i < n; i++)
		gaps[i] = (struct gap_view){ stored[i].mailbox, stored[i].from,
			stored[i].until };
	v->gaps = gaps;
	v->n_gaps = n;
	return 0;
}

/* What did not arrive, for the one person who reads all of it (I5). */
static int
fill_refused(
    struct lens *l, struct digest_view *v, struct instant since, struct err *e)
{
	struct refused_row *rows = NULL;
	struct refused_notice *list;
	size_t i, n = 0;

	if (store_notices_refused(
	        l->store, l->arena, since, l->now, &rows, &n, e) != 0)
		return -1;
	list = arena_array(l->arena, n + 1, sizeof(*list));
	for (i = 0; i < n; i++) {
		const struct colleague *to = roster_by_id(
		    &l->office->settings.roster, rows[i].recipient);

		list[i] = (struct refused_notice){
			.to = to ? to->name : rows[i].recipient,
			.at = rows[i].at,
			.reason = rows[i].reason,
		};
	}
	v->refused = list;
	v->n_refused = n;
	return 0;
}

static int
fill_hold(struct lens *l, struct digest_view *v, struct err *e)
{
	struct hold hold;

	if (hold_read(l->store, &hold, e) != 0)
		return -1;
	v->held = hold_name(hold.reason);
	v->n_held = hold.n > 0 ? (size_t)hold.n : 0;
	return 0;
}

/* When the previous digest to somebody, or to whom he stands in for, was
 * made; else the activation. */
static int
digest_since(
    struct lens *l, const struct planned *p, struct instant *out, struct err *e)
{
	const struct colleague *people[] = { p->recipient, p->stands_in_for };
	int64_t since = l->now.sec;
	size_t i;
	bool has_any = false;

	if (store_meta(l->store, "activated_at", &since, e) < 0)
		return -1;
	for (i = 0; i < LENGTH(people) && people[i]; i++) {
		struct instant last;
		int found = store_notice_last(
		    l->store, people[i]->id, NOTICE_DIGEST, &last, e);

		if (found < 0)
			return -1;
		if (found > 0 && (!has_any || last.sec > since))
			since = last.sec;
		has_any |= found > 0;
	}
	out->sec = since;
	return 0;
}

int
view_digest(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct digest_view *out,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct instant since;
	int uncertain;

	*out = (struct digest_view){
		.recipient = p->recipient,
		.stands_in_for = p->stands_in_for,
		.roster = &o->settings.roster,
		.day = p->day,
		.calendar_ends = date_weekday(p->day) == MONDAY &&
		    calendar_ends_soon(o->calendar, p->day),
		.calendar_until = calendar_known_until(o->calendar),
		.reply = envelope_reply(o, p->recipient, l.today),
		.shadow_for = envelope_shadow(o, p->recipient),
	};
	if (digest_since(&l, p, &since, e) != 0 ||
	    fill_sections(&l, out, since, e) != 0 ||
	    intake_count(
	        &l, INTAKE_BY_FILING, NULL, since, now, &out->intake, e) != 0 ||
	    intake_junk(&l, &out->intake, e) != 0 ||
	    fill_mailboxes(&l, out, e) != 0 ||
	    fill_gaps(&l, out, since, e) != 0 ||
	    done_fill(&l, out, since, e) != 0)
		return -1;
	uncertain = store_uncertain_count(s, p->recipient->id, since, e);
	if (uncertain < 0)
		return -1;
	out->n_uncertain = (size_t)uncertain;
	if (fill_refused(&l, out, since, e) != 0 ||
	    told_fill(&l, out, since, e) != 0)
		return -1;
	return fill_hold(&l, out, e);
}

int
view_alert(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct alert_view *out,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct stack stacks[STEP_NEW + 1] = { 0 };
	struct digest_view mailboxes;
	size_t i;

	*out = (struct alert_view){
		.recipient = p->recipient,
		.stands_in_for = p->stands_in_for,
		.day = p->day,
		.next_alert = p->next_alert,
		.is_escalation = p->kind == NOTICE_ESCALATION,
		.read_until = now,
		.reply = envelope_reply(o, p->recipient, l.today),
		.shadow_for = envelope_shadow(o, p->recipient),
	};
	for (i = 0; i < p->n_items; i++) {
		if (cards_push(&l, &stacks[p->items[i].step],
		        p->items[i].question, e) != 0)
			return -1;
	}
	out->late = cards_sorted(&stacks[STEP_LATE]);
	out->today = cards_sorted(&stacks[STEP_TODAY]);
	out->tomorrow = cards_sorted(&stacks[STEP_TOMORROW]);
	out->ahead = cards_sorted(&stacks[STEP_AHEAD]);
	if (fill_mailboxes(&l, &mailboxes, e) != 0)
		return -1;
	for (i = 0; i < mailboxes.n_mailboxes; i++) {
		if (mailboxes.mailboxes[i].read_until.sec < out->read_until.sec)
			out->read_until = mailboxes.mailboxes[i].read_until;
	}
	return 0;
}
