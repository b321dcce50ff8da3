/*
 * From the messages of a conversation to its questions: walks them in the
 * order of receipt and lets each change the state of the question it belongs
 * to. Knows roles (answer, interim, hand-over, consultation, follow-up,
 * thanks); does not know how the messages were found or where events go.
 */

#include "triage/conversation.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A question while the conversation is walked through. */
struct thread {
	struct question question;
	struct judged judged;
	size_t events_room, messages_room;
	const char *asker_address;
	const char *base_subject;
	size_t n_participants, participants_room;
	const char **participants; /* addresses of the asker's side */
};

struct walk {
	struct arena *arena;
	const struct norms *norms;
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

/* The thread that a message belongs to: the last one that is open, else the
 * last one. NULL while there is no question. */
static struct thread *
current(struct walk *w)
{
	size_t i;

	for (i = w->n; i > 0; i--) {
		if (w->threads[i - 1].question.state != STATE_HANDLED)
			return &w->threads[i - 1];
	}
	return w->n ? &w->threads[w->n - 1] : NULL;
}

static struct thread *
thread_of_message(struct walk *w, int64_t message)
{
	size_t i, j;

	for (i = 0; i < w->n; i++) {
		const struct judged *j_of = &w->threads[i].judged;

		for (j = 0; j < j_of->n_messages; j++) {
			if (j_of->messages[j] == message)
				return &w->threads[i];
		}
	}
	return NULL;
}

static void
add_message(struct walk *w, struct thread *t, const struct turn *l)
{
	struct judged *j = &t->judged;

	if (j->n_messages == t->messages_room) {
		t->messages_room = t->messages_room ? t->messages_room * 2 : 8;
		j->messages = arena_grow(w->arena, j->messages, j->n_messages,
		    t->messages_room, sizeof(*j->messages));
	}
	j->messages[j->n_messages++] = l->id;
}

/* Records an event that follows from a message, and lets it count. */
static struct event *
record(struct walk *w, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value)
{
	struct judged *j = &t->judged;
	struct event *e;

