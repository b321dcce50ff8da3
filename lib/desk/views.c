/*
 * From the store to what a notice shows. Sorts the open questions into the
 * sections of the digest (users.md), counts the intake, gathers the weeks.
 */

#include "desk/views.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "desk/hold.h"
#include "desk/office.h"
#include "edge/store_outbox.h"

/* Weeks with which a week is compared (users.md 26). */
#define WEEKS_BEFORE 8

struct lens {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	struct instant now;
	struct date today;
};

/* Cards in the making. */
struct stack {
	size_t n, room;
	struct card *at;
};

static int
push(struct lens *l, struct stack *s, const struct question *q, struct err *e)
{
	if (s->n == s->room) {
		s->room = s->room ? s->room * 2 : 8;
		s->at =
		    arena_grow(l->arena, s->at, s->n, s->room, sizeof(*s->at));
	}
	return view_card(
	    l->store, l->office, l->arena, q, l->now, &s->at[s->n++], e);
}

/* Oldest deadline first, then by number. */
static int
compare_cards(const void *left, const void *right)
{
	const struct question *a = ((const struct card *)left)->question;
	const struct question *b = ((const struct card *)right)->question;

	if (a->deadline.day != b->deadline.day)
		return a->deadline.day < b->deadline.day ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static struct cards
sorted(struct stack *s)
{
	if (s->n > 1)
		qsort(s->at, s->n, sizeof(*s->at), compare_cards);
	return (struct cards){ s->n, s->at };
}

/* The length that stands behind the last day: none where a day was named or
 * promised. */
static struct term
norm_of(const struct office *o, const struct question *q)
{
	const struct named_term *term = term_find(o->norms.terms, q->term);
	const struct stretch *s = &q->stretches[q->n_stretches - 1];
	struct date day;

	if (!term || term->is_named_day)
		return (struct term){ 0 };
	if (!term->term.is_statutory || o->norms.is_statutory_binding) {
		if (s->has_deadline &&
		    term_last_day(term->term, date_of(s->start), o->calendar,
		        &day, NULL) == 0 &&
		    day.day == s->deadline.day)
			return term->term;
		return (struct term){ 0 };
	}
	return s->is_promised ? (struct term){ 0 } : o->norms.norm;
}

/* "Herkend als bkr door: bkr, kindratio" -> the words, for a notice that
 * says the rest itself. */
static const char *
words_of(const char *why)
{
	const char *colon = strstr(why, ": ");

	return colon ? colon + 2 : why;
}

/* A sender without an organisation: what is known of him. */
static const char *
sender_kind(const char *kind)
{
	return strcmp(kind, "onbekend") == 0 ? "" : kind;
}

int
view_card(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, struct instant now, struct card *out,
    struct err *e)
{
	const struct organisation *org =
	    organisation_by_code(o->organisations, q->organisation);
	const struct colleague *assignee =
	    roster_by_id(&o->settings.roster, q->assignee);
	struct stored_card stored;
	struct date today = date_of(now);

	if (store_card(s, a, q->id, &stored, e) != 0)
		return -1;
	*out = (struct card){
		.question = q,
		.organisation =
		    org ? org->name : sender_kind(stored.organisation_kind),
		.asker = *stored.asker_name ? stored.asker_name
		                            : stored.asker_address,
		.subject = stored.subject,
		.topic = q->topic,
		.topic_why = words_of(stored.topic_why),
		.norm = norm_of(o, q),
		.assignee = assignee ? assignee->name : q->assignee,
		.folder = stored.folder,
		.answered_by = "",
	};
	if (q->state == STATE_OPEN && q->has_deadline &&
	    q->deadline.day < today.day)
		out->days_late =
		    calendar_workdays_between(o->calendar, q->deadline, today);
	return 0;
}

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
	if (q->is_doubtful)
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
		if (push(l, section_of(&s, l, q, since), q, e) != 0)
			return -1;
	}
	v->teams = teams;
	v->late = sorted(&s.late);
	v->today = sorted(&s.today);
	v->week = sorted(&s.week);
	v->later = sorted(&s.later);
	v->fresh = sorted(&s.fresh);
	v->interim = sorted(&s.interim);
	v->look = sorted(&s.look);
	return 0;
}

