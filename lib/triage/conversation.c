/*
 * From the messages of a conversation to its questions: walks them in the
 * order of receipt, finds out what each of them is (its move) and to which
 * question it belongs, and lets the table of triage/move say what that comes
 * to. Does not know how the messages were found or where events go.
 */

#include "triage/conversation.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "triage/move.h"
#include "triage/thread.h"

struct walk {
	struct arena *arena;
	const struct norms *norms;
	const struct hand_act *acts;
	size_t n_acts;
	size_t n, room;
	struct thread *threads;
};

static int
compare_turns(const void *left, const void *right)
{
	const struct turn *a = left, *b = right;

	if (a->received.sec != b->received.sec)
		return a->received.sec < b->received.sec ? -1 : 1;
	return memcmp(a->key2, b->key2, sizeof(a->key2));
}

static int
compare_acts(const void *left, const void *right)
{
	const struct event *a = &((const struct hand_act *)left)->event;
	const struct event *b = &((const struct hand_act *)right)->event;

	if (a->at.sec != b->at.sec)
		return a->at.sec < b->at.sec ? -1 : 1;
	return (a->seq > b->seq) - (a->seq < b->seq);
}

/* ---- which thread ---- */

static struct thread *
thread_of_message(struct walk *w, int64_t message)
{
	size_t i;

	for (i = 0; message && i < w->n; i++) {
		if (thread_has(&w->threads[i], message))
			return &w->threads[i];
	}
	return NULL;
}

/* The thread of the message that is replied to, else the last one that is
 * open, else the last one. NULL while there is no question. */
static struct thread *
current(struct walk *w, const struct turn *l)
{
	struct thread *t = thread_of_message(w, l->replies_to);
	struct thread *last = NULL;
	size_t i;

	for (i = w->n; !t && i > 0; i--) {
		struct thread *at = &w->threads[i - 1];

		if (!thread_is_of(at, l->conversation))
			continue;
		if (at->question.state != STATE_HANDLED)
			t = at;
		else if (!last)
			last = at;
	}
	return t ? t : last;
}

static bool
is_side_of(const struct thread *t, const struct turn *l)
{
	return thread_is_side(t, l->asker_address, l->organisation);
}

/* The thread of an inbound message: the one that it replies to when that is
 * of its side, else the last open one of the side, else the side's last one,
 * else the one that runs. */
static struct thread *
thread_of_sender(struct walk *w, const struct turn *l)
{
	struct thread *t = thread_of_message(w, l->replies_to);
	struct thread *handled = NULL;
	size_t i;

	if (t && is_side_of(t, l))
		return t;
	for (i = w->n; i > 0; i--) {
		t = &w->threads[i - 1];
		if (!thread_is_of(t, l->conversation) || !is_side_of(t, l))
			continue;
		if (t->question.state != STATE_HANDLED)
			return t;
		if (!handled)
			handled = t;
	}
	return handled ? handled : current(w, l);
}

struct reach {
	bool to_asker;
	size_t outside, colleagues;
	const struct party
	    *first_colleague; /* a roster member if there is one */
	const struct colleague *on_roster;
};

/* To whom a message of ours went. */
static struct reach
reach_of(const struct walk *w, const struct thread *t, const struct turn *l)
{
	struct reach r = { 0 };
	size_t i;

	for (i = 0; i < l->n_parties; i++) {
		const struct party *p = &l->parties[i];
		const struct colleague *c;

		if (p->is_mailbox)
			continue;
		if (!p->is_us) {
			r.outside++;
			r.to_asker |=
			    thread_is_side(t, p->address, p->organisation);
			continue;
		}
		r.colleagues++;
		c = roster_by_address(w->norms->roster, p->address);
		if (!r.first_colleague || (c && !r.on_roster))
			r.first_colleague = p;
		if (c && !r.on_roster)
			r.on_roster = c;
	}
	return r;
}

/* The last open thread whose asker a message of ours went to, else the last
 * such one, or NULL. */
static struct thread *
last_reached(struct walk *w, const struct turn *l)
{
	struct thread *handled = NULL;
	size_t i;

	for (i = w->n; i > 0; i--) {
		struct thread *t = &w->threads[i - 1];

		if (!thread_is_of(t, l->conversation) ||
		    !reach_of(w, t, l).to_asker)
			continue;
		if (t->question.state != STATE_HANDLED)
			return t;
		if (!handled)
			handled = t;
	}
	return handled;
}

