/*
 * Brings the events of the store into line with what the messages of a
 * conversation say. Knows how a judged question finds its number; the
 * judgement itself is triage/conversation.
 */

#include "desk/judge.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "desk/bench.h"
#include "desk/office.h"
#include "edge/store_retention.h"

static bool
is_merged(const struct known_question *k)
{
	size_t i;

	for (i = 0; i < k->n_standing; i++) {
		if (k->standing[i].kind == EVENT_RELINKED)
			return true;
	}
	return false;
}

static int
load_question(struct bench *b, const struct stored_question *stored,
    struct known_question *k, struct err *e)
{
	k->stored = *stored;
	if (store_events(b->store, b->arena, stored->id, &k->events,
	        &k->n_events, e) != 0)
		return -1;
	k->standing = arena_grow(b->arena, k->events, k->n_events,
	    k->n_events + 1, sizeof(*k->standing));
	k->n_standing = events_standing(k->standing, k->n_events, b->arena);
	k->is_merged = is_merged(k);
	return 0;
}

static int
compare_known(const void *left, const void *right)
{
	int64_t a = ((const struct known_question *)left)->stored.id;
	int64_t b = ((const struct known_question *)right)->stored.id;

	return (a > b) - (a < b);
}

static int
load_known(struct bench *b, struct err *e)
{
	size_t i, k;

	b->known = NULL;
	b->n = 0;
	for (i = 0; i < b->n_conversations; i++) {
		struct stored_question *stored = NULL;
		size_t n = 0;

		if (store_questions_of(b->store, b->arena, b->conversations[i],
		        &stored, &n, e) != 0)
			return -1;
		b->known = arena_grow(
		    b->arena, b->known, b->n, b->n + n + 1, sizeof(*b->known));
		for (k = 0; k < n; k++) {
			if (load_question(
			        b, &stored[k], &b->known[b->n++], e) != 0)
				return -1;
		}
	}
	if (b->n > 1)
		qsort(b->known, b->n, sizeof(*b->known), compare_known);
	return 0;
}

static int
load_turns(struct bench *b, struct turn **out, size_t *out_n, struct err *e)
{
	struct turn *all = NULL;
	size_t i, k, total = 0;

	for (i = 0; i < b->n_conversations; i++) {
		struct turn *turns = NULL;
		size_t n = 0;

		if (store_turns(b->store, b->arena, b->conversations[i], &turns,
		        &n, e) != 0)
			return -1;
		all = arena_grow(
		    b->arena, all, total, total + n + 1, sizeof(*all));
		for (k = 0; k < n; k++)
			all[total++] = turns[k];
	}
	*out = all;
	*out_n = total;
	return 0;
}

/* What people did to the questions of this conversation, undone acts left
 * out; a merged question has handed its acts over (relink), but for the one
 * by which it was joined. */
static struct hand_act *
collect_acts(struct bench *b, size_t *out_n)
{
	struct hand_act *acts;
	size_t i, j, n = 0, room = 0;

	for (i = 0; i < b->n; i++)
		room += b->known[i].n_standing;
	acts = arena_array(b->arena, room + 1, sizeof(*acts));
	for (i = 0; i < b->n; i++) {
		for (j = 0; j < b->known[i].n_standing; j++) {
			const struct event *e = &b->known[i].standing[j];

			if (e->by != ACTOR_MAIL &&
			    (!b->known[i].is_merged || e->kind == EVENT_JOINED))
				acts[n++] = (struct hand_act){ *e,
					b->known[i].stored.opened_by };
		}
	}
	*out_n = n;
	return acts;
}

static bool
has_message(const struct judged *j, int64_t message)
{
	size_t i;

	for (i = 0; i < j->n_messages; i++) {
		if (j->messages[i] == message)
			return true;
	}
	return false;
}

/* The number that a judged question already has: the lowest one that was
 * opened by one of its messages. The list is in order of number. */
static struct known_question *
find_known(struct bench *b, const struct judged *j)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		struct known_question *k = &b->known[i];

		if (!k->judged && !k->is_merged &&
		    has_message(j, k->stored.opened_by))
			return k;
	}
	return NULL;
}

