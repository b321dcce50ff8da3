#ifndef POSTWACHT_STORE_COMMAND_H
#define POSTWACHT_STORE_COMMAND_H

#include "edge/store.h"

/* Mail to Postwacht itself. Every function: 0 or what it says, -1 as in
 * store.h. */

enum command_state {
	COMMAND_CARRIED,    /* "done": carried out, or answered */
	COMMAND_REPEATED,   /* by a permit that was used before: nothing done */
	COMMAND_UNCLEAR,    /* not understood or not possible: answered */
	COMMAND_UNANSWERED, /* the same, beyond the answers of one day */
	COMMAND_REFUSED,    /* nobody of ours, not proven, no permit */
	COMMAND_AWAY,       /* an automatic answer of a colleague */
	COMMAND_MACHINE,    /* other automatic mail: left alone */
	COMMAND_HISTORY,    /* from before the activation */
};

const char *command_state_name(enum command_state state);

struct stored_command {
	int64_t mailbox;
	const struct fingerprint *fingerprint;
	struct instant received, at;
	const struct address *sender;
	const char *subject;
	const char *who; /* roster id, "" nobody of ours */
	enum command_state state;
	const char *reason; /* a code; "" */
	const char *permit; /* "" none */
	int64_t notice;     /* 0: none */
	const char *message_id;
};

/* In the place of a reason: the answer is an overview that is still to be
 * made. */
#define COMMAND_OWES "overview"

/* The first that owes one: 1, 0, -1. */
int store_command_owed(struct store *s, struct arena *a, int64_t *command,
    const char **who, const char **message_id, struct err *e) MUST_CHECK;

/* Whether that mail was dealt with: 1, 0, -1. */
int store_command_has(
    struct store *s, const struct fingerprint *fp, struct err *e) MUST_CHECK;
int store_command_add(struct store *s, const struct stored_command *c,
    int64_t *out, struct err *e) MUST_CHECK;
int store_command_settle(struct store *s, int64_t command,
    enum command_state state, const char *reason, struct err *e) MUST_CHECK;

/* Whether something was carried out by that permit: 1, 0, -1. */
int store_command_permit_used(
    struct store *s, const char *permit, struct err *e) MUST_CHECK;

struct told_command {
	const char *state, *reason;
	const char *sender_name, *sender_address, *subject;
	struct instant received;
	const char *who;
};

/* Those recorded in (since, until] of which the coordinator hears. */
int store_commands_told(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct told_command **out, size_t *n,
    struct err *e) MUST_CHECK;

/* The address that a notice went to: 1; 0: it did not go out, or there is no
 * such notice; -1. */
int store_notice_to(struct store *s, struct arena *a, int64_t notice,
    const char **address, struct err *e) MUST_CHECK;

/* The question that an alert or reminder is about, when it is about one: 1,
 * 0, -1. */
int store_notice_question(
    struct store *s, int64_t notice, int64_t *out, struct err *e) MUST_CHECK;

/* A question whose message was moved. */
struct stored_move {
	int64_t question;
	bool is_open;
	int64_t act; /* what an earlier move did and still stands; 0 */
	bool
	    is_closing; /* it closed the question; else it gave it to somebody */
};

/* The questions for which the message at a place counts, when it was seen
 * elsewhere before. */
int store_moved_here(struct store *s, struct arena *a,
    const struct sighting *at, struct stored_move **out, size_t *n,
    struct err *e) MUST_CHECK;

/* How many notices of a kind to somebody have a key that begins so; or -1. */
int store_notices_count_keys(struct store *s, const char *recipient,
    enum notice_kind kind, const char *prefix, struct err *e) MUST_CHECK;

#endif
