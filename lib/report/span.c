/*
 * From a folded question to its spans, measured. Knows what a span is and how
 * long it took; what is counted in which period stands in figures.c.
 *
 * A question that was handled while it waited for its asker gets a span of no
 * length at that moment: it came back and was handled at once. So what came
 * and what went always balance.
 */

#include "report/span.h"

#include <string.h>

#include "base/arena.h"
#include "term/hours.h"

int
span_minutes(const struct calendar *cal, struct instant from, struct instant to)
{
	return (int)(hours_between(cal, from, to) / 60);
}

/* Spans in the making. */
struct made {
	struct arena *arena;
	const struct question *q;
	const struct calendar *cal;
	const char *kind;
	struct instant asked;
	size_t n, room;
	struct span *at;
	int paused; /* working minutes of pauses so far */
};

static struct span *
add_span(struct made *m, enum span_began began, struct instant start)
{
	const struct question *q = m->q;

	if (m->n == m->room) {
		m->room = m->room ? m->room * 2 : 2;
		m->at =
		    arena_grow(m->arena, m->at, m->n, m->room, sizeof(*m->at));
	}
	m->at[m->n] = (struct span){
		.question = q->id,
		.place = (int)m->n,
		.began = began,
		.start = start,
		.asked = m->asked,
		.team = q->team,
		.topic = q->topic,
		.organisation = q->organisation,
		.kind = m->kind,
		.is_told = strcmp(m->kind, SPAN_TOLD) == 0,
		.is_unassigned = !*q->assignee && !q->assignee_person,
		.is_probably = *q->probably != '\0',
		.why = "",
		.work = SPAN_NONE,
		.response = SPAN_NONE,
		.handling = SPAN_NONE,
		.over = SPAN_NONE,
		.calendar = calendar_version(m->cal),
	};
	return &m->at[m->n++];
}

static void
end_span(
    struct made *m, struct span *s, enum span_ended ended, struct instant end)
{
	s->ended = ended;
	/* A handling by hand may be dated before the reopening. */
	s->end = end.sec < s->start.sec ? s->start : end;
	s->work = span_minutes(m->cal, s->start, s->end);
}

static void
set_norm(struct made *m, struct span *s, const struct stretch *stretch)
{
	s->norm_deadline = stretch->norm_deadline;
	s->norm_days = calendar_workdays_between(
	    m->cal, date_of(stretch->start), stretch->norm_deadline);
}

/* Referred on, and the asker had heard so in time (users.md 5). */
static bool
was_told_in_time(const struct span *s, const struct stretch *stretch)
{
	return strcmp(s->why, "referred") == 0 && stretch->has_interim &&
	    date_of(stretch->interim_at).day <= stretch->norm_deadline.day;
}

static void
set_deadline(struct made *m, struct span *s, const struct stretch *stretch)
{
	struct instant over;

	if (!stretch->has_deadline)
		return;
	if (!stretch->is_reopening)
		set_norm(m, &m->at[0], stretch);
	set_norm(m, s, stretch);
	s->deadline = stretch->is_broken ? stretch->broken : stretch->deadline;
	s->is_promised = stretch->is_promised && !stretch->is_broken;
	over = date_instant(s->deadline, 1440);
	s->has_deadline = s->ended != SPAN_WAITS || s->end.sec >= over.sec;
	if (was_told_in_time(s, stretch))
		s->is_promised = false;
	else if (s->ended == SPAN_HANDLED && s->end.sec >= over.sec)
		s->over = span_minutes(m->cal, over, s->end);
}

static void
close_stretch(struct made *m, struct span *s, const struct stretch *stretch)
{
	bool is_first = true;
	size_t i;

	s->why = stretch->why ? stretch->why : "";
	s->is_by_hand = stretch->is_by_hand;
	s->needs_no_answer = stretch->needs_no_answer;
	s->handling = span_minutes(m->cal, s->asked, s->end) - m->paused;
	if (s->needs_no_answer) {
		m->at[0].is_none_needed |= m->at[0].answered.sec == 0;
		return;
	}
	for (i = 0; i + 1 < m->n; i++)
		is_first &= !m->at[i].is_answer;
	if (!is_first)
		return;
	s->is_answer = true;
	s->response = span_minutes(m->cal, s->asked, s->end);
	m->at[0].answered = s->end;
	m->at[0].is_none_needed = false;
}

