/*
 * When a question must be answered, by its term and what happened since.
 * Knows which term measures and how a pause is restored; the reckoning of a
 * term itself is term/term.
 */

#include "triage/deadline.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "term/reckon.h"

struct team_norms
deadline_norms(const struct norms *norms, const char *team)
{
	size_t i;

	for (i = 0; i < norms->n_teams; i++) {
		if (text_is_same(norms->teams[i].team, team))
			return norms->teams[i];
	}
	return (struct team_norms){ team, norms->norm, norms->interim_norm,
		norms->is_statutory_binding };
}

struct measure
deadline_measure(const struct norms *norms, const char *team, const char *name)
{
	const struct team_norms own = deadline_norms(norms, team);
	const struct named_term *named = term_find(norms->terms, name);

	if (named && !text_is_same(name, TERM_SERVICE_NORM) &&
	    (!named->term.is_statutory || own.is_statutory_binding))
		return (struct measure){ named->term, named->is_european };
	return (struct measure){ own.norm, false };
}

static int
reckon(const struct reckoning *in, struct date *out, struct err *e)
{
	struct reckoned r;

	if (term_reckon(in, NULL, &r, e) != 0)
		return -1;
	*out = r.last;
	return 0;
}

int
deadline_from(const struct norms *norms, struct measure measure,
    struct instant from, struct date *out, struct err *e)
{
	const struct reckoning in = {
		.term = measure.term,
		.is_european = measure.is_european,
		.from = from,
		.calendar = norms->calendar,
	};

	return reckon(&in, out, e);
}

struct date
deadline_first(
    const struct norms *norms, const struct starter *s, bool *is_named)
{
	const struct date received = date_of(s->received);
	struct date last = received;

	*is_named = false;
	if (deadline_from(norms, deadline_measure(norms, s->team, s->term),
	        s->received, &last, NULL) != 0)
		return received;
	if (!s->named || s->named->day > last.day)
		return last;
	*is_named = true;
	return s->named->day < received.day ? received : *s->named;
}

/* One gap after the other: only what is over counts. */
int
deadline_of_stretch(const struct norms *norms, struct measure measure,
    const struct stretch *s, struct arena *a, struct date *out, struct err *e)
{
	struct gap *gaps = arena_array(a, s->n_pauses + 1, sizeof(*gaps));
	struct reckoning in = {
		.term = measure.term,
		.is_european = measure.is_european,
		.from = s->start,
		.gaps = gaps,
		.calendar = norms->calendar,
	};
	size_t i;

	for (i = 0; i < s->n_pauses; i++) {
		if (s->pauses[i].is_ended)
			gaps[in.n_gaps++] = (struct gap){ s->pauses[i].start,
				s->pauses[i].end };
	}
	return reckon(&in, out, e);
}

/* A day that people gave, later by the working days of a pause. */
static struct date
moved_by(const struct norms *norms, struct date day, const struct pause *p)
{
	int n = calendar_workdays_between(
	    norms->calendar, date_of(p->start), date_of(p->end));

	if (date_of(p->start).day >= day.day || n <= 0)
		return day;
	return calendar_add_workdays(norms->calendar, day, n);
}

struct date
deadline_resumed(
    const struct norms *norms, const struct question *q, struct arena *a)
{
	const struct stretch *s = &q->stretches[q->n_stretches - 1];
	bool is_by_term = strcmp(s->deadline_why, "term") == 0 ||
	    strcmp(s->deadline_why, "next") == 0;
	struct date day;

	if (is_by_term &&
	    deadline_of_stretch(norms,
	        deadline_measure(norms, q->team, q->term), s, a, &day,
	        NULL) == 0)
		return day;
	return moved_by(norms, q->deadline, &s->pauses[s->n_pauses - 1]);
}
