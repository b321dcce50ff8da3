/*
 * postwacht show: one question, why it was classified so, and its life.
 */

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/json.h"
#include "desk/office.h"
#include "desk/story.h"
#include "desk/views.h"
#include "edge/store.h"
#include "edge/store_act.h"
#include "edge/store_delivery.h"

struct life {
	struct card card;
	struct stored_card stored;
	struct event *events;
	size_t n_events;
	struct stored_message *messages;
	size_t n_messages;
	struct stored_note *notes;
	size_t n_notes;
	int64_t *same_id; /* questions whose mail has the same Message-ID */
	size_t n_same_id;
};

static int
load(struct cli *cli, int64_t number, struct question *q, struct life *l,
    struct err *e)
{
	struct stored_question stored;
	int found = store_question_find(cli->store, number, &stored, e);

	if (found < 0)
		return -1;
	if (found == 0)
		return err_set(e, ERR_ITEM, "there is no question %lld",
		    (long long)number);
	if (store_events(cli->store, cli->arena, number, &l->events,
	        &l->n_events, e) != 0)
		return -1;
	*q = question_fold(l->events, l->n_events, cli->arena);
	q->is_history = stored.is_history;
	events_sort(l->events, l->n_events);
	if (view_card(cli->store, cli->office, cli->arena, q, cli->now,
	        &l->card, e) != 0 ||
	    store_card(cli->store, cli->arena, number, &l->stored, e) != 0 ||
	    store_notes(
	        cli->store, cli->arena, number, &l->notes, &l->n_notes, e) != 0)
		return -1;
	if (store_same_id(cli->store, cli->arena, number, &l->same_id,
	        &l->n_same_id, e) != 0)
		return -1;
	return store_question_messages(
	    cli->store, cli->arena, number, &l->messages, &l->n_messages, e);
}

static const struct stored_message *
message_of(const struct life *l, int64_t id)
{
	size_t i;

	for (i = 0; i < l->n_messages; i++) {
		if (l->messages[i].id == id)
			return &l->messages[i];
	}
	return NULL;
}

static void
print_field(const char *name, const char *value)
{
	if (value && *value)
		printf("  %-13s %s\n", name, value);
}

static const char *
note_of(const struct life *l, int64_t event)
{
	size_t i;

	for (i = 0; i < l->n_notes; i++) {
		if (l->notes[i].event == event)
			return l->notes[i].text;
	}
	return NULL;
}

/* When, the number by which it is undone, and what happened. */
static void
print_event(struct cli *cli, const struct life *l, const struct event *event)
{
	const struct stored_message *m = message_of(l, event->cause_message);
	const struct settings *settings = &cli->office->settings;
	const struct story_of of = {
		.language = settings->language,
		.roster = &settings->roster,
		.sender = !m          ? ""
		    : *m->sender_name ? m->sender_name
		                      : m->sender_address,
		.note = note_of(l, event->seq),
	};

	printf("  %-20s #%-5lld %s\n",
	    words_moment_full(cli->arena, settings->language, event->at),
	    (long long)event->seq, story_line(cli->arena, &of, event));
}

static void
print_text(struct cli *cli, const struct question *q, const struct life *l)
{
	const struct card *c = &l->card;
	char received[INSTANT_TEXT], due[DATE_TEXT] = "";
	size_t i;

	(void)instant_print(q->received, received);
	if (q->has_deadline)
		(void)date_print(q->deadline, due);
	printf("%lld  %s\n", (long long)q->id,
	    *c->subject ? c->subject : "(geen onderwerp)");
	print_field(
	    "state", q->merged_into ? "merged" : question_state_name(q->state));
	print_field("handled", q->handled_why);
	print_field("received", received);
	print_field("due", due);
	print_field("organisation", c->organisation);
	print_field("asker", c->asker);
	print_field("team", q->team);
	print_field("topic", q->topic);
	print_field("term", q->term);
	print_field("assignee", c->assignee);
	print_field("probably", q->probably);
	print_field("folder", c->folder);
	print_field("why a question", l->stored.question_why);
	print_field("why topic", l->stored.topic_why);
	print_field("why term", l->stored.term_why);
	for (i = 0; i < l->n_same_id; i++)
		printf("  %-13s %lld, another mail with the same Message-ID\n",
		    "see also", (long long)l->same_id[i]);
	puts("");
	for (i = 0; i < l->n_events; i++)
		print_event(cli, l, &l->events[i]);
}

static json_t *
json_of_event(const struct life *l, const struct event *event)
{
	static const char *const actors[] = {
		[ACTOR_MAIL] = "mail",
		[ACTOR_HAND] = "hand",
		[ACTOR_TICK] = "tick",
	};

	return json_pack("{sI ss so so ss so so so so}", "seq",
	    (json_int_t)event->seq, "kind", event_kind_name(event->kind), "at",
	    json_of_instant(event->at), "recorded_at",
	    json_of_instant(event->recorded_at), "by", actors[event->by],
	    "value", json_of_text(event->value), "day",
	    event->has_day ? json_of_day(event->day) : json_null(), "who",
	    json_of_text(event->who), "note",
	    json_of_text(note_of(l, event->seq)));
}

static void
print_json(const struct life *l)
{
	json_t *document = json_of_card(&l->card), *events = json_array();
	json_t *same_id = json_array();
	size_t i;

	for (i = 0; i < l->n_events; i++)
		(void)json_array_append_new(
		    events, json_of_event(l, &l->events[i]));
	(void)json_object_set_new(
	    document, "question_why", json_of_text(l->stored.question_why));
	(void)json_object_set_new(
	    document, "term_why", json_of_text(l->stored.term_why));
	for (i = 0; i < l->n_same_id; i++)
		(void)json_array_append_new(
		    same_id, json_integer((json_int_t)l->same_id[i]));
	(void)json_object_set_new(document, "same_message_id", same_id);
	(void)json_object_set_new(document, "events", events);
	json_print(document);
}

static int
show(struct cli *cli, struct err *e)
{
	struct life l = { 0 };
	struct question q;
	long long number;
	int code;

	if (cli->argc != 2)
		return command_usage(cli, "one question at a time");
	code = command_number(cli, cli->argv[1], &number);
	if (code != 0)
		return code;
	if (load(cli, number, &q, &l, e) != 0)
		return err_exit_code(e->kind);
	if (cli->is_json)
		print_json(&l);
	else
		print_text(cli, &q, &l);
	return EX_OK;
}

const struct command command_show = {
	.name = "show",
	.usage = "N",
	.summary = "one question with its whole history",
	.needs = NEEDS_LEAN,
	.run = show,
};