int
bench_append(struct bench *b, int64_t question, const struct event *event,
    int64_t *seq, struct err *e)
{
	const struct versions versions = { b->office->versions.rules,
		b->office->versions.calendar };
	struct event stored = *event;

	stored.question = question;
	stored.recorded_at = b->now;
	b->counts->events++;
	return store_event_add(b->store, &stored, &versions, seq, e);
}

/* Equal in what they say. The day of a deadline that follows from a norm is
 * left out: it keeps the calendar and norm by which it was reckoned. */
static bool
says_the_same(
    const struct bench *bench, const struct event *a, const struct event *b)
{
	bool keeps_its_day = !bench->moves_days && a->kind == EVENT_DEADLINE &&
	    strcmp(a->value, "promised") != 0 &&
	    strcmp(a->value, "resumed") != 0;

	return a->kind == b->kind && a->at.sec == b->at.sec &&
	    a->cause_message == b->cause_message &&
	    strcmp(a->value, b->value) == 0 && a->person == b->person &&
	    a->has_day == b->has_day &&
	    (keeps_its_day || a->day.day == b->day.day);
}

/* The standing event that says what is wanted and is not taken yet, or the
 * number of events. Both lists are mostly in the same order: the search
 * begins behind the last find. */
static size_t
find_same(const struct bench *b, const struct known_question *known,
    const bool *is_taken, size_t from, const struct event *wanted)
{
	size_t n = known ? known->n_standing : 0, k;

	for (k = 0; k < n; k++) {
		size_t j = (from + k) % n;

		if (!is_taken[j] &&
		    says_the_same(b, &known->standing[j], wanted))
			return j;
	}
	return n;
}

/* Adds what is wanted and not there, undoes what is there and not wanted. */
static int
append_difference(struct bench *b, int64_t question,
    const struct known_question *known, const struct judged *wanted,
    struct err *e)
{
	size_t n = known ? known->n_standing : 0;
	bool *is_wanted = arena_array(b->arena, n + 1, sizeof(*is_wanted));
	size_t i, j, next = 0;
	int64_t seq;

	for (i = 0; i < wanted->n_events; i++) {
		j = find_same(b, known, is_wanted, next, &wanted->events[i]);
		if (j < n) {
			is_wanted[j] = true;
			next = j + 1;
		} else if (bench_append(
		               b, question, &wanted->events[i], &seq, e) != 0)
			return -1;
	}
	for (j = 0; j < n; j++) {
		const struct event undo = {
			.kind = EVENT_UNDONE,
			.at = b->now,
			.by = ACTOR_MAIL,
			.value = "",
			.other = known->standing[j].seq,
		};

		if (known->standing[j].by == ACTOR_MAIL && !is_wanted[j] &&
		    bench_append(b, question, &undo, &seq, e) != 0)
			return -1;
	}
	return 0;
}

static int
settle_judged(struct bench *b, const struct judged *j, struct err *e)
{
	struct known_question *known = find_known(b, j);
	size_t before = b->counts->events;
	int64_t id;

	if (known) {
		id = known->stored.id;
		known->judged = j;
	} else {
		if (store_question_add(b->store, j->conversation,
		        j->messages[0], j->is_history, &id, e) != 0)
			return -1;
		b->counts->opened++;
		b->counts->fresh += !j->is_history;
	}
	if (append_difference(b, id, known, j, e) != 0)
		return -1;
	if (b->counts->events == before && known &&
	    known->stored.is_history == j->is_history)
		return 0;
	return store_question_project(
	    b->store, b->arena, id, j->is_history, b->office->calendar, e);
}

/* The judged question that took in the message which opened the orphan. */
static struct known_question *
find_heir(struct bench *b, const struct known_question *orphan)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		struct known_question *k = &b->known[i];

		if (k->judged &&
		    has_message(k->judged, orphan->stored.opened_by))
			return k;
	}
	return NULL;
}