static void
count_machine_mail(struct intake *in, enum kind kind)
{
	switch (kind) {
	case KIND_AUTO_REPLY:
		in->auto_replies++;
		break;
	case KIND_BOUNCE:
		in->bounces++;
		break;
	case KIND_RECEIPT:
		in->receipts++;
		break;
	case KIND_INVITATION:
		in->invitations++;
		break;
	case KIND_LIST:
		in->newsletters++;
		break;
	case KIND_SPAM:
		in->spam++;
		break;
	case KIND_OURS:
	case KIND_HUMAN:
		break;
	}
}

/* Each message once: a new question, with a known one, or no question. */
static void
count_one(struct lens *l, struct intake *in, const struct taken_in *m,
    struct other_mail *others)
{
	const struct organisation *org;

	if (m->kind == KIND_OURS) {
		in->ours++;
		return;
	}
	in->messages++;
	if (m->opened_question) {
		in->new_questions++;
		return;
	}
	if (m->in_question) {
		in->with_known++;
		return;
	}
	in->no_question++;
	count_machine_mail(in, m->kind);
	if (m->kind != KIND_HUMAN)
		return;
	org = organisation_by_code(l->office->organisations, m->organisation);
	others[in->n_human_others++] = (struct other_mail){
		.sender = *m->sender_name ? m->sender_name : m->sender_address,
		.organisation = org ? org->name : "",
		.subject = m->subject,
		.received = m->received,
	};
}

/* What concerns a team: its own mail, and mail that no team is named for. */
static bool
concerns(const struct taken_in *m, const char *team)
{
	return !team || !*team || !*m->team || strcmp(m->team, team) == 0 ||
	    strcmp(m->team, TEAM_BOTH) == 0;
}

/* team: NULL counts all mail. */
static int
count_intake(struct lens *l, enum intake_by by, const char *team,
    struct instant since, struct instant until, struct intake *out,
    struct err *e)
{
	struct taken_in *messages = NULL;
	struct other_mail *others;
	size_t i, n = 0;

	if (store_intake(
	        l->store, l->arena, by, since, until, &messages, &n, e) != 0)
		return -1;
	others = arena_array(l->arena, n + 1, sizeof(*others));
	*out = (struct intake){ .since = since, .until = until };
	if (store_aside(l->store, since, until, &out->set_aside, e) != 0)
		return -1;
	out->messages = out->set_aside;
	for (i = 0; i < n; i++) {
		if (concerns(&messages[i], team))
			count_one(l, out, &messages[i], others);
	}
	out->human_others = others;
	return 0;
}

/* Mail of known organisations that lies in Ongewenste e-mail (A25). */
static int
fill_junk(struct lens *l, struct intake *in, struct err *e)
{
	struct stored_junk *junk = NULL;
	struct other_mail *mails;
	size_t i, n = 0;

	if (store_junk(
	        l->store, l->arena, in->since, in->until, &junk, &n, e) != 0)
		return -1;
	mails = arena_array(l->arena, n + 1, sizeof(*mails));
	for (i = 0; i < n; i++) {
		const struct organisation *org = organisation_by_code(
		    l->office->organisations, junk[i].organisation);

		mails[i] = (struct other_mail){
			.sender = *junk[i].sender_name ? junk[i].sender_name
			                               : junk[i].sender_address,
			.organisation = org ? org->name : "",
			.subject = junk[i].subject,
			.received = junk[i].received,
		};
	}
	in->junk = mails;
	in->n_junk = n;
	return 0;
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
	}
	v->mailboxes = views;
	v->n_mailboxes = settings->n_mailboxes;
	return 0;
}

static int
fill_done(
    struct lens *l, struct digest_view *v, struct instant since, struct err *e)
{
	struct event *acts = NULL;
	struct done_line *lines;
	size_t i, n = 0;

