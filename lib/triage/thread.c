/*
 * One question of a conversation in the making: its events, its messages and
 * the people of the asker's side. What a message means is not known here.
 */

#include "triage/thread.h"

#include <string.h>

#include "base/arena.h"

static struct event *
record(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value)
{
	struct judged *j = &t->judged;
	struct event *e;

	if (j->n_events == t->events_room) {
		t->events_room = t->events_room ? t->events_room * 2 : 16;
		j->events = arena_grow(a, j->events, j->n_events,
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

void
thread_happen(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value)
{
	question_apply(&t->question, record(a, t, l, kind, value), a);
}

void
thread_happen_on(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value, struct date day)
{
	struct event *e = record(a, t, l, kind, value);

	e->has_day = true;
	e->day = day;
	question_apply(&t->question, e, a);
}

void
thread_happen_to(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value, int64_t person)
{
	struct event *e = record(a, t, l, kind, value);

	e->person = person;
	question_apply(&t->question, e, a);
}

void
thread_add(struct arena *a, struct thread *t, const struct turn *l)
{
	struct judged *j = &t->judged;

	if (j->n_messages == t->messages_room) {
		t->messages_room = t->messages_room ? t->messages_room * 2 : 8;
		j->messages = arena_grow(a, j->messages, j->n_messages,
		    t->messages_room, sizeof(*j->messages));
	}
	j->messages[j->n_messages++] = l->id;
	if (thread_is_of(t, l->conversation))
		return;
	if (t->n_conversations == t->conversations_room) {
		t->conversations_room =
		    t->conversations_room ? t->conversations_room * 2 : 2;
		t->conversations =
		    arena_grow(a, t->conversations, t->n_conversations,
		        t->conversations_room, sizeof(*t->conversations));
	}
	t->conversations[t->n_conversations++] = l->conversation;
}

bool
thread_has(const struct thread *t, int64_t message)
{
	size_t i;

	for (i = 0; i < t->judged.n_messages; i++) {
		if (t->judged.messages[i] == message)
			return true;
	}
	return false;
}

static void
add_participant(struct arena *a, struct thread *t, const char *address)
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
		    arena_grow(a, t->participants, t->n_participants,
		        t->participants_room, sizeof(*t->participants));
	}
	t->participants[t->n_participants++] = address;
}

void
thread_add_participants(struct arena *a, struct thread *t, const struct turn *l)
{
	size_t i;

	add_participant(a, t, l->asker_address);
	for (i = 0; i < l->n_parties; i++) {
		if (!l->parties[i].is_us)
			add_participant(a, t, l->parties[i].address);
	}
}

bool
thread_is_side(
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

bool
thread_is_of(const struct thread *t, int64_t conversation)
{
	size_t i;

	for (i = 0; i < t->n_conversations; i++) {
		if (t->conversations[i] == conversation)
			return true;
	}
	return false;
}
