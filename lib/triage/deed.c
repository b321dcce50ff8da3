/*
 * The table of what people do by hand: what each act needs, when it is
 * refused, and which events it comes to. Knows nothing of shells and mails.
 */

#include "triage/deed.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* An act that is reported for an earlier day counts at this minute of it. */
#define END_OF_OFFICE (17 * 60)

/* One deed while it is judged. */
struct trial {
	struct arena *arena;
	const struct deed *deed;
	const struct deed_world *world;
	const struct event *events; /* those that stand, then the undoings */
	size_t n_standing, n;
	struct question question;
	size_t room;
	struct ruling ruling;
};

static struct ruling
refuse(enum ruling_kind kind)
{
	return (struct ruling){ .kind = kind };
}

static void
refuse_on(struct trial *t, enum ruling_kind kind, struct date day)
{
	t->ruling =
	    (struct ruling){ .kind = kind, .has_day = true, .day = day };
}

/* Adds an event at the moment of the act, and lets it count. */
static struct event *
record(
    struct trial *t, struct instant at, enum event_kind kind, const char *value)
{
	struct ruling *r = &t->ruling;
	struct event *e;

	if (r->n == t->room) {
		t->room = t->room ? 2 * t->room : 4;
		r->events = arena_grow(
		    t->arena, r->events, r->n, t->room, sizeof(*r->events));
	}
	e = &r->events[r->n++];
	*e = (struct event){
		.kind = kind,
		.at = at,
		.by = ACTOR_HAND,
		.value = arena_copy(t->arena, value),
	};
	return e;
}

static void
happen(
    struct trial *t, struct instant at, enum event_kind kind, const char *value)
{
	question_apply(&t->question, record(t, at, kind, value), t->arena);
}

static void
happen_on(struct trial *t, struct instant at, const char *why, struct date day)
{
	struct event *e = record(t, at, EVENT_DEADLINE, why);

	e->has_day = true;
	e->day = day;
	t->ruling.has_day = true;
	t->ruling.day = day;
	question_apply(&t->question, e, t->arena);
}

static struct stretch *
last_stretch(const struct question *q)
{
	return &q->stretches[q->n_stretches - 1];
}

/*
 * The moment at which a deed counts: now, or on an earlier day the end of
 * office hours; always after what it is about, or it would be recorded and
 * change nothing. false: the ruling says why not.
 */
static bool
moment_of(struct trial *t, struct instant *out)
{
	struct instant asked = last_stretch(&t->question)->start;
	struct date today = date_of(t->world->at), day = today;

	if (t->deed->has_day)
		day = t->deed->day;
	if (day.day > today.day)
		refuse_on(t, RULING_IN_FUTURE, day);
	else if (day.day < date_of(asked).day)
		refuse_on(t, RULING_BEFORE_RECEIPT, date_of(asked));
	else {
		*out = day.day == today.day ? t->world->at
		                            : date_instant(day, END_OF_OFFICE);
		if (out->sec <= asked.sec)
			out->sec = asked.sec + 1;
		t->ruling.has_day = true;
		t->ruling.day = day;
		return true;
	}
	return false;
}

static void
decide_answer(struct trial *t)
{
	const struct question *q = &t->question;
	const char *value = *t->deed->value ? t->deed->value : "hand";
	struct instant at;

	if (strcmp(value, "hand") != 0 && strcmp(value, "phone") != 0)
		t->ruling.kind = RULING_UNKNOWN;
	else if (q->state != STATE_HANDLED) {
		if (moment_of(t, &at))
			happen(t, at, EVENT_ANSWERED, value);
	} else if (strcmp(q->handled_why, "answered") == 0 ||
	    strcmp(q->handled_why, "hand") == 0 ||
	    strcmp(q->handled_why, "phone") == 0)
		t->ruling.kind = RULING_ALREADY;
	else
		t->ruling.kind = RULING_HANDLED;
}

static void
close_for(struct trial *t, const char *reason)
{
	struct instant at;

	if (t->question.state != STATE_HANDLED) {
		if (moment_of(t, &at))
			happen(t, at, EVENT_CLOSED, reason);
	} else if (strcmp(t->question.handled_why, reason) == 0)
		t->ruling.kind = RULING_ALREADY;
	else
		t->ruling.kind = RULING_HANDLED;
}

