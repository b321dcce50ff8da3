#ifndef POSTWACHT_STORE_LETTER_H
#define POSTWACHT_STORE_LETTER_H

#include "edge/store.h"

/* What the rules gave a message when it was filed, or judged anew since. */
struct given {
	enum is_question is_question;
	const char *team, *topic, *term, *assignee, *priority;
	bool has_named_day;
	struct date named_day;
};

/* A filed message as it was read, so that it can be judged by other rules. */
struct letter {
	int64_t message;
	int64_t conversation;
	int64_t question; /* that it opened and that stands; else 0 */
	bool is_in_question;
	const char *mailbox; /* where it was first seen: its name, or "" */
	int n_mailboxes;     /* in which it lies, Sent, Junk and Trash aside */
	struct instant received;
	enum kind kind;
	struct given given;
	bool has_text; /* else retention took it, and facts are few */
	struct facts facts;
};

/*
 * The letters behind one, at most `limit` of them, by number; our own notices
 * are left out. So a whole store is walked in bounded memory, and nobody
 * waits.
 */
int store_letters(struct store *s, struct arena *a, int64_t after, int limit,
    struct letter **out, size_t *n, struct err *e) MUST_CHECK;

/* The letters of a conversation. */
int store_letters_of(struct store *s, struct arena *a, int64_t conversation,
    struct letter **out, size_t *n, struct err *e) MUST_CHECK;

/* One letter: 1 found, 0 none, -1. */
int store_letter(struct store *s, struct arena *a, int64_t message,
    struct letter *out, struct err *e) MUST_CHECK;

/* The message at a place: 1 found, 0 none, -1. */
int store_message_at(struct store *s, const char *mailbox, const char *folder,
    uint32_t uid, int64_t *out, struct err *e) MUST_CHECK;

/* Questions with an act by hand that sets team, topic or term, by number. */
int store_corrected(struct store *s, struct arena *a, int64_t **out, size_t *n,
    struct err *e) MUST_CHECK;

/* What other rules make of a message takes the place of what was given. */
int store_letter_judge(struct store *s, int64_t message,
    const struct verdict *verdict, const char *rules_version,
    struct err *e) MUST_CHECK;

#endif
