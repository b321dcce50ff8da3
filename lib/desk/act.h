#ifndef POSTWACHT_ACT_H
#define POSTWACHT_ACT_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "triage/deed.h"

struct arena;
struct office;
struct store;

/* Stands for whoever moved a message to a folder that says something; no id of
 * the roster looks like it. */
#define ACT_FOLDER "~folder"

/* Who did it, when, and because of what. */
struct act_origin {
	const char *who;    /* roster id; "" for the command line */
	int64_t command;    /* the mail that asked for it; 0: none */
	struct instant at;  /* when the person said so: a mail's receipt */
	struct instant now; /* the tick that records it */
};

struct act_result {
	enum ruling_kind ruling;
	int64_t question; /* after an alias was followed; 0: none */
	int64_t event;    /* what "ongedaan" names; 0: nothing was recorded,
	                     or it is about a person */
	const char *says; /* one sentence for people, in the language of the
	                     office: what was done, or why not and what then */
};

/*
 * Does what a person says: records it as events by hand and judges the
 * conversation again, so that a later message sees it. One transaction;
 * refused, it leaves nothing behind. A question that went into another one is
 * an alias of that one. Done twice it is done once: the second time it is so
 * already.
 *
 * in       deed  as in triage/deed.h
 * out      *out  strings in the arena
 * returns  1: it is so now (RULING_DONE, RULING_ALREADY); 0: refused; -1: the
 *          store could not be read or written, nothing was done
 */
int act_do(struct store *s, const struct office *o, struct arena *a,
    const struct deed *deed, const struct act_origin *origin,
    struct act_result *out, struct err *e) MUST_CHECK;

/* The same within a transaction of the caller's, who takes it back when -1 is
 * returned. */
int act_within(struct store *s, const struct office *o, struct arena *a,
    const struct deed *deed, const struct act_origin *origin,
    struct act_result *out, struct err *e) MUST_CHECK;

#endif