static void
decide_close(struct trial *t)
{
	static const char *const reasons[] = { "referred", "no-answer-needed",
		"duplicate", "withdrawn" };
	size_t i;

	for (i = 0; i < LENGTH(reasons); i++) {
		if (strcmp(t->deed->value, reasons[i]) == 0) {
			close_for(t, reasons[i]);
			return;
		}
	}
	t->ruling.kind = *t->deed->value ? RULING_UNKNOWN : RULING_INCOMPLETE;
}

static void
decide_ignore(struct trial *t)
{
	close_for(t, "no-question");
}

/* The last event that stands, of a kind and by hand; NULL: none. */
static const struct event *
last_by_hand(const struct trial *t, enum event_kind kind)
{
	size_t i;

	for (i = t->n_standing; i > 0; i--) {
		const struct event *e = &t->events[i - 1];

		if (e->kind == kind && e->by == ACTOR_HAND)
			return e;
	}
	return NULL;
}

static void
undo(struct trial *t, int64_t seq)
{
	record(t, t->world->at, EVENT_UNDONE, "")->other = seq;
}

static void
decide_ask(struct trial *t)
{
	const struct event *closed = last_by_hand(t, EVENT_CLOSED);
	bool was_ignored = t->question.state == STATE_HANDLED && closed &&
	    strcmp(t->question.handled_why, "no-question") == 0;

	if (!was_ignored && !t->question.is_doubtful) {
		t->ruling.kind = RULING_ALREADY;
		return;
	}
	if (was_ignored)
		undo(t, closed->seq);
	if (t->question.is_doubtful)
		happen(t, t->world->at, EVENT_DOUBTED, "settled");
}

static void
decide_reopen(struct trial *t)
{
	struct question *q = &t->question;
	struct instant at, end = last_stretch(q)->end;
	struct date day;

	if (q->state != STATE_HANDLED) {
		t->ruling.kind = RULING_ALREADY;
		return;
	}
	if (!moment_of(t, &at))
		return;
	/* What was handled later that day, or after it, is what it undoes. */
	if (at.sec <= end.sec)
		at.sec = end.sec + 1;
	happen(t, at, EVENT_REOPENED, "");
	if (deadline_of_stretch(t->world->norms,
	        deadline_measure(t->world->norms, q->team, q->term),
	        last_stretch(q), t->arena, &day, NULL) == 0)
		happen_on(t, at, "next", day);
}

static void
decide_assign(struct trial *t)
{
	const char *value = t->deed->value;
	const struct colleague *c =
	    roster_by_id(t->world->norms->roster, value);

	if (*value && !c)
		t->ruling.kind = RULING_UNKNOWN;
	else if (text_is_same(t->question.assignee, value) &&
	    !t->question.assignee_person)
		t->ruling.kind = RULING_ALREADY;
	else
		happen(t, t->world->at, EVENT_ASSIGNED, c ? c->id : "");
}

/* The deadline before what was given today: "uitstel 3" said twice on one day
 * is not six. */
static struct date
deadline_before_today(const struct trial *t, bool *was_given)
{
	struct event *kept =
	    arena_array(t->arena, t->n_standing + 1, sizeof(*kept));
	struct date today = date_of(t->world->at);
	struct question q;
	size_t i, n = 0;

	for (i = 0; i < t->n_standing; i++) {
		const struct event *e = &t->events[i];

		if (e->kind != EVENT_DEADLINE || e->by != ACTOR_HAND ||
		    strcmp(e->value, "extended") != 0 ||
		    date_of(e->at).day != today.day)
			kept[n++] = *e;
	}
	*was_given = n < t->n_standing;
	q = question_fold(kept, n, t->arena);
	return q.has_deadline ? q.deadline : today;
}

/* The whole term with its extension, from the start: Awb and Woo add to the
 * term and never to a day that the law had moved. */
