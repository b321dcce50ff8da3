#ifndef POSTWACHT_DEED_H
#define POSTWACHT_DEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "triage/deadline.h"
#include "triage/question.h"
#include "triage/rules.h"

struct arena;

/* What a person can do by hand, from a shell or by mail: one table, whichever
 * way it comes in (users.md, "Commands by mail"). */
enum deed_kind {
	DEED_ANSWER,   /* value "hand" or "phone"; day: when it was done */
	DEED_CLOSE,    /* value = reason, as EVENT_CLOSED; day */
	DEED_IGNORE,   /* it is no question */
	DEED_ASK,      /* it is one: of a question in doubt or taken as none; or
	                  of a message that opened none (question 0) */
	DEED_REOPEN,   /* day */
	DEED_ASSIGN,   /* value = roster id, "" for nobody */
	DEED_EXTEND,   /* number of working days, or until `day`, or neither:
	                  the extension that the law allows */
	DEED_PAUSE,    /* waits for the asker; day */
	DEED_RESUME,   /* day */
	DEED_NOTE,     /* value = its words, kept apart from the event */
	DEED_TOPIC,    /* value */
	DEED_TEAM,     /* value = code or "beide" */
	DEED_TERM,     /* value = named term */
	DEED_PRIORITY, /* value = "high", "normal", "low" */
	DEED_JOIN,     /* number = the question that it belongs to */
	DEED_SPLIT,    /* a message of it, or without one its last follow-up, is
	                  a question of its own; of a question that was joined:
	                  it stands by itself again */
	DEED_UNDO,     /* number = event of an act by hand */
	DEED_ABSENT,   /* value = roster id; from `from` or today on, until
	                  `day`, or until he is back */
	DEED_BACK,     /* value = roster id; works again from `day` on */
};

struct deed {
	enum deed_kind kind;
	int64_t question;  /* 0: not about one, or found by message or event */
	int64_t message;   /* DEED_ASK without a question; DEED_SPLIT; of
	                      DEED_JOIN the one that opened the other, filled in
	                      by whoever knows it */
	const char *value; /* "" where nothing is said; never NULL */
	bool has_day;
	struct date day;
	bool has_from;
	struct date from;
	int64_t number;
};

/* What became of it. Whatever is neither done nor so already is refused, and
 * leaves nothing behind. */
enum ruling_kind {
	RULING_DONE,
	RULING_ALREADY, /* it is so already: nothing is recorded */
	RULING_NO_QUESTION,
	RULING_IN_FUTURE,
	RULING_BEFORE_RECEIPT, /* or before the last reopening */
	RULING_HANDLED,
	RULING_UNKNOWN,    /* the value names nothing that we know */
	RULING_INCOMPLETE, /* something must be said, and is not */
	RULING_NOT_LATER,  /* the new day is not later than the present one */
	RULING_TOO_FAR,    /* more than DEED_DAYS_MAX ahead */
	RULING_NO_EXTENSION,
	RULING_NO_EVENT,
	RULING_NOT_BY_HAND,
	RULING_OURS, /* a message of our own asks nothing */
	RULING_NOT_ALLOWED,
	RULING_NOT_ITS_OWN, /* the message cannot be split off */
};

/* Whoever asks for more than a year meant another year. */
#define DEED_DAYS_MAX 366

struct ruling {
	enum ruling_kind kind;
	size_t n;
	struct event *events; /* by hand, in order; the first is the act, the
	                         others follow from it */
	bool has_day;
	struct date day; /* at which it counts, or until which it goes; of a
	                    refusal: the day that stands in the way */
	bool has_from;
	struct date from; /* DEED_ABSENT: when that is not today */
};

/* By what a deed is judged. */
struct deed_world {
	const struct norms *norms;
	const struct rules *rules;
	struct instant at; /* when the person said so */
};

/*
 * Judges a deed about one question, writes nothing.
 *
 * in       events, n  all events of the question, in any order
 * returns  the ruling; its events have kind, at, value, day, other (of an
 *          undoing), by; `other` of those that follow an act is filled in by
 *          whoever stores them
 */
struct ruling deed_decide(struct arena *a, const struct deed *deed,
    const struct event *events, size_t n, const struct deed_world *world);

/* The same for DEED_ABSENT and DEED_BACK: about a person, no events. */
struct ruling deed_decide_presence(
    const struct deed *deed, const char *who, const struct deed_world *world);

#endif