	if (store_acts(l->store, l->arena, since, l->now, &acts, &n, e) != 0)
		return -1;
	lines = arena_array(l->arena, n + 1, sizeof(*lines));
	for (i = 0; i < n; i++)
		lines[i] = (struct done_line){
			.question = acts[i].question,
			.what = *acts[i].value && acts[i].kind != EVENT_ASSIGNED
			    ? acts[i].value
			    : event_kind_name(acts[i].kind),
			.at = acts[i].at,
		};
	v->done = lines;
	v->n_done = n;
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

static struct lens
lens_of(struct store *s, const struct office *o, struct arena *a,
    struct instant now)
{
	return (struct lens){ s, o, a, now, date_of(now) };
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
	};
	if (digest_since(&l, p, &since, e) != 0 ||
	    fill_sections(&l, out, since, e) != 0 ||
	    count_intake(
	        &l, INTAKE_BY_FILING, NULL, since, now, &out->intake, e) != 0 ||
	    fill_junk(&l, &out->intake, e) != 0 ||
	    fill_mailboxes(&l, out, e) != 0 ||
	    fill_done(&l, out, since, e) != 0)
		return -1;
	uncertain = store_uncertain_count(s, p->recipient->id, since, e);
	if (uncertain < 0)
		return -1;
	out->n_uncertain = (size_t)uncertain;
	if (fill_refused(&l, out, since, e) != 0)
		return -1;
	return fill_hold(&l, out, e);
}

int
view_alert(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct alert_view *out,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct stack stacks[STEP_TOMORROW + 1] = { 0 };
	struct digest_view mailboxes;
	size_t i;

	*out = (struct alert_view){
		.recipient = p->recipient,
		.stands_in_for = p->stands_in_for,
		.day = p->day,
		.next_alert = p->next_alert,
		.read_until = now,
	};
	for (i = 0; i < p->n_items; i++) {
		if (push(&l, &stacks[p->items[i].step], p->items[i].question,
		        e) != 0)
			return -1;
	}
	out->late = sorted(&stacks[STEP_LATE]);
	out->today = sorted(&stacks[STEP_TODAY]);
	out->tomorrow = sorted(&stacks[STEP_TOMORROW]);
	if (fill_mailboxes(&l, &mailboxes, e) != 0)
		return -1;
	for (i = 0; i < mailboxes.n_mailboxes; i++) {
		if (mailboxes.mailboxes[i].read_until.sec < out->read_until.sec)
			out->read_until = mailboxes.mailboxes[i].read_until;
	}
	return 0;
}

static struct period
week_period(struct iso_week w)
{
	struct date monday = date_week_monday(w);

	return (struct period){ monday, date_add(monday, 7) };
}

static bool
is_of_team(const struct question *q, const char *team)
{
	return !team || !*team || strcmp(q->team, team) == 0 ||
	    strcmp(q->team, "beide") == 0;
}

/* The weeks before, as far as Postwacht was there the whole week. */
static void
fill_weeks(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team, struct date activated)
{
	struct date monday = date_week_monday(v->week);
	struct week_figures *weeks =
	    arena_array(l->arena, WEEKS_BEFORE, sizeof(*weeks));
	struct period before = { monday, monday };
	int i;

	for (i = WEEKS_BEFORE; i > 0; i--) {
		struct iso_week w = date_week(date_add(monday, -7 * i));

		if (date_week_monday(w).day < activated.day)
			continue;
		if (v->n_before == 0)
			before.from = date_week_monday(w);
		weeks[v->n_before].week = w;
		weeks[v->n_before].figures = figures_of(l->arena, all, n, team,
		    week_period(w), l->now, l->office->calendar);
		v->n_before++;
	}
	v->before = weeks;
	v->before_total = figures_of(
	    l->arena, all, n, team, before, l->now, l->office->calendar);
	v->this_week = figures_of(l->arena, all, n, team, week_period(v->week),
	    l->now, l->office->calendar);
}

static int
compare_topics(const void *left, const void *right)
{
	const struct topic_count *a = left, *b = right;

	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return strcmp(a->topic, b->topic);
}