/* The thread of a message of ours: of those whose asker it went to the one
 * that it replies to, else the last open one, else the last; when it went to
 * no asker the one that runs. NULL while there is none. */
static struct thread *
thread_of_recipient(struct walk *w, const struct turn *l, struct reach *out)
{
	struct thread *chosen = thread_of_message(w, l->replies_to);

	if (chosen && !reach_of(w, chosen, l).to_asker)
		chosen = NULL;
	if (!chosen)
		chosen = last_reached(w, l);
	if (!chosen)
		chosen = current(w, l);
	if (chosen)
		*out = reach_of(w, chosen, l);
	return chosen;
}

/* The other end of a joining that has this message at one end, or 0. */
static int64_t
joined_to(const struct hand_act *act, int64_t message)
{
	if (act->event.kind != EVENT_JOINED)
		return 0;
	if (act->anchor == message)
		return event_message(&act->event);
	return event_message(&act->event) == message ? act->anchor : 0;
}

static bool
is_among(const int64_t *list, size_t n, int64_t value)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (list[i] == value)
			return true;
	}
	return false;
}

/* Whether somebody said that a message is a question of its own. */
static bool
is_split_off(const struct walk *w, int64_t message)
{
	size_t i;

	for (i = 0; i < w->n_acts; i++) {
		const struct event *e = &w->acts[i].event;

		if (e->kind == EVENT_SPLIT && event_message(e) == message)
			return true;
	}
	return false;
}

/* Of a message that opened a question which somebody joined to another: the
 * thread of that one, as far as it is there. Joined to one that was joined to
 * a third is joined to all. */
static struct thread *
joined_thread(struct walk *w, int64_t message)
{
	int64_t *group = arena_array(w->arena, w->n_acts + 2, sizeof(*group));
	size_t i, k, n = 1;

	group[0] = message;
	for (i = 0; i < n; i++) {
		struct thread *t = thread_of_message(w, group[i]);

		if (t)
			return t;
		for (k = 0; k < w->n_acts && n <= w->n_acts; k++) {
			const struct hand_act *act = &w->acts[k];
			int64_t other = joined_to(act, group[i]);

			if (other && !is_among(group, n, other))
				group[n++] = other;
		}
	}
	return NULL;
}

/* ---- what it comes to ---- */

static struct date
deadline_for(const struct norms *norms, const struct turn *l, const char *team,
    const char *term_name, const char **why)
{
	const struct starter starter = { l->received, team, term_name,
		l->has_named_day ? &l->named_day : NULL };
	bool is_named;
	struct date last = deadline_first(norms, &starter, &is_named);

	*why = is_named ? "named" : "term";
	return last;
}

static struct thread *
open_thread(struct walk *w, const struct turn *l)
{
	struct arena *a = w->arena;
	struct thread *t;
	const char *why;
	struct date day = deadline_for(w->norms, l, l->team, l->term, &why);

	if (w->n == w->room) {
		w->room = w->room ? w->room * 2 : 2;
		w->threads = arena_grow(
		    a, w->threads, w->n, w->room, sizeof(*w->threads));
	}
	t = &w->threads[w->n++];
	*t = (struct thread){ .question = question_new() };
	t->judged.is_history = true;
	t->judged.conversation = l->conversation;
	t->base_subject = l->base_subject;
	thread_happen_to(a, t, l, EVENT_OPENED, l->organisation, l->asker);
	thread_happen(a, t, l, EVENT_TEAM, l->team);
	thread_happen(a, t, l, EVENT_TOPIC, l->topic);
	thread_happen(a, t, l, EVENT_TERM, l->term);
	thread_happen_on(a, t, l, EVENT_DEADLINE, why, day);
	if (*l->assignee)
		thread_happen(a, t, l, EVENT_ASSIGNED, l->assignee);
	if (*l->priority)
		thread_happen(a, t, l, EVENT_PRIORITY, l->priority);
	if (l->is_question == QUESTION_DOUBT)
		thread_happen(a, t, l, EVENT_DOUBTED, "");
	return t;
}

static void
reopen(struct walk *w, struct thread *t, const struct turn *l)
{
	const char *why;
	struct date day =
	    deadline_for(w->norms, l, t->question.team, l->term, &why);

	thread_happen(w->arena, t, l, EVENT_REOPENED, "");
	thread_happen_on(w->arena, t, l, EVENT_DEADLINE, "next", day);
}

