#ifndef POSTWACHT_ORDER_DO_H
#define POSTWACHT_ORDER_DO_H

#include "base/date.h"
#include "base/err.h"
#include "notice/order_words.h"
#include "notice/view.h"
#include "triage/command.h"

struct act_origin;
struct arena;
struct house;
struct office;
struct store;

/* Commands on their way. */
struct order_doing {
	struct store *store;
	const struct office *office;
	struct arena *arena;
	const struct act_origin *origin;
	const struct colleague *who;
	const struct house *house;
	int64_t mailbox;
	int64_t notice;   /* that is answered; 0: none */
	int64_t question; /* what the notice was about; 0: not one question */
	/* What came of it. */
	bool has_answer; /* help, overview, why */
	struct answer_view answer;
	const char *says; /* why a line could not be carried out */
	const char *fault;
};

/*
 * Carries out one command, for each question that it names.
 *
 * returns  1; 0: it cannot be, and d->says and d->fault tell why; -1
 */
int order_do(
    struct order_doing *d, const struct command *c, struct err *e) MUST_CHECK;

/* The colleague that is meant by folded words: an id, an address, a name, a
 * first name, and perhaps words behind it ("daan graag"); "" is `self`. NULL
 * when nobody is, or more than one. */
const struct colleague *order_person(struct arena *a, const struct roster *r,
    const char *words, const struct colleague *self);

#endif
