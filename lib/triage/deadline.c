/*
 * When a question must be answered, by its term and what happened since.
 * Knows which term measures and how a pause is restored; the reckoning of a
 * term itself is term/term.
 */

#include "triage/deadline.h"

#include <string.h>

#include "base/arena.h"

struct term
deadline_term(const struct norms *norms, const char *name)
{
	const struct named_term *named = term_find(norms->terms, name);

	if (named && (!named->term.is_statutory || norms->is_statutory_binding))
		return named->term;
	return norms->norm;
}

/* A pause in civil days. */
static struct gap
gap_of(const struct pause *p)
{
	return (struct gap){ date_of(p->start), date_of(p->end) };
}

/* One gap after the other: only what is over counts. */
int
deadline_of_stretch(const struct norms *norms, struct term term,
    const struct stretch *s, struct arena *a, struct date *out, struct err *e)
{
	struct gap *gaps = arena_array(a, s->n_pauses + 1, sizeof(*gaps));
	size_t i, n = 0;

	for (i = 0; i < s->n_pauses; i++) {
		if (s->pauses[i].is_ended)
			gaps[n++] = gap_of(&s->pauses[i]);
	}
	return term_last_day_with(
	    term, date_of(s->start), gaps, n, norms->calendar, out, e);
}

struct date
deadline_resumed(
    const struct norms *norms, const struct question *q, struct arena *a)
{
	const struct term workdays = { 1, TERM_WORKDAYS, false };
	const struct stretch *s = &q->stretches[q->n_stretches - 1];
	bool is_by_term = strcmp(s->deadline_why, "term") == 0 ||
	    strcmp(s->deadline_why, "next") == 0;
	struct gap gap = gap_of(&s->pauses[s->n_pauses - 1]);
	struct date day;

	if (is_by_term &&
	    deadline_of_stretch(
	        norms, deadline_term(norms, q->term), s, a, &day, NULL) == 0)
		return day;
	return term_after_gap(workdays, q->deadline, &gap, norms->calendar);
}
