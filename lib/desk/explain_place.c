/*
 * What a filed message came to: its place in a question. What it is by itself
 * the other files of an explanation tell.
 */

#include "desk/explain_teller.h"
#include "desk/explain_words.h"
#include "desk/office.h"
#include "desk/story.h"
#include "edge/store.h"
#include "edge/store_act.h"
#include "triage/question.h"

/* What of the question's life this message caused, as show tells it. */
static void
tell_caused(struct teller *t, const struct event *events, size_t n,
    int64_t message, const char *sender)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct story_of of = {
			.language = t->office->settings.language,
			.roster = &t->office->settings.roster,
			.sender = sender,
		};

		if (events[i].cause_message == message)
			teller_line(t, story_line(t->a, &of, &events[i]));
	}
}

static int
tell_place(struct teller *t, struct store *s, int64_t number, int64_t message,
    const char *sender, struct err *e)
{
	struct event *events = NULL;
	struct question q;
	size_t n = 0;

	if (store_events(s, t->a, number, &events, &n, e) != 0)
		return -1;
	q = question_fold(events, n, t->a);
	n = events_standing(events, n, t->a);
	SAY(t, "Hoort bij vraag %lld; die is nu: %s.",
	    "Belongs to question %lld, which is now: %s.", (long long)number,
	    explain_outcome(question_state_name(q.state), t->is_english));
	tell_caused(t, events, n, message, sender);
	return 0;
}

int
explain_place(struct arena *a, const struct office *o, struct store *s,
    int64_t message, const char *sender, struct explanation *x, struct err *e)
{
	struct teller t = { .a = a,
		.office = o,
		.is_english = o->settings.language == LANGUAGE_EN,
		.out = *x,
		.room = x->n };
	int64_t number = 0;
	int found = store_question_of_message(s, message, &number, e);

	if (found < 0)
		return -1;
	teller_begin(&t, "place", "Plaats", "Place",
	    found ? arena_printf(a, "%lld", (long long)number) : "");
	if (!found)
		TELL(&t, "Hoort bij geen vraag.", "Belongs to no question.");
	else if (tell_place(&t, s, number, message, sender, e) != 0)
		return -1;
	*x = t.out;
	return 0;
}