static bool
lawful_day(struct trial *t, struct date *out)
{
	const struct norms *norms = t->world->norms;
	const struct named_term *named =
	    term_find(norms->terms, t->question.term);
	struct term whole;

	return named && named->extension.length != 0 &&
	    (!named->term.is_statutory ||
	        deadline_norms(norms, t->question.team).is_statutory_binding) &&
	    term_extended(named, &whole, NULL) == 0 &&
	    deadline_of_stretch(norms,
	        (struct measure){ whole, named->is_european },
	        last_stretch(&t->question), t->arena, out, NULL) == 0;
}

static bool
extended_day(struct trial *t, struct date base, struct date *out)
{
	const struct deed *d = t->deed;
	struct date today = date_of(t->world->at);

	if (d->has_day) {
		*out = d->day;
		return true;
	}
	if (d->number == 0 && !lawful_day(t, out)) {
		t->ruling.kind = RULING_NO_EXTENSION;
		return false;
	}
	if (d->number == 0)
		return true;
	if (d->number < 0 || d->number > DEED_DAYS_MAX) {
		t->ruling.kind = RULING_TOO_FAR;
		return false;
	}
	/* More time for what is late already counts from today. */
	*out = calendar_add_workdays(t->world->norms->calendar,
	    base.day < today.day ? today : base, (int)d->number);
	return true;
}

static void
decide_extend(struct trial *t)
{
	struct date today = date_of(t->world->at), day;
	bool was_given;
	struct date base = deadline_before_today(t, &was_given);

	if (t->question.state == STATE_HANDLED)
		t->ruling.kind = RULING_HANDLED;
	else if (!extended_day(t, base, &day))
		return;
	else if (day.day > today.day + DEED_DAYS_MAX)
		refuse_on(t, RULING_TOO_FAR, day);
	else if (was_given && t->question.deadline.day == day.day)
		refuse_on(t, RULING_ALREADY, day);
	else if (day.day <= base.day || day.day < today.day)
		refuse_on(t, RULING_NOT_LATER, base);
	else
		happen_on(t, t->world->at, "extended", day);
}

static void
decide_pause(struct trial *t)
{
	struct instant at;

	if (t->question.state == STATE_HANDLED)
		t->ruling.kind = RULING_HANDLED;
	else if (t->question.state == STATE_WAITING)
		t->ruling.kind = RULING_ALREADY;
	else if (moment_of(t, &at))
		happen(t, at, EVENT_WAITING, "");
}

static void
decide_resume(struct trial *t)
{
	struct question *q = &t->question;
	struct date since;
	struct instant at;

	if (q->state != STATE_WAITING) {
		t->ruling.kind =
		    q->state == STATE_HANDLED ? RULING_HANDLED : RULING_ALREADY;
		return;
	}
	since = date_of(
	    last_stretch(q)->pauses[last_stretch(q)->n_pauses - 1].start);
	if (!moment_of(t, &at))
		return;
	if (date_of(at).day < since.day) {
		refuse_on(t, RULING_BEFORE_RECEIPT, since);
		return;
	}
	if (at.sec <= q->last_event.sec)
		at.sec = q->last_event.sec + 1;
	happen(t, at, EVENT_RESUMED, "");
	if (q->has_deadline)
		happen_on(t, at, "resumed",
		    deadline_resumed(t->world->norms, q, t->arena));
}

static void
decide_note(struct trial *t)
{
	if (*t->deed->value)
		record(t, t->world->at, EVENT_NOTED, "note");
	else
		t->ruling.kind = RULING_INCOMPLETE;
}

/* Sets one word of a question. false: it is refused or so already. */
static bool
set(struct trial *t, enum event_kind kind, const char *present, bool is_known,
    const char *value)
{
	if (!*value)
		t->ruling.kind = RULING_INCOMPLETE;
	else if (!is_known)
		t->ruling.kind = RULING_UNKNOWN;
	else if (text_is_same(present, value))
		t->ruling.kind = RULING_ALREADY;
	else {
		happen(t, t->world->at, kind, value);
		return true;
	}
	return false;
}

static void
decide_topic(struct trial *t)
{
	const char *value = t->deed->value;
	const char *known = rules_value(t->world->rules, RULE_TOPIC, value);

	(void)set(
	    t, EVENT_TOPIC, t->question.topic, known, known ? known : value);
}

