#ifndef POSTWACHT_STORE_PROPOSAL_H
#define POSTWACHT_STORE_PROPOSAL_H

#include "edge/store.h"

/* Files of rules that a coordinator mailed. Every function: 0 or what it
 * says, -1 as in store.h. */

enum proposal_state {
	PROPOSAL_OFFERED,  /* not looked at yet */
	PROPOSAL_FAULTY,   /* cannot be used; told so */
	PROPOSAL_CHECKED,  /* what would change was told */
	PROPOSAL_ACCEPTED, /* to be taken into use */
	PROPOSAL_USED,
	PROPOSAL_REPLACED, /* another one came, or it lay too long */
};

struct proposal {
	int64_t command; /* the mail that brought it: its number */
	const char *who; /* roster id */
	const char *name;
	const char *body;       /* "" once it needs no more looking at */
	const char *message_id; /* of the mail, without <> */
	enum proposal_state state;
	int64_t notice; /* that told what would change; 0: none */
	struct instant changed_at;
	const char *used_by; /* roster id; "" until it is accepted */
};

/* A new one, PROPOSAL_OFFERED; those that wait for an answer are replaced. */
int store_proposal_add(struct store *s, const struct proposal *p,
    struct instant now, struct err *e) MUST_CHECK;

/* The oldest that is offered or accepted: 1, 0, -1. */
int store_proposal_next(struct store *s, struct arena *a, struct proposal *out,
    struct err *e) MUST_CHECK;

/* The one that a notice told of: 1, 0, -1. */
int store_proposal_of(struct store *s, struct arena *a, int64_t notice,
    struct proposal *out, struct err *e) MUST_CHECK;

/* It comes to another state; `notice` told of it, or 0. */
int store_proposal_settle(struct store *s, int64_t command,
    enum proposal_state state, int64_t notice, struct instant now,
    struct err *e) MUST_CHECK;

/* To be taken into use, because that colleague said so in a command. */
int store_proposal_accept(struct store *s, int64_t command, const char *who,
    int64_t cause, struct instant now, struct err *e) MUST_CHECK;

/* Those taken into use in (since, until]. */
int store_proposals_used(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct proposal **out, size_t *n,
    struct err *e) MUST_CHECK;

#endif
