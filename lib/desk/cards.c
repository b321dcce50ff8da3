/*
 * A question as a reader sees it, and lists of them in the order of urgency.
 */

#include "desk/cards.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store.h"
#include "report/span.h"

struct lens
lens_of(struct store *s, const struct office *o, struct arena *a,
    struct instant now)
{
	return (struct lens){ s, o, a, now, date_of(now) };
}

int
cards_push(
    struct lens *l, struct stack *s, const struct question *q, struct err *e)
{
	if (s->n == s->room) {
		s->room = s->room ? s->room * 2 : 8;
		s->at =
		    arena_grow(l->arena, s->at, s->n, s->room, sizeof(*s->at));
	}
	return view_card(
	    l->store, l->office, l->arena, q, l->now, &s->at[s->n++], e);
}

/* Oldest deadline first, then by number. */
static int
compare_cards(const void *left, const void *right)
{
	const struct question *a = ((const struct card *)left)->question;
	const struct question *b = ((const struct card *)right)->question;

	if (a->deadline.day != b->deadline.day)
		return a->deadline.day < b->deadline.day ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

struct cards
cards_sorted(struct stack *s)
{
	if (s->n > 1)
		qsort(s->at, s->n, sizeof(*s->at), compare_cards);
	return (struct cards){ s->n, s->at };
}

/* The length that stands behind the last day: none where a day was named or
 * promised. */
static struct term
norm_of(const struct office *o, const struct question *q)
{
	const struct named_term *term = term_find(o->norms.terms, q->term);
	const struct stretch *s = &q->stretches[q->n_stretches - 1];
	struct measure measure;
	struct date day;

	if (!term || term->is_named_day)
		return (struct term){ 0 };
	measure = deadline_measure(&o->norms, q->team, q->term);
	if (!s->has_deadline ||
	    deadline_from(&o->norms, measure, s->start, &day, NULL) != 0 ||
	    day.day != s->deadline.day)
		return (struct term){ 0 };
	return measure.term;
}

/* "Herkend als bkr door: bkr, kindratio" -> the words, for a notice that
 * says the rest itself. */
static const char *
words_of(const char *why)
{
	const char *colon = strstr(why, ": ");

	return colon ? colon + 2 : why;
}

/* A sender without an organisation: what is known of him, or how a question
 * came that no mail brought. */
static const char *
sender_kind(const struct office *o, const char *kind)
{
	if (strcmp(kind, SPAN_TOLD) == 0)
		return o->settings.language == LANGUAGE_NL
		    ? "per telefoon of in overleg"
		    : "by telephone or in a meeting";
	return strcmp(kind, "onbekend") == 0 ? "" : kind;
}

/* A colleague by the name that the roster has for him. */
static const char *
name_of(const struct office *o, const struct stored_message *m)
{
	const struct colleague *c =
	    roster_by_address(&o->settings.roster, m->sender_address);

	if (c)
		return c->name;
	return *m->sender_name ? m->sender_name : m->sender_address;
}

/* By which mail of ours it was probably answered. */
static int
show_evidence(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, struct card *out, struct err *e)
{
	struct stored_message *messages = NULL;
	size_t i, n = 0;

	if (store_question_messages(s, a, q->id, &messages, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (messages[i].id != q->probably_by)
			continue;
		out->answered_at = q->probably_at;
		out->answered_by = name_of(o, &messages[i]);
		out->answered_subject = messages[i].subject;
	}
	return 0;
}

int
view_card(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, struct instant now, struct card *out,
    struct err *e)
{
	const struct organisation *org =
	    organisation_by_code(o->organisations, q->organisation);
	const struct colleague *assignee =
	    roster_by_id(&o->settings.roster, q->assignee);
	struct stored_card stored;
	struct date today = date_of(now);

	if (store_card(s, a, q->id, &stored, e) != 0)
		return -1;
	*out = (struct card){
		.question = q,
		.organisation =
		    org ? org->name : sender_kind(o, stored.organisation_kind),
		.asker = *stored.asker_name ? stored.asker_name
		                            : stored.asker_address,
		.subject = stored.subject,
		.topic = q->topic,
		.topic_why = words_of(stored.topic_why),
		.norm = norm_of(o, q),
		.assignee = assignee ? assignee->name : q->assignee,
		.folder = stored.folder,
		.answered_by = "",
	};
	if (strcmp(q->probably, "subject") == 0 &&
	    show_evidence(s, o, a, q, out, e) != 0)
		return -1;
	if (q->state == STATE_OPEN && q->has_deadline &&
	    q->deadline.day < today.day)
		out->days_late =
		    calendar_workdays_between(o->calendar, q->deadline, today);
	return 0;
}