/* The asker wrote again; when that is what we waited for, the clock runs on
 * with what was left (H8). */
static void
follow(struct walk *w, struct thread *t, const struct turn *l)
{
	bool was_waiting = t->question.state == STATE_WAITING;

	thread_happen(w->arena, t, l, EVENT_FOLLOWED, "");
	if (was_waiting && t->question.has_deadline)
		thread_happen_on(w->arena, t, l, EVENT_DEADLINE, "resumed",
		    deadline_resumed(w->norms, &t->question, w->arena));
}

/* The day that an interim without a day comes to: the interim norm, from the
 * (re)opening on; it lengthens and never shortens. false: no change. */
static bool
interim_day(const struct norms *norms, const struct question *q,
    const struct stretch *s, struct date *out)
{
	return deadline_from(norms,
	           (struct measure){
	               deadline_norms(norms, q->team).interim_norm, false },
	           s->start, out, NULL) == 0 &&
	    out->day > q->deadline.day;
}

/* A promise in time sets the deadline to the promised day, once; without a
 * day to the interim norm (users.md 4). */
static void
promise(struct walk *w, struct thread *t, const struct turn *l)
{
	const struct question *q = &t->question;
	const struct stretch *s = &q->stretches[q->n_stretches - 1];
	bool counts = !s->has_interim && q->has_deadline &&
	    date_of(l->received).day <= q->deadline.day;
	struct date day = l->promised_day;

	if (counts && !l->has_promised_day)
		counts = interim_day(w->norms, q, s, &day);
	if (l->has_promised_day)
		thread_happen_on(
		    w->arena, t, l, EVENT_INTERIM, "", l->promised_day);
	else
		thread_happen(w->arena, t, l, EVENT_INTERIM, "");
	if (counts)
		thread_happen_on(
		    w->arena, t, l, EVENT_DEADLINE, "promised", day);
}

static void
hand_over(struct walk *w, struct thread *t, const struct turn *l,
    const struct reach *r)
{
	if (r->on_roster)
		thread_happen(w->arena, t, l, EVENT_ASSIGNED, r->on_roster->id);
	else
		thread_happen_to(w->arena, t, l, EVENT_ASSIGNED, "",
		    r->first_colleague->person);
}

/* Lets the table say what the message comes to. NULL: it belongs to no
 * question. */
static struct thread *
make_move(struct walk *w, struct thread *t, const struct turn *l,
    enum move move, const struct reach *r)
{
	struct outcome o =
	    move_outcome(move, t ? stand_of(t->question.state) : STAND_NONE);

	if (!o.is_event)
		return NULL;
	if (o.kind == EVENT_OPENED)
		t = open_thread(w, l);
	else if (o.kind == EVENT_REOPENED)
		reopen(w, t, l);
	else if (o.kind == EVENT_FOLLOWED)
		follow(w, t, l);
	else if (o.kind == EVENT_INTERIM)
		promise(w, t, l);
	else if (o.kind == EVENT_ASSIGNED)
		hand_over(w, t, l, r);
	else
		thread_happen(w->arena, t, l, o.kind,
		    move == MOVE_AUTOMATIC ? kind_name(l->kind) : o.value);
	thread_add(w->arena, t, l);
	return t;
}

/* ---- what it is ---- */

/* A new subject without a reply to anything, or after a long silence, is a
 * new question (design.md 6.3). */
static bool
is_new_question(const struct thread *t, const struct turn *l)
{
	int64_t silence = l->received.sec - t->question.last_event.sec;

	if (strcmp(l->base_subject, t->base_subject) == 0)
		return false;
	return !l->has_in_reply_to || silence > SILENCE_DAYS * 86400LL;
}

static enum move
inbound_move(const struct thread *t, const struct turn *l)
{
	bool asks = l->is_question != QUESTION_NO;

	if (l->is_internal)
		return MOVE_KEEPS;
	if (t && !is_side_of(t, l))
		return asks ? MOVE_OTHER_ASKS : MOVE_OTHER_REMARKS;
	if (!asks)
		return l->is_thanks ? MOVE_THANKS : MOVE_REMARKS;
	return t && is_new_question(t, l) ? MOVE_ASKS_ANEW : MOVE_ASKS;
}

/* The asker thanks for, or goes on about, what one of us wrote to him and we
 * never saw: from a Sent folder of somebody's own, perhaps (E7). */