/* Whether the days that the question has follow from its term. */
static bool
is_by_norm(const struct question *q)
{
	const char *why = last_stretch(q)->deadline_why;

	return q->state != STATE_HANDLED &&
	    (strcmp(why, "term") == 0 || strcmp(why, "next") == 0);
}

/* The norm follows the team (users.md 8). */
static void
decide_team(struct trial *t)
{
	const struct norms *norms = t->world->norms;
	const char *value = t->deed->value;
	const struct team *team = roster_team(norms->roster, value);
	bool is_both = text_is_same(value, TEAM_BOTH);
	struct question *q = &t->question;
	struct date day;

	if (team)
		value = team->code;
	else if (is_both)
		value = TEAM_BOTH;
	if (set(t, EVENT_TEAM, q->team, team || is_both, value) &&
	    is_by_norm(q) &&
	    deadline_of_stretch(norms,
	        deadline_measure(norms, q->team, q->term), last_stretch(q),
	        t->arena, &day, NULL) == 0 &&
	    day.day != q->deadline.day)
		happen_on(t, t->world->at, "term", day);
}

/* Another term is reckoned from the start, with the pauses that were
 * (H7). */
static void
decide_term(struct trial *t)
{
	const struct norms *norms = t->world->norms;
	const struct named_term *named =
	    term_find(norms->terms, t->deed->value);
	struct question *q = &t->question;
	struct date day;

	if (set(t, EVENT_TERM, q->term, named,
	        named ? named->name : t->deed->value) &&
	    q->state != STATE_HANDLED &&
	    deadline_of_stretch(norms,
	        deadline_measure(norms, q->team, named->name), last_stretch(q),
	        t->arena, &day, NULL) == 0)
		happen_on(t, t->world->at, "term", day);
}

static void
decide_priority(struct trial *t)
{
	static const char *const priorities[] = { "high", "normal", "low" };
	const char *value = t->deed->value;
	bool is_known = false;
	size_t i;

	for (i = 0; i < LENGTH(priorities); i++)
		is_known |= strcmp(priorities[i], value) == 0;
	(void)set(t, EVENT_PRIORITY, t->question.priority, is_known, value);
}

static bool
stands(const struct trial *t, int64_t seq)
{
	size_t i;

	for (i = 0; i < t->n_standing; i++) {
		if (t->events[i].seq == seq)
			return true;
	}
	return false;
}

/* An act is undone whole: its first event and those that follow from it. */
static void
decide_undo(struct trial *t)
{
	const struct event *found = NULL;
	int64_t first;
	size_t i;

	for (i = 0; i < t->n && !found; i++) {
		if (t->events[i].seq == t->deed->number)
			found = &t->events[i];
	}
	if (!found) {
		t->ruling.kind = RULING_NO_EVENT;
		return;
	}
	if (found->by != ACTOR_HAND || found->kind == EVENT_UNDONE ||
	    found->kind == EVENT_RELINKED) {
		t->ruling.kind = RULING_NOT_BY_HAND;
		return;
	}
	first = found->other ? found->other : found->seq;
	for (i = 0; i < t->n_standing; i++) {
		const struct event *e = &t->events[i];

		if (e->by == ACTOR_HAND &&
		    (e->seq == first || e->other == first))
			undo(t, e->seq);
	}
	if (!stands(t, found->seq))
		t->ruling.kind = RULING_ALREADY;
}

/* It belongs to the question that another message opened. */
static void
decide_join(struct trial *t)
{
	if (t->deed->message == t->question.opened_by)
		t->ruling.kind = RULING_ALREADY;
	else
		record(t, t->world->at, EVENT_JOINED,
		    arena_printf(
		        t->arena, "%lld", (long long)t->deed->message));
}

/* Whether an event follows from a message of the other side that did not open
 * the question: such a one can be a question of its own. */
static bool
is_later_word(const struct event *e)
{
	return e->by == ACTOR_MAIL && e->cause_message != 0 &&
	    (e->kind == EVENT_FOLLOWED || e->kind == EVENT_REOPENED ||
	        e->kind == EVENT_THANKED ||
	        (e->kind == EVENT_NOTED &&
	            (strcmp(e->value, "remark") == 0 ||
	                strcmp(e->value, "third-party") == 0)));
}