static void
count_topic(struct topic_count *topics, size_t *n, const char *topic)
{
	size_t i;

	for (i = 0; i < *n && strcmp(topics[i].topic, topic) != 0; i++)
		continue;
	if (i == *n)
		topics[(*n)++].topic = topic;
	topics[i].n++;
}

static void
fill_topics(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team)
{
	struct period week = week_period(v->week);
	struct topic_count *topics =
	    arena_array(l->arena, n + 1, sizeof(*topics));
	size_t i;

	for (i = 0; i < n; i++) {
		int day = date_of(all[i].received).day;

		if (!all[i].is_history && is_of_team(&all[i], team) &&
		    day >= week.from.day && day < week.until.day)
			count_topic(topics, &v->n_topics, all[i].topic);
	}
	if (v->n_topics > 1)
		qsort(topics, v->n_topics, sizeof(*topics), compare_topics);
	v->topics = topics;
}

/* Gemeenten that asked this year, up to the end of the week, and those for
 * which this week was the first time. */
static void
fill_reach(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team)
{
	struct period week = week_period(v->week);
	const char **seen = arena_array(l->arena, n + 1, sizeof(*seen));
	int *first = arena_array(l->arena, n + 1, sizeof(*first));
	size_t i, j, n_seen = 0;

	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];
		int day = date_of(q->received).day;

		if (q->is_history || !is_of_team(q, team) ||
		    strncmp(q->organisation, "GM", 2) != 0 ||
		    day >= week.until.day ||
		    date_civil(date_of(q->received)).year != v->week.year)
			continue;
		for (j = 0; j < n_seen && strcmp(seen[j], q->organisation) != 0;
		     j++)
			continue;
		if (j == n_seen) {
			seen[n_seen] = q->organisation;
			first[n_seen++] = day;
		} else if (day < first[j])
			first[j] = day;
	}
	v->municipalities_this_year = n_seen;
	for (j = 0; j < n_seen; j++)
		v->municipalities_new += first[j] >= week.from.day;
}

static int
fill_lists(struct lens *l, struct weekly_view *v, const struct question *all,
    size_t n, const char *team, struct err *e)
{
	struct stack late = { 0 }, coming = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		const struct question *q = &all[i];

		if (q->is_history || !is_of_team(q, team) ||
		    q->state != STATE_OPEN || !q->has_deadline || *q->probably)
			continue;
		if (q->deadline.day < l->today.day) {
			if (push(l, &late, q, e) != 0)
				return -1;
		} else if (q->deadline.day < l->today.day + 7) {
			if (push(l, &coming, q, e) != 0)
				return -1;
		}
	}
	v->late = sorted(&late);
	v->coming = sorted(&coming);
	return 0;
}

static int
fill_week_intake(
    struct lens *l, struct weekly_view *v, const char *team, struct err *e)
{
	struct period week = week_period(v->week);

	return count_intake(l, INTAKE_BY_RECEIPT, team,
	    date_instant(week.from, 0), date_instant(week.until, 0), &v->intake,
	    e);
}

int
view_week(struct store *s, const struct office *o, struct arena *a,
    const char *team, struct iso_week week, struct instant now,
    struct weekly_view *out, struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct question *all = NULL;
	int64_t activated = now.sec;
	size_t n = 0;

	*out = (struct weekly_view){
		.team = team ? roster_team(&o->settings.roster, team) : NULL,
		.week = week,
		.municipalities_known =
		    organisations_municipalities(o->organisations),
		.norm = o->norms.norm,
	};
	if (store_questions(s, a, SELECT_ALL, &all, &n, e) != 0 ||
	    store_meta(s, "activated_at", &activated, e) < 0)
		return -1;
	fill_weeks(
	    &l, out, all, n, team, date_of((struct instant){ activated }));
	fill_topics(&l, out, all, n, team);
	fill_reach(&l, out, all, n, team);
	if (fill_lists(&l, out, all, n, team, e) != 0)
		return -1;
	return fill_week_intake(&l, out, team, e);
}

int
view_weekly(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct weekly_view *out,
    struct err *e)
{
	if (view_week(s, o, a, p->team, p->week, now, out, e) != 0)
		return -1;
	out->recipient = p->recipient;
	return 0;
}
