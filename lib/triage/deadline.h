#ifndef POSTWACHT_DEADLINE_H
#define POSTWACHT_DEADLINE_H

#include <stdbool.h>

#include "base/date.h"
#include "term/calendar.h"
#include "term/roster.h"
#include "term/term.h"
#include "triage/question.h"

struct arena;

/* What holds for one team instead of the house (users.md 8). */
struct team_norms {
	const char *team; /* code */
	struct term norm, interim_norm;
	bool is_statutory_binding;
};

/* The measures by which a conversation is judged. */
struct norms {
	const struct calendar *calendar;
	const struct roster *roster;
	const struct term_list *terms;
	struct term norm; /* service norm of an answer */
	struct term
	    interim_norm; /* of an answer after an interim without day */
	bool is_statutory_binding; /* statutory terms set the deadline */
	size_t n_teams;
	const struct team_norms *teams;
};

/* What holds for a team; for several or none of them, what holds for all. */
struct team_norms deadline_norms(const struct norms *norms, const char *team);

/* A term that measures, and by which law. */
struct measure {
	struct term term;
	bool is_european;
};

/* The named term whose length is the norm of the team. */
#define TERM_SERVICE_NORM "servicenorm"

/* The term that measures a question of a team: the named one, unless it is statutory
 * and only guides; else the service norm. */
struct measure deadline_measure(
    const struct norms *norms, const char *team, const char *name);

/* The last day of a term that begins at a moment. 0; -1: ERR_ITEM. */
int deadline_from(const struct norms *norms, struct measure measure,
    struct instant from, struct date *out, struct err *e) MUST_CHECK;

/* A message that starts the clock. */
struct starter {
	struct instant received;
	const char *team, *term;
	const struct date *named; /* the day that the sender names, or NULL */
};

/* Its last day in time. A day that it names shortens the term; a later one
 * counts only once it is confirmed (users.md 20). *is_named: it is that day. */
struct date deadline_first(
    const struct norms *norms, const struct starter *s, bool *is_named);

/*
 * The last day of a stretch by a term, with its pauses restored.
 *
 * out      *out  untouched unless 0 is returned
 * returns  0; -1: ERR_ITEM
 */
int deadline_of_stretch(const struct norms *norms, struct measure measure,
    const struct stretch *s, struct arena *a, struct date *out,
    struct err *e) MUST_CHECK;

/*
 * The last day of a question whose last pause has just ended: what was left
 * is restored (decisions.md 27). A day that follows from the term is reckoned
 * anew from the start; one that the asker named, that we promised or that
 * somebody gave moves by the working days of the pause.
 *
 * in       q  open, with a deadline and at least one pause that is over
 */
struct date deadline_resumed(
    const struct norms *norms, const struct question *q, struct arena *a);

#endif
