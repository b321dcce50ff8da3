/*
 * What Postwacht answers to a mail of commands: gathers what it shows and
 * makes its row.
 */

#include "desk/answer.h"

#include "base/arena.h"
#include "desk/cards.h"
#include "desk/envelope.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/store_command.h"

/* "why", "topic", "term", "question": the sentences of a stored card. */
#define REASONS_MAX 4

static const char *const kinds[] = {
	[ANSWER_HELP] = "help",
	[ANSWER_UNCLEAR] = "unclear",
	[ANSWER_WHY] = "why",
	[ANSWER_OVERVIEW] = "overview",
	[ANSWER_RULES] = "rules",
	[ANSWER_FAULTY] = "faulty",
};

/* 1: one more may go out today; 0; -1. */
static int
may_answer(struct store *s, const struct answered *to, const char *prefix,
    enum answer_kind kind, struct err *e)
{
	int n =
	    store_notices_count_keys(s, to->who->id, NOTICE_ANSWER, prefix, e);

	if (n < 0)
		return -1;
	return n <
	    (kind == ANSWER_UNCLEAR ? ANSWER_UNCLEAR_MAX : ANSWER_OTHERS_MAX);
}

/* A roster of one: whose teams an overview shows. */
static bool
concerns(const struct colleague *who, const struct question *q)
{
	return roster_is_in_team(who, q->team);
}

static int
fill_overview(struct lens *l, const struct colleague *who,
    struct answer_view *v, struct err *e)
{
	struct question *all = NULL;
	struct stack stack = { 0 };
	size_t i, n = 0;

	if (store_questions(l->store, l->arena, SELECT_ACTIVE, &all, &n, e) !=
	    0)
		return -1;
	for (i = 0; i < n; i++) {
		if (all[i].state == STATE_OPEN && concerns(who, &all[i]) &&
		    cards_push(l, &stack, &all[i], e) != 0)
			return -1;
	}
	v->cards = cards_sorted(&stack);
	return 0;
}

int
answer_why(struct store *s, const struct office *o, struct arena *a,
    int64_t question, struct instant now, struct answer_view *out,
    struct err *e)
{
	struct lens l = lens_of(s, o, a, now);
	struct question *q = arena_alloc(a, sizeof(*q));
	const char **reasons = arena_array(a, REASONS_MAX, sizeof(*reasons));
	struct stored_question stored;
	struct stored_card card;
	struct event *events = NULL;
	struct stack stack = { 0 };
	const char *said[REASONS_MAX];
	size_t i, n = 0;
	int found = store_question_find(s, question, &stored, e);

	if (found > 0 && stored.merged_into)
		found = store_question_find(s, stored.merged_into, &stored, e);
	if (found <= 0)
		return found;
	if (store_events(s, a, stored.id, &events, &n, e) != 0 ||
	    store_card(s, a, stored.id, &card, e) != 0)
		return -1;
	*q = question_fold(events, n, a);
	if (cards_push(&l, &stack, q, e) != 0)
		return -1;
	*out = (struct answer_view){ .kind = ANSWER_WHY,
		.cards = cards_sorted(&stack),
		.reasons = reasons };
	said[0] = card.kind_why;
	said[1] = card.question_why;
	said[2] = card.topic_why;
	said[3] = card.term_why;
	for (i = 0; i < REASONS_MAX; i++) {
		if (*said[i])
			reasons[out->n_reasons++] = said[i];
	}
	return 1;
}

int
answer_write(struct store *s, const struct office *o, struct arena *a,
    const struct answered *to, struct answer_view *view, struct err *e)
{
	struct lens l = lens_of(s, o, a, to->now);
	struct rendered body = { 0 };
	char day[DATE_TEXT];
	const char *prefix =
	    arena_printf(a, "answer:%s:%s:%s:", kinds[view->kind], to->who->id,
	        date_print(l.today, day));
	const struct planned p = {
		.kind = NOTICE_ANSWER,
		.key =
		    arena_printf(a, "%s%lld", prefix, (long long)to->command),
		.recipient = to->who,
		.day = l.today,
	};
	int64_t notice;
	int may = may_answer(s, to, prefix, view->kind, e);

	if (may <= 0)
		return may;
	view->recipient = to->who;
	view->day = l.today;
	view->reply = envelope_reply(o, to->who, l.today);
	view->shadow_for = envelope_shadow(o, to->who);
	if (view->kind == ANSWER_OVERVIEW &&
	    fill_overview(&l, to->who, view, e) != 0)
		return -1;
	if (render_answer(o->templates, a, view, &body, e) != 0 ||
	    envelope_write(s, o, a, &p, &body,
	        &(struct enclosure){ .in_reply_to = to->message_id }, to->now,
	        &notice, e) != 0)
		return -1;
	if (to->notice)
		*to->notice = notice;
	return 1;
}