	if (j->n_events == t->events_room) {
		t->events_room = t->events_room ? t->events_room * 2 : 16;
		j->events = arena_grow(w->arena, j->events, j->n_events,
		    t->events_room, sizeof(*j->events));
	}
	e = &j->events[j->n_events++];
	*e = (struct event){
		.kind = kind,
		.at = l->received,
		.by = ACTOR_MAIL,
		.cause_message = l->id,
		.value = value,
	};
	return e;
}

static void
happen(struct walk *w, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value)
{
	const struct event *e = record(w, t, l, kind, value);

	question_apply(&t->question, e, w->arena);
}

static void
happen_on(struct walk *w, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value, struct date day)
{
	struct event *e = record(w, t, l, kind, value);

	e->has_day = true;
	e->day = day;
	question_apply(&t->question, e, w->arena);
}

static void
add_participant(struct walk *w, struct thread *t, const char *address)
{
	size_t i;

	if (!*address)
		return;
	for (i = 0; i < t->n_participants; i++) {
		if (address_is_same(t->participants[i], address))
			return;
	}
	if (t->n_participants == t->participants_room) {
		t->participants_room =
		    t->participants_room ? t->participants_room * 2 : 8;
		t->participants =
		    arena_grow(w->arena, t->participants, t->n_participants,
		        t->participants_room, sizeof(*t->participants));
	}
	t->participants[t->n_participants++] = address;
}

/* The sender of an inbound turn, and whom he put beside us, belong to the
 * asker's side from then on; a third party in between does not. */
static void
add_participants(struct walk *w, struct thread *t, const struct turn *l)
{
	size_t i;

	add_participant(w, t, l->asker_address);
	for (i = 0; i < l->n_parties; i++) {
		if (!l->parties[i].is_us)
			add_participant(w, t, l->parties[i].address);
	}
}

/* decisions.md 24: the same address, the same registered organisation, or
 * somebody whom the asker's side had already put among the recipients. */
static bool
is_asker_side(
    const struct thread *t, const char *address, const char *organisation)
{
	size_t i;

	if (*organisation &&
	    strcmp(organisation, t->question.organisation) == 0)
		return true;
	for (i = 0; i < t->n_participants; i++) {
		if (address_is_same(t->participants[i], address))
			return true;
	}
	return false;
}

/* The last day in time for a letter that starts the clock. A day that it
 * names shortens the term; a later one counts only once it is confirmed
 * (users.md 20). */
static struct date
deadline_for(const struct norms *norms, const struct turn *l,
    const char *term_name, const char **why)
{
	struct date received = date_of(l->received), last = received;

	*why = "term";
	if (term_last_day(deadline_term(norms, term_name), received,
	        norms->calendar, &last, NULL) != 0)
		return received;
	if (!l->has_named_day || l->named_day.day > last.day)
		return last;
	*why = "named";
	return l->named_day.day < received.day ? received : l->named_day;
}

static struct thread *
open_thread(struct walk *w, const struct turn *l)
{
	struct thread *t;
	struct event *e;
	const char *why;
	struct date day = deadline_for(w->norms, l, l->term, &why);

	if (w->n == w->room) {
		w->room = w->room ? w->room * 2 : 2;
		w->threads = arena_grow(
		    w->arena, w->threads, w->n, w->room, sizeof(*w->threads));
	}
	t = &w->threads[w->n++];
	*t = (struct thread){ .question = question_new() };
	t->judged.is_history = true;
	t->asker_address = l->asker_address;
	t->base_subject = l->base_subject;
	e = record(w, t, l, EVENT_OPENED, l->organisation);
	e->person = l->asker;
	question_apply(&t->question, e, w->arena);
	happen(w, t, l, EVENT_TEAM, l->team);
	happen(w, t, l, EVENT_TOPIC, l->topic);
	happen(w, t, l, EVENT_TERM, l->term);
	happen_on(w, t, l, EVENT_DEADLINE, why, day);
	if (l->is_question == QUESTION_DOUBT)
		happen(w, t, l, EVENT_DOUBTED, "");
	return t;
}

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

/* The thread of an inbound message: the last open one of the sender's side,
 * else its last one, else the one that runs. */
static struct thread *
thread_of_sender(struct walk *w, const struct turn *l)
{
	struct thread *handled = NULL;
	size_t i;

	for (i = w->n; i > 0; i--) {
		struct thread *t = &w->threads[i - 1];

		if (!is_asker_side(t, l->asker_address, l->organisation))
			continue;
		if (t->question.state != STATE_HANDLED)
			return t;
		if (!handled)
			handled = t;
	}
	return handled ? handled : current(w);
}

/* C6: somebody outside the asker's side who asks in a thread that was handled
 * has a question of his own; he does not reopen another's. */
static bool
is_stranger(const struct thread *t, const struct turn *l)
{
	return !l->is_internal &&
	    !is_asker_side(t, l->asker_address, l->organisation);
}

static void
reopen(struct walk *w, struct thread *t, const struct turn *l)
{
	const char *why;
	struct date day = deadline_for(w->norms, l, l->term, &why);

	happen(w, t, l, EVENT_REOPENED, "");
	happen_on(w, t, l, EVENT_DEADLINE, "next", day);
}

/* The asker wrote again; when that is what we waited for, the clock runs on
 * with what was left (H8). */
static void
follow(struct walk *w, struct thread *t, const struct turn *l)
{
	bool was_waiting = t->question.state == STATE_WAITING;

	happen(w, t, l, EVENT_FOLLOWED, "");
	if (was_waiting && t->question.has_deadline)
		happen_on(w, t, l, EVENT_DEADLINE, "resumed",
		    deadline_resumed(w->norms, &t->question, w->arena));
}

/* A human message from outside. */
static void
walk_inbound(struct walk *w, const struct turn *l)
{
	struct thread *t = thread_of_sender(w, l);
	bool asks = l->is_question != QUESTION_NO;

	if (t && t->question.state == STATE_HANDLED && asks &&
	    (is_new_question(t, l) || is_stranger(t, l)))
		t = NULL;
	if (!t) {
		if (!asks || l->is_internal)
			return;
		t = open_thread(w, l);
	} else if (!is_asker_side(t, l->asker_address, l->organisation) &&
	    t->question.state != STATE_HANDLED) {
		happen(w, t, l, EVENT_NOTED, "third-party");
	} else if (!asks && t->question.state != STATE_WAITING) {
		happen(w, t, l, l->is_thanks ? EVENT_THANKED : EVENT_NOTED,
		    l->is_thanks ? "" : "remark");
	} else if (t->question.state == STATE_HANDLED) {
		reopen(w, t, l);
	} else {
		follow(w, t, l);
	}
	add_message(w, t, l);
	if (t->question.opened_by == l->id ||
	    is_asker_side(t, l->asker_address, l->organisation))
		add_participants(w, t, l);
	if (!l->is_history)
		t->judged.is_history = false;
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
			    is_asker_side(t, p->address, p->organisation);
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

/* The day that an interim without a day comes to: the interim norm, from the
 * (re)opening on; it lengthens and never shortens. false: no change. */
static bool
interim_day(const struct norms *norms, const struct question *q,
    const struct stretch *s, struct date *out)
{
	return term_last_day(norms->interim_norm, date_of(s->start),
	           norms->calendar, out, NULL) == 0 &&
	    out->day > q->deadline.day;
}

/* A promise in time sets the deadline to the promised day, once; without a
 * day to the interim norm (users.md 4). */
static void
walk_interim(struct walk *w, struct thread *t, const struct turn *l)
{
	const struct question *q = &t->question;
	const struct stretch *s = &q->stretches[q->n_stretches - 1];
	bool counts = !s->has_interim && q->has_deadline &&
	    date_of(l->received).day <= q->deadline.day;
	struct date day = l->promised_day;

	if (counts && !l->has_promised_day)
		counts = interim_day(w->norms, q, s, &day);
	if (l->has_promised_day)
		happen_on(w, t, l, EVENT_INTERIM, "", l->promised_day);
	else
		happen(w, t, l, EVENT_INTERIM, "");
	if (counts)
		happen_on(w, t, l, EVENT_DEADLINE, "promised", day);
}

static void
walk_answer(struct walk *w, struct thread *t, const struct turn *l,
    const struct reach *r)
{
	struct question *q = &t->question;

	if (l->received.sec - q->last_inbound.sec < ANSWER_TOO_FAST)
		happen(w, t, l, EVENT_NOTED, "acknowledgement");
	else if ((r->outside > ANSWER_TOO_MANY || l->is_bcc_only) &&
	    !l->has_in_reply_to)
		happen(w, t, l, EVENT_NOTED, "mailing");
	else if (q->state == STATE_HANDLED)
		happen(w, t, l, EVENT_NOTED, "answer");
	else if (l->is_interim)
		walk_interim(w, t, l);
	else
		happen(w, t, l, EVENT_ANSWERED, "");
}

static void
walk_hand_over(struct walk *w, struct thread *t, const struct turn *l,
    const struct reach *r)
{
	struct event *e = record(
	    w, t, l, EVENT_ASSIGNED, r->on_roster ? r->on_roster->id : "");

	if (!r->on_roster)
		e->person = r->first_colleague->person;
	question_apply(&t->question, e, w->arena);
}

/* The thread of a message of ours: the last open one whose asker it went to,
 * else the last such one, else the one that runs. NULL while there is none. */
static struct thread *
thread_of_recipient(struct walk *w, const struct turn *l, struct reach *out)
{
	struct thread *chosen = NULL;
	size_t i;

	for (i = w->n; i > 0; i--) {
		struct thread *t = &w->threads[i - 1];

		if (!reach_of(w, t, l).to_asker)
			continue;
		if (!chosen)
			chosen = t;
		if (t->question.state != STATE_HANDLED) {
			chosen = t;
			break;
		}
	}
	if (!chosen)
		chosen = current(w);
	if (chosen)
		*out = reach_of(w, chosen, l);
	return chosen;
}

/* A human message from our side. */
static void
walk_outbound(struct walk *w, const struct turn *l)
{
	struct reach r;
	struct thread *t = thread_of_recipient(w, l, &r);

	if (!t)
		return; /* we began: nothing is asked yet (users.md 9) */
	if (r.to_asker)
		walk_answer(w, t, l, &r);
	else if (r.outside > 0)
		happen(w, t, l, EVENT_CONSULTED, "");
	else if (r.colleagues > 0)
		walk_hand_over(w, t, l, &r);
	else
		happen(w, t, l, EVENT_NOTED, "internal");
	add_message(w, t, l);
}

/* Who writes in a colleague's name is none: he ends no wait and hands nothing
 * over (users.md 12). */
static bool
is_forged(const struct turn *l)
{
	return l->kind == KIND_HUMAN && l->is_from_us && l->is_unproven &&
	    !l->is_forwarded;
}

static void
walk_turn(struct walk *w, const struct turn *l)
{
	struct thread *t;

	if (l->kind == KIND_OURS)
		return;
	if (l->kind != KIND_HUMAN || is_forged(l)) {
		t = current(w);
		if (t) {
			happen(w, t, l, EVENT_NOTED,
			    is_forged(l) ? "unproven" : kind_name(l->kind));
			add_message(w, t, l);
		}
	} else if (l->is_from_us && !l->is_forwarded)
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
	struct walk w = { .arena = a, .norms = norms };
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
