#ifndef POSTWACHT_MOVE_H
#define POSTWACHT_MOVE_H

#include <stdbool.h>

#include "triage/question.h"

/* What a message is in a conversation: its role (design.md 6.4). */
enum move {
	MOVE_ASKS,       /* the asker's side asks */
	MOVE_ASKS_ANEW,  /* it asks something else: a new subject on its own, or
	                    after a long silence (D2) */
	MOVE_REMARKS,    /* it writes and asks nothing */
	MOVE_THANKS,     /* it thanks and asks nothing */
	MOVE_OTHER_ASKS, /* somebody else from outside asks (C6) */
	MOVE_OTHER_REMARKS, /* a third party writes */
	MOVE_ANSWERS,       /* we write to the asker's side */
	MOVE_QUOTES,        /* beside another move of it: it quotes an answer of
	                       ours that was not seen (E7) */
	MOVE_SEEMS,         /* we write to it, without a tie but the subject */
	MOVE_PROMISES,      /* we promise it an answer (users.md 4) */
	MOVE_CONFIRMS,      /* a machine of ours confirms receipt (E18) */
	MOVE_MAILS_MANY,    /* a mailing of ours (E19) */
	MOVE_HANDS_OVER,    /* we write to colleagues alone (users.md 1) */
	MOVE_CONSULTS,      /* we ask somebody else outside (E12) */
	MOVE_KEEPS,         /* we write to the mailbox itself */
	MOVE_FORGES,        /* in our name, and our server says it is not */
	MOVE_AUTOMATIC,     /* a machine writes */
	MOVES
};

/* How the question stands that a message belongs to. */
enum stand {
	STAND_NONE, /* there is none yet */
	STAND_OPEN,
	STAND_WAITING,
	STAND_HANDLED,
	STANDS
};

/* What a message comes to: an event, or nothing. */
struct outcome {
	bool is_event;
	enum event_kind kind;
	const char *value; /* of the event; of MOVE_AUTOMATIC the kind of mail
	                      stands in its place */
};

/*
 * The table of roles: every move at every stand. Events change the state by
 * question_next(); docs/states.md is drawn from both.
 */
struct outcome move_outcome(enum move move, enum stand stand);

const char *move_name(enum move move);    /* "asks", "hands over" */
const char *stand_name(enum stand stand); /* "none", "open", ... */
enum stand stand_of(enum question_state state);

#endif
