/*
 * JSON values that several commands print.
 */

#include "cli/json.h"

#include <stdio.h>

#include "notice/view.h"

json_t *
json_of_instant(struct instant t)
{
	char text[INSTANT_TEXT];

	return json_string(instant_print(t, text));
}

json_t *
json_of_day(struct date d)
{
	char text[DATE_TEXT];

	return json_string(date_print(d, text));
}

json_t *
json_of_text(const char *s)
{
	return s && *s ? json_string(s) : json_null();
}

json_t *
json_of_card(const struct card *card)
{
	const struct question *q = card->question;

	return json_pack("{sI so so so so so so so so so so so sb sb si}",
	    "number", (json_int_t)q->id, "state",
	    json_string(question_state_name(q->state)), "team",
	    json_of_text(q->team), "topic", json_of_text(q->topic), "term",
	    json_of_text(q->term), "received", json_of_instant(q->received),
	    "deadline",
	    q->has_deadline ? json_of_day(q->deadline) : json_null(),
	    "organisation", json_of_text(card->organisation), "asker",
	    json_of_text(card->asker), "subject", json_of_text(card->subject),
	    "assignee", json_of_text(q->assignee), "why",
	    json_of_text(card->topic_why), "doubtful", q->is_doubtful,
	    "history", q->is_history, "days_late", card->days_late);
}

void
json_print(json_t *document)
{
	(void)json_dumpf(
	    document, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
	(void)putchar('\n');
	json_decref(document);
}