static void
add_stretch(struct made *m, const struct stretch *stretch)
{
	struct span *s =
	    add_span(m, stretch->is_reopening ? SPAN_REOPENED : SPAN_RECEIVED,
	        stretch->start);
	size_t i;

	for (i = 0; i < stretch->n_pauses; i++) {
		const struct pause *p = &stretch->pauses[i];

		end_span(m, s, SPAN_WAITS, p->start);
		if (!p->is_ended)
			break;
		m->paused += span_minutes(m->cal, p->start, p->end);
		s = add_span(m, SPAN_RESUMED, p->end);
	}
	if (stretch->is_ended) {
		end_span(m, s, SPAN_HANDLED, stretch->end);
		close_stretch(m, s, stretch);
	}
	set_deadline(m, s, stretch);
}

/* Each handling learns of the next one. */
static void
link_handlings(struct made *m)
{
	struct instant next = { 0 };
	size_t i;

	for (i = m->n; i-- > 0;) {
		if (m->at[i].ended != SPAN_HANDLED)
			continue;
		m->at[i].handled_next = next;
		next = m->at[i].end;
	}
}

/* What a person said was no question asked nothing of us. */
static bool
was_a_question(const struct stretch *s)
{
	return !s->is_ended || !s->why || strcmp(s->why, "no-question") != 0;
}

struct span *
spans_of(struct arena *a, const struct question *q, const char *kind,
    const struct calendar *cal, size_t *n)
{
	struct made m = { .arena = a,
		.q = q,
		.cal = cal,
		.kind = kind,
		.asked = q->received };
	size_t i;

	*n = 0;
	if (q->is_history || q->merged_into)
		return NULL;
	for (i = 0; i < q->n_stretches; i++) {
		struct stretch stretch = q->stretches[i];

		if (!was_a_question(&stretch))
			continue;
		if (m.n == 0 && i > 0) { /* it came with what asked on */
			stretch.is_reopening = false;
			m.asked = stretch.start;
		}
		add_stretch(&m, &stretch);
	}
	link_handlings(&m);
	*n = m.n;
	return m.at;
}

static bool
is_same_time(const struct span *a, const struct span *b)
{
	return a->place == b->place && a->ended == b->ended &&
	    a->start.sec == b->start.sec && a->end.sec == b->end.sec &&
	    a->asked.sec == b->asked.sec;
}

void
spans_keep(
    struct span *now, size_t n, const struct span *before, size_t n_before)
{
	size_t i;

	for (i = 0; i < n && i < n_before; i++) {
		const struct span *b = &before[i];

		if (b->ended == SPAN_OPEN || !is_same_time(&now[i], b) ||
		    strcmp(now[i].calendar, b->calendar) == 0)
			continue;
		now[i].work = b->work;
		if (now[i].response != SPAN_NONE && b->response != SPAN_NONE)
			now[i].response = b->response;
		if (now[i].handling != SPAN_NONE && b->handling != SPAN_NONE)
			now[i].handling = b->handling;
		if (now[i].over != SPAN_NONE && b->over != SPAN_NONE)
			now[i].over = b->over;
		if (now[i].norm_deadline.day == b->norm_deadline.day)
			now[i].norm_days = b->norm_days;
		now[i].calendar = b->calendar;
	}
}

static bool
says_the_same(const struct span *a, const struct span *b)
{
	return strcmp(a->team, b->team) == 0 &&
	    strcmp(a->topic, b->topic) == 0 &&
	    strcmp(a->organisation, b->organisation) == 0 &&
	    strcmp(a->kind, b->kind) == 0 && strcmp(a->why, b->why) == 0 &&
	    strcmp(a->calendar, b->calendar) == 0 &&
	    a->is_unassigned == b->is_unassigned &&
	    a->is_probably == b->is_probably &&
	    a->is_by_hand == b->is_by_hand &&
	    a->needs_no_answer == b->needs_no_answer &&
	    a->is_answer == b->is_answer &&
	    a->is_none_needed == b->is_none_needed &&
	    a->norm_deadline.day == b->norm_deadline.day &&
	    a->norm_days == b->norm_days;
}

static bool
is_due_the_same(const struct span *a, const struct span *b)
{
	return a->has_deadline == b->has_deadline &&
	    (!a->has_deadline ||
	        (a->deadline.day == b->deadline.day &&
	            a->is_promised == b->is_promised));
}

bool
span_is_same(const struct span *a, const struct span *b)
{
	return is_same_time(a, b) && a->question == b->question &&
	    a->began == b->began && says_the_same(a, b) &&
	    is_due_the_same(a, b) && a->work == b->work &&
	    a->response == b->response && a->handling == b->handling &&
	    a->over == b->over && a->answered.sec == b->answered.sec &&
	    a->handled_next.sec == b->handled_next.sec;
}
