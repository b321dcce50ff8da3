#ifndef POSTWACHT_THREAD_H
#define POSTWACHT_THREAD_H

#include "triage/conversation.h"

/* Inside the judgement of a conversation: a question while its messages are
 * walked through, and whose it is. */
struct thread {
	struct question question;
	struct judged judged;
	size_t events_room, messages_room;
	const char *base_subject;
	size_t n_participants, participants_room;
	const char **participants; /* addresses of the asker's side */
	size_t n_conversations, conversations_room;
	int64_t *conversations; /* that its messages are of */
};

/* Records an event that follows from a message, and lets it count. */
void thread_happen(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value);
void thread_happen_on(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value, struct date day);

/* The same about somebody: the asker, an assignee. */
void thread_happen_to(struct arena *a, struct thread *t, const struct turn *l,
    enum event_kind kind, const char *value, int64_t person);

/* The message belongs to the question. */
void thread_add(struct arena *a, struct thread *t, const struct turn *l);
bool thread_has(const struct thread *t, int64_t message);

/* The sender of an inbound turn, and whom he put beside us, belong to the
 * asker's side from then on. */
void thread_add_participants(
    struct arena *a, struct thread *t, const struct turn *l);

/* decisions.md 24: the same address, the same registered organisation, or
 * somebody whom the asker's side had already put among the recipients. */
bool thread_is_side(
    const struct thread *t, const char *address, const char *organisation);

/* Whether messages of that conversation belong to it. Conversations are
 * judged together when questions of theirs were joined by hand, and know
 * nothing of each other otherwise. */
bool thread_is_of(const struct thread *t, int64_t conversation);

#endif