/* What people did to the orphan was meant for the conversation: it goes to
 * the heir, or a question that somebody closed would stand open again. */
static int
hand_acts_over(struct bench *b, const struct known_question *orphan,
    const struct known_question *heir, struct err *e)
{
	int64_t *moved =
	    arena_array(b->arena, orphan->n_standing + 1, sizeof(*moved));
	size_t i, j;

	for (i = 0; i < orphan->n_standing; i++) {
		struct event event = orphan->standing[i];

		if (event.by == ACTOR_MAIL || event.kind == EVENT_JOINED)
			continue;
		/* The events of one act stay one act. */
		for (j = 0; event.other && j < i; j++) {
			if (orphan->standing[j].seq == event.other)
				event.other = moved[j];
		}
		if (bench_append(b, heir->stored.id, &event, &moved[i], e) != 0)
			return -1;
	}
	return store_question_project(b->store, b->arena, heir->stored.id,
	    heir->judged->is_history, b->office->calendar, e);
}

/* A question that no judgement claims has become part of another one. */
static int
relink(struct bench *b, struct known_question *orphan, struct err *e)
{
	const struct known_question *heir = find_heir(b, orphan);
	struct event event = {
		.kind = EVENT_RELINKED,
		.at = b->now,
		.by = ACTOR_TICK,
		.value = "",
	};
	int64_t seq;

	if (!heir)
		return 0;
	event.other = heir->stored.id;
	if (hand_acts_over(b, orphan, heir, e) != 0 ||
	    bench_append(b, orphan->stored.id, &event, &seq, e) != 0)
		return -1;
	return store_question_project(b->store, b->arena, orphan->stored.id,
	    orphan->stored.is_history, b->office->calendar, e);
}

/* Lays the bench and judges; again where a question came back to life. */
static int
judge(struct bench *b, struct judgement *out, struct err *e)
{
	int revived;

	do {
		struct turn *turns = NULL;
		struct hand_act *acts;
		size_t n = 0, n_acts;

		if (load_turns(b, &turns, &n, e) != 0 || load_known(b, e) != 0)
			return -1;
		acts = collect_acts(b, &n_acts);
		*out = conversation_judge(
		    b->arena, turns, n, acts, n_acts, &b->office->norms);
		revived = bench_revive(b, out, e);
	} while (revived > 0);
	return revived;
}

static int
judge_joined(struct bench *b, int64_t conversation, struct err *e)
{
	struct judgement judgement;
	int64_t *conversations = NULL;
	size_t i;
	int retained;

	if (store_conversations_joined(b->store, b->arena, conversation,
	        &conversations, &b->n_conversations, e) != 0)
		return -1;
	b->conversations = conversations;
	/* Without its persons it cannot be judged as it was: its events stand. */
	for (i = 0; i < b->n_conversations; i++) {
		retained = store_is_retained(b->store, conversations[i], e);
		if (retained != 0)
			return retained < 0 ? -1 : 0;
	}
	if (judge(b, &judgement, e) != 0)
		return -1;
	for (i = 0; i < judgement.n; i++) {
		if (settle_judged(b, &judgement.at[i], e) != 0)
			return -1;
	}
	for (i = 0; i < b->n; i++) {
		if (!b->known[i].judged && !b->known[i].is_merged &&
		    relink(b, &b->known[i], e) != 0)
			return -1;
	}
	return 0;
}

int
judge_conversation(struct store *s, const struct office *o, struct arena *a,
    int64_t conversation, struct instant now, struct judged_counts *counts,
    struct err *e)
{
	struct bench b = {
		.store = s,
		.office = o,
		.arena = a,
		.now = now,
		.counts = counts,
	};

	return judge_joined(&b, conversation, e);
}

int
judge_refiled(struct store *s, const struct office *o, struct arena *a,
    int64_t conversation, struct instant now, struct judged_counts *counts,
    struct err *e)
{
	struct bench b = {
		.store = s,
		.office = o,
		.arena = a,
		.now = now,
		.counts = counts,
		.moves_days = true,
	};

	return judge_joined(&b, conversation, e);
}