/* The last joining that stands, by which this question went into another. */
static const struct event *
joining(const struct trial *t)
{
	return t->question.merged_into ? last_by_hand(t, EVENT_JOINED) : NULL;
}

static void
decide_split(struct trial *t)
{
	const struct event *joined = joining(t);
	int64_t message = 0;
	size_t i;

	if (joined) {
		undo(t, joined->seq);
		return;
	}
	for (i = 0; i < t->n_standing; i++) {
		const struct event *e = &t->events[i];

		if (is_later_word(e) &&
		    (!t->deed->message || e->cause_message == t->deed->message))
			message = e->cause_message;
	}
	if (message)
		record(t, t->world->at, EVENT_SPLIT,
		    arena_printf(t->arena, "%lld", (long long)message));
	else
		t->ruling.kind = RULING_NOT_ITS_OWN;
}

static void (*const deciders[])(struct trial *t) = {
	[DEED_ANSWER] = decide_answer,
	[DEED_CLOSE] = decide_close,
	[DEED_IGNORE] = decide_ignore,
	[DEED_ASK] = decide_ask,
	[DEED_REOPEN] = decide_reopen,
	[DEED_ASSIGN] = decide_assign,
	[DEED_EXTEND] = decide_extend,
	[DEED_PAUSE] = decide_pause,
	[DEED_RESUME] = decide_resume,
	[DEED_NOTE] = decide_note,
	[DEED_TOPIC] = decide_topic,
	[DEED_TEAM] = decide_team,
	[DEED_TERM] = decide_term,
	[DEED_PRIORITY] = decide_priority,
	[DEED_JOIN] = decide_join,
	[DEED_SPLIT] = decide_split,
	[DEED_UNDO] = decide_undo,
};

/* The events that stand first, those that do not behind them. */
static void
sort_events(struct trial *t, const struct event *events, size_t n)
{
	struct event *all =
	    arena_grow(t->arena, events, n, n + 1, sizeof(*all));
	struct event *rest = arena_array(t->arena, n + 1, sizeof(*rest));
	size_t i, n_rest = 0;

	t->events = all;
	t->n_standing = events_standing(all, n, t->arena);
	events_sort(all, t->n_standing);
	for (i = 0; i < n; i++) {
		if (!stands(t, events[i].seq))
			rest[n_rest++] = events[i];
	}
	for (i = 0; i < n_rest; i++)
		all[t->n_standing + i] = rest[i];
	t->n = n;
}

struct ruling
deed_decide(struct arena *a, const struct deed *deed,
    const struct event *events, size_t n, const struct deed_world *world)
{
	struct trial t = { .arena = a, .deed = deed, .world = world };

	if (deed->kind >= LENGTH(deciders))
		return refuse(RULING_INCOMPLETE);
	sort_events(&t, events, n);
	t.question = question_fold(t.events, t.n_standing, a);
	if (t.question.n_stretches == 0)
		return refuse(RULING_NO_QUESTION);
	deciders[deed->kind](&t);
	return t.ruling;
}

struct ruling
deed_decide_presence(
    const struct deed *deed, const char *who, const struct deed_world *world)
{
	const struct roster *r = world->norms->roster;
	const struct colleague *by = roster_by_id(r, who);
	struct date today = date_of(world->at);
	struct date from = deed->has_from ? deed->from : today;
	struct ruling out = {
		.has_day = deed->has_day,
		.day = deed->day,
		.has_from = from.day != today.day,
		.from = from,
	};

	if (!*deed->value)
		return refuse(RULING_INCOMPLETE);
	if (!roster_by_id(r, deed->value))
		return refuse(RULING_UNKNOWN);
	/* The command line has no name and every right. */
	if (*who && (!by || by->role != ROLE_COORDINATOR))
		return refuse(RULING_NOT_ALLOWED);
	if (deed->kind == DEED_ABSENT && deed->has_day &&
	    (deed->day.day < today.day || deed->day.day < from.day)) {
		out.kind = RULING_NOT_LATER;
		out.day = date_add(from.day > today.day ? from : today, -1);
	} else if (from.day > today.day + DEED_DAYS_MAX ||
	    (deed->has_day && deed->day.day > today.day + DEED_DAYS_MAX))
		out.kind = RULING_TOO_FAR;
	return out;
}
