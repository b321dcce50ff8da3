#ifndef POSTWACHT_REPLAY_H
#define POSTWACHT_REPLAY_H

#include "triage/classify.h"

struct office;
struct store;
struct text;

/*
 * The whole history under other rules: what would change. Nothing is written
 * and nothing is sent. Memory does not grow with the history.
 */

/* What changes, together. */
enum replay_change {
	REPLAY_TEAM = 1 << 0,
	REPLAY_TOPIC = 1 << 1,
	REPLAY_TERM = 1 << 2,
	REPLAY_DEADLINE = 1 << 3,
	REPLAY_OPENS = 1 << 4, /* would be a question now */
	REPLAY_DROPS = 1 << 5, /* would be none any more */
};

struct replay_side {
	const char *team, *topic, *term;
	bool has_deadline;
	struct date deadline; /* the first one */
};

/* One question that changes; strings live until the next one. */
struct replay_item {
	int64_t question; /* 0: not from the store, or it is none yet */
	const char *subject;
	struct instant received;
	unsigned changes; /* enum replay_change */
	struct replay_side before, after;
};

struct replay_counts {
	size_t messages, questions;
	size_t no_text; /* messages whose text retention took */
	size_t changed; /* questions, by whatever */
	size_t team, topic, term, deadline, opens, drops;
	size_t unknown, known; /* lose their topic; get one */
};

struct replay {
	const struct office *old; /* the rules in use; of mail from a path the
	                             ones to compare with */
	const struct office *new;
	/* Both may be NULL. progress says whether to go on. */
	void (*tell)(void *context, const struct replay_item *item);
	bool (*progress)(void *context, size_t messages);
	void *context;
	size_t total; /* messages in the store, filled in; 0: not known */
	struct replay_counts counts; /* zeroed by the caller */
};

/* Messages between two calls of progress. */
#define REPLAY_STEP 500

/* The store's history: its questions as they stand against the new rules. What
 * people set by hand does not change. 0; -1: the store cannot be read, or
 * ERR_AGAIN: progress said to stop. */
int replay_store(struct replay *r, struct store *s, struct err *e) MUST_CHECK;

/* A Maildir or an mbox: the old rules against the new ones, mail by mail. 0;
 * -1: ERR_FIX or ERR_AGAIN, it cannot be read. */
int replay_path(struct replay *r, const char *path, struct err *e) MUST_CHECK;

/* How the new rules do on what people corrected by hand. */
struct replay_score {
	struct {
		size_t n, before, after; /* corrected; right by old, by new */
	} team, topic, term;
	size_t no_text;
};

/* Each correction that the new rules do not give is told: before is what they
 * give, after what a person said. 0; -1: the store cannot be read. */
int replay_corrections(struct replay *r, struct store *s,
    struct replay_score *out, struct err *e) MUST_CHECK;

/* What changed, and the score, in sentences of the office's language. */
void replay_tell_item(
    const struct replay *r, const struct replay_item *item, struct text *out);
void replay_tell_counts(const struct replay *r, struct text *out);
void replay_tell_score(
    const struct replay *r, const struct replay_score *score, struct text *out);

/*
 * Judges questions of the store anew by the rules in use, and appends what
 * differs as events: the one way in which new rules change a question that
 * there is (decisions.md 12). What people set by hand stays. Inside a
 * transaction of its own for each conversation.
 *
 * in       only  a question, or 0: all that are not handled
 * out      *n    questions looked at
 * returns  0; -1: ERR_ITEM when there is no such question or its text is no
 *          longer kept, else of the store
 */
int replay_refile(struct store *s, const struct office *o, int64_t only,
    struct instant now, size_t *n, size_t *events, struct err *e) MUST_CHECK;

#endif