static void
heed_quotation(struct walk *w, struct thread *t, const struct turn *l)
{
	struct outcome o =
	    move_outcome(MOVE_QUOTES, stand_of(t->question.state));

	if (o.is_event && l->quotes_us && l->has_in_reply_to &&
	    !l->replies_to && l->is_question == QUESTION_NO && is_side_of(t, l))
		thread_happen(w->arena, t, l, o.kind, o.value);
}

/* A human message from outside. */
static void
walk_inbound(struct walk *w, const struct turn *l)
{
	struct thread *joined = joined_thread(w, l->id), *t = joined;

	if (joined || is_split_off(w, l->id))
		t = make_move(w, joined, l, MOVE_ASKS, NULL);
	else {
		t = thread_of_sender(w, l);
		t = make_move(w, t, l, inbound_move(t, l), NULL);
	}
	if (!t)
		return;
	if (joined || t->question.opened_by == l->id || is_side_of(t, l))
		thread_add_participants(w->arena, t, l);
	heed_quotation(w, t, l);
	if (!l->is_history)
		t->judged.is_history = false;
}

static enum move
outbound_move(
    const struct thread *t, const struct turn *l, const struct reach *r)
{
	if (!r->to_asker && r->outside > 0)
		return MOVE_CONSULTS;
	if (!r->to_asker)
		return r->colleagues > 0 ? MOVE_HANDS_OVER : MOVE_KEEPS;
	if (l->is_repeated ||
	    l->received.sec - t->question.last_inbound.sec < ANSWER_TOO_FAST)
		return MOVE_CONFIRMS;
	if ((r->outside > ANSWER_TOO_MANY || l->is_bcc_only) &&
	    !l->has_in_reply_to)
		return MOVE_MAILS_MANY;
	if (l->is_weak)
		return MOVE_SEEMS;
	return l->is_interim ? MOVE_PROMISES : MOVE_ANSWERS;
}

/* A human message from our side. Without a question we began ourselves:
 * nothing is asked yet (users.md 9). */
static void
walk_outbound(struct walk *w, const struct turn *l)
{
	struct reach r;
	struct thread *t = thread_of_recipient(w, l, &r);

	if (t)
		(void)make_move(w, t, l, outbound_move(t, l, &r), &r);
}

/* Who writes in a colleague's name is none: he ends no wait and hands nothing
 * over (users.md 12). */
static bool
is_forged(const struct turn *l)
{
	return l->is_from_us && l->is_unproven && !l->is_forwarded;
}

static void
walk_turn(struct walk *w, const struct turn *l)
{
	if (l->kind == KIND_OURS)
		return;
	if (l->kind != KIND_HUMAN)
		(void)make_move(w, current(w, l), l, MOVE_AUTOMATIC, NULL);
	else if (is_forged(l))
		(void)make_move(w, current(w, l), l, MOVE_FORGES, NULL);
	else if (l->is_from_us && !l->is_forwarded)
		walk_outbound(w, l);
	else
		walk_inbound(w, l);
}

/* Acts count in the walk, so that what comes later sees their effect; they
 * are not among the judged events, for they stand by themselves. */
static void
walk_act(struct walk *w, const struct hand_act *act)
{
	struct thread *t = thread_of_message(w, act->anchor);

	if (t)
		question_apply(&t->question, &act->event, w->arena);
}

struct judgement
conversation_judge(struct arena *a, struct turn *turns, size_t n,
    struct hand_act *acts, size_t n_acts, const struct norms *norms)
{
	struct walk w = {
		.arena = a, .norms = norms, .acts = acts, .n_acts = n_acts
	};
	struct judgement out = { 0 };
	size_t i, k = 0;

	if (n > 1)
		qsort(turns, n, sizeof(*turns), compare_turns);
	if (n_acts > 1)
		qsort(acts, n_acts, sizeof(*acts), compare_acts);
	for (i = 0; i < n; i++) {
		while (
		    k < n_acts && acts[k].event.at.sec < turns[i].received.sec)
			walk_act(&w, &acts[k++]);
		walk_turn(&w, &turns[i]);
	}
	out.n = w.n;
	out.at = arena_array(a, w.n + 1, sizeof(*out.at));
	for (i = 0; i < w.n; i++)
		out.at[i] = w.threads[i].judged;
	return out;
}
