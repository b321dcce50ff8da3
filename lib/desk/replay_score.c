/*
 * How rules do on what people corrected by hand: each standing correction is
 * the right answer for the message that opened the question.
 */

#include <string.h>

#include "base/arena.h"
#include "desk/replay_letter.h"

struct field_score {
	size_t *n, *before, *after;
};

/* What a person said last, "" where nobody did. */
struct said {
	const char *team, *topic, *term;
};

static int
what_was_said(struct store *s, struct arena *a, int64_t question,
    struct said *out, struct err *e)
{
	struct event *events = NULL;
	size_t n = 0, i;

	if (store_events(s, a, question, &events, &n, e) != 0)
		return -1;
	n = events_standing(events, n, a);
	events_sort(events, n);
	*out = (struct said){ "", "", "" };
	for (i = 0; i < n; i++) {
		if (events[i].by != ACTOR_HAND)
			continue;
		if (events[i].kind == EVENT_TEAM)
			out->team = events[i].value;
		else if (events[i].kind == EVENT_TOPIC)
			out->topic = events[i].value;
		else if (events[i].kind == EVENT_TERM)
			out->term = events[i].value;
	}
	return 0;
}

/* Whether the new rules say something else. */
static bool
score_field(const struct field_score *f, const char *said, const char *before,
    const char *after)
{
	bool is_right = strcmp(said, after) == 0;

	if (!*said)
		return false;
	++*f->n;
	*f->before += strcmp(said, before) == 0;
	*f->after += is_right;
	return !is_right;
}

static void
score_letter(struct replay *r, const struct letter *l, const struct said *said,
    const struct verdict *v, struct replay_score *out)
{
	const struct field_score team = { &out->team.n, &out->team.before,
		&out->team.after };
	const struct field_score topic = { &out->topic.n, &out->topic.before,
		&out->topic.after };
	const struct field_score term = { &out->term.n, &out->term.before,
		&out->term.after };
	struct replay_item item = {
		.question = l->question,
		.subject = l->facts.subject,
		.received = l->received,
		.before = { v->team, v->topic, v->term, false, { 0 } },
		.after = { said->team, said->topic, said->term, false, { 0 } },
	};

	if (score_field(&team, said->team, l->given.team, v->team))
		item.changes |= REPLAY_TEAM;
	if (score_field(&topic, said->topic, l->given.topic, v->topic))
		item.changes |= REPLAY_TOPIC;
	if (score_field(&term, said->term, l->given.term, v->term))
		item.changes |= REPLAY_TERM;
	if (item.changes && r->tell)
		r->tell(r->context, &item);
}

static int
score_question(struct replay *r, struct store *s, struct arena *a, int64_t id,
    struct replay_score *out, struct err *e)
{
	struct stored_question q;
	struct letter letter;
	struct verdict v;
	struct said said;
	int found = store_question_find(s, id, &q, e);

	if (found > 0)
		found = store_letter(s, a, q.opened_by, &letter, e);
	if (found <= 0)
		return found;
	if (what_was_said(s, a, id, &said, e) != 0)
		return -1;
	r->counts.messages++;
	found = replay_judge(s, r->new, a, &letter, &v, e);
	if (found > 0)
		score_letter(r, &letter, &said, &v, out);
	else if (found == 0)
		out->no_text++;
	return found < 0 ? -1 : 0;
}

int
replay_corrections(
    struct replay *r, struct store *s, struct replay_score *out, struct err *e)
{
	SCOPED(arena_done) struct arena *ids_arena = arena_new();
	SCOPED(arena_done) struct arena *a = arena_new();
	int64_t *ids = NULL;
	size_t i, n = 0;

	*out = (struct replay_score){ 0 };
	if (store_corrected(s, ids_arena, &ids, &n, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		arena_clear(a);
		if (score_question(r, s, a, ids[i], out, e) != 0)
			return -1;
	}
	return 0;
}
