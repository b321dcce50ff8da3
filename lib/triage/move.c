/*
 * The table of roles: what each sort of message comes to, by how its question
 * stands. Which sort a message is, conversation.c finds out.
 */

#include "triage/move.h"

#define NOTHING                        \
	{                              \
		false, EVENT_NOTED, "" \
	}
#define HAPPENS(event)          \
	{                       \
		true, event, "" \
	}
#define PROBABLY(value)                     \
	{                                   \
		true, EVENT_PROBABLY, value \
	}
#define NOTES(value)                     \
	{                                \
		true, EVENT_NOTED, value \
	}

static const struct {
	const char *name;
	struct outcome at[STANDS];
} moves[MOVES] = {
	/* in the order of enum stand: none, open, waiting, handled */
	[MOVE_ASKS] = { "asks",
	    { HAPPENS(EVENT_OPENED), HAPPENS(EVENT_FOLLOWED),
	        HAPPENS(EVENT_FOLLOWED), HAPPENS(EVENT_REOPENED) } },
	[MOVE_ASKS_ANEW] = { "asks something else",
	    { HAPPENS(EVENT_OPENED), HAPPENS(EVENT_FOLLOWED),
	        HAPPENS(EVENT_FOLLOWED), HAPPENS(EVENT_OPENED) } },
	/* What the asker writes while we wait for him is what we wait for. */
	[MOVE_REMARKS] = { "remarks",
	    { NOTHING, NOTES("remark"), HAPPENS(EVENT_FOLLOWED),
	        NOTES("remark") } },
	[MOVE_THANKS] = { "thanks",
	    { NOTHING, HAPPENS(EVENT_THANKED), HAPPENS(EVENT_THANKED),
	        HAPPENS(EVENT_THANKED) } },
	[MOVE_OTHER_ASKS] = { "a third party asks",
	    { HAPPENS(EVENT_OPENED), NOTES("third-party"), NOTES("third-party"),
	        HAPPENS(EVENT_OPENED) } },
	[MOVE_OTHER_REMARKS] = { "a third party remarks",
	    { NOTHING, NOTES("third-party"), NOTES("third-party"),
	        NOTES("third-party") } },
	[MOVE_ANSWERS] = { "we answer",
	    { NOTHING, HAPPENS(EVENT_ANSWERED), HAPPENS(EVENT_ANSWERED),
	        NOTES("answer") } },
	[MOVE_SEEMS] = { "we write under the same subject",
	    { NOTHING, PROBABLY("subject"), PROBABLY("subject"),
	        NOTES("answer") } },
	[MOVE_QUOTES] = { "the asker quotes an answer we did not see",
	    { NOTHING, PROBABLY("quoted"), NOTHING, NOTHING } },
	[MOVE_PROMISES] = { "we promise an answer",
	    { NOTHING, HAPPENS(EVENT_INTERIM), HAPPENS(EVENT_INTERIM),
	        NOTES("answer") } },
	[MOVE_CONFIRMS] = { "our machine confirms",
	    { NOTHING, NOTES("acknowledgement"), NOTES("acknowledgement"),
	        NOTES("acknowledgement") } },
	[MOVE_MAILS_MANY] = { "we mail many",
	    { NOTHING, NOTES("mailing"), NOTES("mailing"), NOTES("mailing") } },
	[MOVE_HANDS_OVER] = { "we hand over",
	    { NOTHING, HAPPENS(EVENT_ASSIGNED), HAPPENS(EVENT_ASSIGNED),
	        HAPPENS(EVENT_ASSIGNED) } },
	[MOVE_CONSULTS] = { "we consult",
	    { NOTHING, HAPPENS(EVENT_CONSULTED), HAPPENS(EVENT_CONSULTED),
	        HAPPENS(EVENT_CONSULTED) } },
	[MOVE_KEEPS] = { "we write to ourselves",
	    { NOTHING, NOTES("internal"), NOTES("internal"),
	        NOTES("internal") } },
	[MOVE_FORGES] = { "somebody in our name",
	    { NOTHING, NOTES("unproven"), NOTES("unproven"),
	        NOTES("unproven") } },
	[MOVE_AUTOMATIC] = { "a machine",
	    { NOTHING, NOTES("automatic"), NOTES("automatic"),
	        NOTES("automatic") } },
};

struct outcome
move_outcome(enum move move, enum stand stand)
{
	return moves[move].at[stand];
}

const char *
move_name(enum move move)
{
	return moves[move].name;
}

const char *
stand_name(enum stand stand)
{
	static const char *const names[] = {
		[STAND_NONE] = "none",
		[STAND_OPEN] = "open",
		[STAND_WAITING] = "waiting",
		[STAND_HANDLED] = "handled",
	};

	return names[stand];
}

enum stand
stand_of(enum question_state state)
{
	static const enum stand stands[] = {
		[STATE_OPEN] = STAND_OPEN,
		[STATE_WAITING] = STAND_WAITING,
		[STATE_HANDLED] = STAND_HANDLED,
	};

	return stands[state];
}
