#ifndef POSTWACHT_QUESTION_H
#define POSTWACHT_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"

struct arena;

/*
 * A question is what its events say. An event is one fact, appended and never
 * changed; undoing is an event too (decisions.md 12).
 */
enum event_kind {
	EVENT_OPENED,    /* person = asker, value = organisation code */
	EVENT_TEAM,      /* value = team code or "beide" */
	EVENT_TOPIC,     /* value = topic */
	EVENT_TERM,      /* value = named term */
	EVENT_DEADLINE,  /* day = last day in time; value = why: "term",
	                     "next", "named", "promised", "extended",
	                     "resumed" (what was left after a pause) */
	EVENT_FOLLOWED,  /* the asker wrote again while the question is open */
	EVENT_THANKED,   /* thanks: changes no state */
	EVENT_ANSWERED,  /* at = moment of the answer; by a message of ours, or
	                     by hand with value = "hand" or "phone" */
	EVENT_INTERIM,   /* day (optional) = promised day */
	EVENT_ASSIGNED,  /* value = roster id, or "" with person = somebody who
	                     is not on the roster */
	EVENT_CONSULTED, /* asked a third party: the clock runs on */
	EVENT_CLOSED,    /* value = reason: "referred", "no-answer-needed",
	                     "duplicate", "withdrawn", "no-question",
	                     "expired" (waited for the asker too long) */
	EVENT_REOPENED,  /* a real follow-up, or by hand */
	EVENT_WAITING,   /* for the asker: the clock stands still */
	EVENT_RESUMED,   /* by hand: the clock runs on */
	EVENT_PRIORITY,  /* value = "high", "normal", "low" */
	EVENT_NOTED,     /* a message that changes nothing; value = its kind */
	EVENT_PROBABLY,  /* probably answered; value = the evidence */
	EVENT_DOUBTED,   /* not sure that it is a question */
	EVENT_JOINED,    /* by hand: it belongs to the question that a message
	                     opened; value = that message */
	EVENT_SPLIT,     /* by hand: a message of it is a question of its own;
	                     value = that message */
	EVENT_RELINKED,  /* other = the question into which this one went */
	EVENT_UNDONE,    /* other = seq of the event that no longer counts */
};

const char *event_kind_name(enum event_kind k);
int event_kind_parse(const char *name, enum event_kind *out);

enum actor {
	ACTOR_MAIL, /* follows from messages by rules; may be redrawn */
	ACTOR_HAND, /* a person by command; only undone by a person */
	ACTOR_TICK, /* the passing of time */
};

struct event {
	int64_t seq;      /* order of recording; 0 before it is stored */
	int64_t question; /* 0 before it is stored */
	enum event_kind kind;
	struct instant at;          /* when it happened */
	struct instant recorded_at; /* the tick that recorded it */
	enum actor by;
	int64_t cause_message; /* 0: none */
	const char *value;     /* never NULL; an id, code or enum, no content */
	bool has_day;
	struct date day;
	int64_t person; /* 0: none */
	int64_t other;  /* 0: none; by hand: the first event of the same act */
	const char
	    *who; /* roster id of the hand; NULL or "": the command line */
	int64_t cause_command; /* the mail that asked for it; 0: none */
};

enum question_state {
	STATE_OPEN,
	STATE_WAITING, /* for the asker: no backlog */
	STATE_HANDLED, /* the last word is ours (users.md 5) */
};

/* The state after an event: the table of states. What changes nothing gives
 * back what there was. */
enum question_state question_next(
    enum question_state state, enum event_kind event);

const char *question_state_name(enum question_state s); /* "open", ... */

/* Waiting for the asker: the clock stands still. */
struct pause {
	struct instant start;
	bool is_ended; /* he wrote again, or the question was handled */
	struct instant end;
};

/* One stretch of the clock: from a (re)opening to the handling. */
struct stretch {
	struct instant start;
	bool is_reopening;
	bool has_deadline;
	struct date deadline;      /* as it stood at the end */
	const char *deadline_why;  /* as EVENT_DEADLINE, "resumed" left out */
	struct date norm_deadline; /* before any promise or extension */
	bool is_promised;   /* the deadline is a day that an interim promised */
	bool is_broken;     /* a deadline passed; moving it undoes nothing */
	struct date broken; /* the first one that passed */
	bool has_interim;
	struct instant interim_at; /* has_interim: of the first one */
	bool is_ended;
	struct instant end;
	bool is_by_hand;      /* reported by hand */
	bool needs_no_answer; /* closed as such: not in the denominator */
	const char *why;      /* "answered", "phone", "referred", ...; NULL
	                         while it runs */
	size_t n_pauses;
	struct pause *pauses;
};

/* An interim answer of ours that did not move the deadline by itself: a
 * further one, or one after the deadline. Whether it does, a person says
 * (users.md 4). */
struct further {
	bool is_asked;
	bool has_day;
	struct date day; /* that it promises, later than the deadline */
	struct instant at;
};

struct question {
	int64_t id;
	enum question_state state;
	bool is_history;  /* no message after activation: never causes a mail */
	bool is_doubtful; /* not sure that it is a question */
	const char *probably; /* evidence that it was answered, or "" */
	struct instant probably_at;
	int64_t probably_by;    /* message that is the evidence */
	struct further further; /* until the deadline is moved */
	struct instant received;
	int64_t opened_by;               /* message */
	int64_t asker;                   /* person */
	const char *organisation;        /* code or "" */
	const char *team, *topic, *term; /* "" while unknown */
	const char *priority;            /* "high", "normal", "low"; "" unset */
	bool has_deadline;
	struct date deadline;    /* of the last stretch */
	const char *assignee;    /* roster id or "" */
	int64_t assignee_person; /* somebody who is not on the roster, or 0 */
	struct instant assigned_at;
	const char
	    *handled_why; /* "answered", "phone", "referred", ... or "" */
	struct instant last_inbound, last_event;
	size_t n_stretches; /* at least 1 once it was opened */
	struct stretch *stretches;
	size_t n_events;
	int64_t merged_into; /* other question, 0: none */
};

/* The message that EVENT_JOINED and EVENT_SPLIT name, 0 of others. */
int64_t event_message(const struct event *event);

/*
 * Applies one event; events come in the order (at, recorded_at, seq). Strings
 * of *q point into the event.
 */
void question_apply(
    struct question *q, const struct event *event, struct arena *a);

/* Folds n events of one question, in any order, undone ones left out. */
struct question question_fold(
    const struct event *events, size_t n, struct arena *a);

/* A question before its first event: every string "". */
struct question question_new(void);

/* Moves the events that still count to the front, in their order, and returns
 * how many they are; an undoing counts unless it was undone itself. */
size_t events_standing(struct event *events, size_t n, struct arena *a);

/* Sorts by (at, recorded_at, seq). */
void events_sort(struct event *events, size_t n);

#endif
