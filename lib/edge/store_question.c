/*
 * Conversations as turns, questions as events, and what readers want to see
 * of them.
 */

#include <string.h>

#include "base/arena.h"
#include "edge/store_span.h"
#include "edge/store_sql.h"

static const char *const actors[] = {
	[ACTOR_MAIL] = "mail",
	[ACTOR_HAND] = "hand",
	[ACTOR_TICK] = "tick",
};

static enum actor
actor_parse(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(actors); i++) {
		if (strcmp(actors[i], name) == 0)
			return (enum actor)i;
	}
	return ACTOR_TICK;
}

static bool
has_value(sqlite3_stmt *q, int column)
{
	return sqlite3_column_type(q, column) != SQLITE_NULL;
}

static struct date
day_at(sqlite3_stmt *q, int column)
{
	return (struct date){ sqlite3_column_int(q, column) };
}

static struct instant
instant_at(sqlite3_stmt *q, int column)
{
	return (struct instant){ sqlite3_column_int64(q, column) };
}

static void
read_turn(struct arena *a, sqlite3_stmt *q, struct turn *l)
{
	const void *key = sqlite3_column_blob(q, 2);

	l->id = sqlite3_column_int64(q, 0);
	l->received = instant_at(q, 1);
	if (key && sqlite3_column_bytes(q, 2) == DIGEST_BYTES)
		memcpy(l->key2, key, DIGEST_BYTES);
	l->is_history = sqlite3_column_int(q, 3);
	l->has_in_reply_to = has_value(q, 4);
	l->base_subject = sql_string(a, q, 5);
	if (kind_parse(sql_string(a, q, 6), &l->kind) != 0)
		l->kind = KIND_HUMAN;
	l->is_question = (enum is_question)sqlite3_column_int(q, 7);
	l->is_thanks = sqlite3_column_int(q, 8);
	l->is_interim = sqlite3_column_int(q, 9);
	l->has_promised_day = has_value(q, 10);
	l->promised_day = day_at(q, 10);
	l->is_from_us = sqlite3_column_int(q, 11);
	l->is_forwarded = sqlite3_column_int(q, 12);
	l->is_internal = sqlite3_column_int(q, 13);
	l->asker = sqlite3_column_int64(q, 14);
	l->asker_address = sql_string(a, q, 15);
	l->organisation = sql_string(a, q, 16);
	l->team = sql_string(a, q, 17);
	l->topic = sql_string(a, q, 18);
	l->term = sql_string(a, q, 19);
	l->has_named_day = has_value(q, 20);
	l->named_day = day_at(q, 20);
	l->is_unproven = sqlite3_column_int(q, 21);
	l->conversation = sqlite3_column_int64(q, 22);
	l->is_repeated = sqlite3_column_int64(q, 23) >= ANSWER_REPEATED;
	l->quotes_us = sqlite3_column_int(q, 24);
	l->is_weak = sqlite3_column_int(q, 25);
	l->replies_to = sqlite3_column_int64(q, 26);
	l->assignee = sql_string(a, q, 27);
	l->priority = sql_string(a, q, 28);
}

static int
read_parties(struct store *s, struct arena *a, struct turn *l, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_PARTIES);
	struct sql_list list = { .arena = a, .size = sizeof(struct party) };
	size_t outside = 0, in_bcc = 0;
	int row;

	sql_int(q, ":message", l->id);
	while ((row = sql_row(s, q, e)) > 0) {
		struct party *p = sql_list_add(&list);

		p->person = sqlite3_column_int64(q, 0);
		p->address = sql_string(a, q, 1);
		p->organisation = sql_string(a, q, 2);
		p->is_us = sqlite3_column_int(q, 3);
		p->is_mailbox = sqlite3_column_int(q, 4);
		outside += !p->is_us;
		in_bcc += !p->is_us && sqlite3_column_int(q, 5);
	}
	l->is_bcc_only = outside > 0 && outside == in_bcc;
	l->parties = list.at;
	l->n_parties = list.n;
	return row;
}

int
store_turns(struct store *s, struct arena *a, int64_t conversation,
    struct turn **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_TURNS);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":conversation", conversation);
	while ((row = sql_row(s, q, e)) > 0) {
		struct turn *l = sql_list_add(&list);

		read_turn(a, q, l);
		if (read_parties(s, a, l, e) != 0)
			return -1;
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

/* Adds those tied to one that are not in the list yet. */
static int
add_joined(
    struct store *s, int64_t conversation, struct sql_list *list, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CONVERSATIONS_JOINED);
	int row;

	sql_int(q, ":conversation", conversation);
	while ((row = sql_row(s, q, e)) > 0) {
		int64_t id = sqlite3_column_int64(q, 0);
		const int64_t *known = list->at;
		size_t i;

		for (i = 0; i < list->n && known[i] != id; i++)
			continue;
		if (i == list->n)
			*(int64_t *)sql_list_add(list) = id;
	}
	return row;
}

int
store_conversations_joined(struct store *s, struct arena *a,
    int64_t conversation, int64_t **out, size_t *n, struct err *e)
{
	struct sql_list list = { .arena = a, .size = sizeof(int64_t) };
	size_t i;

	*(int64_t *)sql_list_add(&list) = conversation;
	for (i = 0; i < list.n; i++) {
		if (add_joined(s, ((int64_t *)list.at)[i], &list, e) != 0)
			return -1;
	}
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_unproven(struct store *s, int64_t message, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGE_UNPROVEN);
	int row;

	sql_int(q, ":id", message);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = sqlite3_column_int64(q, 0);
	return row;
}

int
store_opener(struct store *s, int64_t message, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_OPENER);

	sql_int(q, ":message", message);
	return sql_number(s, q, out, e);
}

int
store_questions_of(struct store *s, struct arena *a, int64_t conversation,
    struct stored_question **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTIONS_OF_CONVERSATION);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":conversation", conversation);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_question *question = sql_list_add(&list);

		question->id = sqlite3_column_int64(q, 0);
		question->opened_by = sqlite3_column_int64(q, 1);
		question->is_history = sqlite3_column_int(q, 2);
		question->conversation = conversation;
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_question_find(
    struct store *s, int64_t id, struct stored_question *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTION_FIND);
	int row;

	sql_int(q, ":id", id);
	row = sql_row(s, q, e);
	if (row > 0)
		*out = (struct stored_question){
			.id = sqlite3_column_int64(q, 0),
			.opened_by = sqlite3_column_int64(q, 1),
			.conversation = sqlite3_column_int64(q, 2),
			.is_history = sqlite3_column_int(q, 3),
			.merged_into = sqlite3_column_int64(q, 4),
		};
	return row;
}

int
store_question_add(struct store *s, int64_t conversation, int64_t opened_by,
    bool is_history, int64_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTION_ADD);

	sql_int(q, ":conversation", conversation);
	sql_int(q, ":opened_by", opened_by);
	sql_int(q, ":is_history", is_history);
	return sql_insert(s, q, out, e);
}

static int
read_event(struct arena *a, sqlite3_stmt *q, struct event *event, struct err *e)
{
	const char *kind = sql_string(a, q, 2);

	*event = (struct event){
		.seq = sqlite3_column_int64(q, 0),
		.question = sqlite3_column_int64(q, 1),
		.at = instant_at(q, 3),
		.recorded_at = instant_at(q, 4),
		.by = actor_parse(sql_string(a, q, 5)),
		.cause_message = sqlite3_column_int64(q, 6),
		.value = sql_string(a, q, 7),
		.has_day = has_value(q, 8),
		.day = day_at(q, 8),
		.person = sqlite3_column_int64(q, 9),
		.other = sqlite3_column_int64(q, 10),
		.who = sql_string(a, q, 11),
		.cause_command = sqlite3_column_int64(q, 12),
	};
	if (event_kind_parse(kind, &event->kind) != 0)
		return err_set(e, ERR_FATAL,
		    "store: event %lld is of the unknown kind %s",
		    (long long)event->seq, kind);
	return 0;
}

int
store_events(struct store *s, struct arena *a, int64_t question,
    struct event **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_EVENTS_OF_QUESTION);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":question", question);
	while ((row = sql_row(s, q, e)) > 0) {
		if (read_event(a, q, sql_list_add(&list), e) != 0)
			return -1;
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_event_add(struct store *s, const struct event *event,
    const struct versions *versions, int64_t *seq, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_EVENT_ADD);

	sql_int(q, ":question", event->question);
	sql_text(q, ":kind", event_kind_name(event->kind));
	sql_int(q, ":at", event->at.sec);
	sql_int(q, ":recorded_at", event->recorded_at.sec);
	sql_text(q, ":actor", actors[event->by]);
	sql_int_or_null(q, ":cause_message", event->cause_message);
	sql_text(q, ":rules_version", versions->rules);
	sql_text(q, ":calendar_version", versions->calendar);
	sql_text(q, ":value", event->value);
	if (event->has_day)
		sql_int(q, ":day", event->day.day);
	sql_int_or_null(q, ":person", event->person);
	sql_int_or_null(q, ":other", event->other);
	sql_text_or_null(q, ":who", event->who ? event->who : "");
	sql_int_or_null(q, ":cause_command", event->cause_command);
	return sql_insert(s, q, seq, e);
}

static void
bind_projection(sqlite3_stmt *q, int64_t question, bool is_history,
    const struct question *folded)
{
	sql_int(q, ":id", question);
	sql_int(q, ":opened_by", folded->opened_by);
	sql_int(q, ":is_history", is_history);
	sql_text(q, ":state",
	    folded->merged_into ? question_state_name(STATE_HANDLED)
	                        : question_state_name(folded->state));
	sql_text(q, ":team", folded->team);
	sql_text(q, ":topic", folded->topic);
	sql_int(q, ":received", folded->received.sec);
	if (folded->has_deadline)
		sql_int(q, ":deadline", folded->deadline.day);
	sql_text(q, ":assignee", folded->assignee);
	sql_int_or_null(q, ":merged_into", folded->merged_into);
}

static int
fold_stored(struct store *s, struct arena *a, int64_t question,
    struct question *out, struct err *e)
{
	struct event *events = NULL;
	size_t n = 0;

	if (store_events(s, a, question, &events, &n, e) != 0)
		return -1;
	*out = question_fold(events, n, a);
	return 0;
}

int
store_question_project(struct store *s, struct arena *a, int64_t question,
    bool is_history, const struct calendar *cal, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *put = sql(s, Q_QUESTION_PROJECT);
	struct question q;

	if (fold_stored(s, a, question, &q, e) != 0)
		return -1;
	q.id = question;
	q.is_history = is_history;
	bind_projection(put, question, is_history, &q);
	if (sql_run(s, put, e) != 0)
		return -1;
	return store_spans_project(s, a, &q, cal, e);
}

int
store_question_check(struct store *s, struct arena *a,
    const struct stored_question *q, const struct calendar *cal, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *same = sql(s, Q_QUESTION_SAME);
	struct question folded;
	int is_same;

	if (fold_stored(s, a, q->id, &folded, e) != 0)
		return -1;
	folded.id = q->id;
	folded.is_history = q->is_history;
	bind_projection(same, q->id, q->is_history, &folded);
	is_same = sql_row(s, same, e);
	return is_same > 0 ? store_spans_check(s, a, &folded, cal, e) : is_same;
}

int
store_question_list(struct store *s, struct arena *a,
    struct stored_question **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTION_IDS);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_question *stored = sql_list_add(&list);

		stored->id = sqlite3_column_int64(q, 0);
		stored->is_history = sqlite3_column_int(q, 1);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

/* Folds the run of events that belong to one question. */
static void
fold_run(struct sql_list *events, size_t from, bool is_history,
    struct sql_list *questions)
{
	struct event *all = events->at;
	struct question *q;

	if (from == events->n)
		return;
	q = sql_list_add(questions);
	*q = question_fold(all + from, events->n - from, events->arena);
	q->is_history = is_history;
}

int
store_questions(struct store *s, struct arena *a, enum store_selection which,
    struct question **out, size_t *n, struct err *e)
{
	static const enum query selections[] = {
		[SELECT_LIVE] = Q_EVENTS_OF_LIVE,
		[SELECT_ACTIVE] = Q_EVENTS_OF_ACTIVE,
		[SELECT_ALL] = Q_EVENTS_OF_ALL,
	};
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, selections[which]);
	struct sql_list events = { .arena = a, .size = sizeof(struct event) };
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	size_t from = 0;
	int64_t question = 0;
	bool is_history = false;
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		if (sqlite3_column_int64(q, 1) != question) {
			fold_run(&events, from, is_history, &list);
			from = events.n;
			question = sqlite3_column_int64(q, 1);
			is_history = sqlite3_column_int(q, 13);
		}
		if (read_event(a, q, sql_list_add(&events), e) != 0)
			return -1;
	}
	if (row < 0)
		return -1;
	fold_run(&events, from, is_history, &list);
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_card(struct store *s, struct arena *a, int64_t question,
    struct stored_card *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_CARD);
	int row;

	sql_int(q, ":id", question);
	row = sql_row(s, q, e);
	if (row < 0)
		return -1;
	if (row == 0)
		return err_set(e, ERR_ITEM, "there is no question %lld",
		    (long long)question);
	*out = (struct stored_card){
		.subject = sql_string(a, q, 0),
		.asker_name = sql_string(a, q, 1),
		.asker_address = sql_string(a, q, 2),
		.topic_why = sql_string(a, q, 3),
		.question_why = sql_string(a, q, 4),
		.folder = sql_string(a, q, 5),
		.mailbox = sql_string(a, q, 6),
		.message_id = sql_string(a, q, 7),
		.organisation_kind = sql_string(a, q, 8),
		.kind_why = sql_string(a, q, 9),
		.term_why = sql_string(a, q, 10),
	};
	return 0;
}

int
store_question_messages(struct store *s, struct arena *a, int64_t question,
    struct stored_message **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_MESSAGES_OF_QUESTION);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":question", question);
	while ((row = sql_row(s, q, e)) > 0) {
		struct stored_message *m = sql_list_add(&list);

		m->id = sqlite3_column_int64(q, 0);
		m->received = instant_at(q, 1);
		m->kind = sql_string(a, q, 2);
		m->sender_name = sql_string(a, q, 3);
		m->sender_address = sql_string(a, q, 4);
		m->subject = sql_string(a, q, 5);
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

static void
read_taken_in(struct arena *a, sqlite3_stmt *q, struct taken_in *t)
{
	t->id = sqlite3_column_int64(q, 0);
	if (kind_parse(sql_string(a, q, 1), &t->kind) != 0)
		t->kind = KIND_HUMAN;
	t->is_question = (enum is_question)sqlite3_column_int(q, 2);
	t->is_from_us = sqlite3_column_int(q, 3);
	t->is_internal = sqlite3_column_int(q, 4);
	t->subject = sql_string(a, q, 5);
	t->sender_name = sql_string(a, q, 6);
	t->sender_address = sql_string(a, q, 7);
	t->organisation = sql_string(a, q, 8);
	t->received = instant_at(q, 9);
	t->is_aside = has_value(q, 10);
	t->team = sql_string(a, q, 11);
	t->opened_question = sqlite3_column_int(q, 12);
	t->in_question = sqlite3_column_int(q, 13);
}

int
store_intake(struct store *s, struct arena *a, enum intake_by by,
    struct instant since, struct instant until, struct taken_in **out,
    size_t *n, struct err *e)
{
	SCOPED(sql_done)
	sqlite3_stmt *q =
	    sql(s, by == INTAKE_BY_FILING ? Q_INTAKE : Q_INTAKE_RECEIVED);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0)
		read_taken_in(a, q, sql_list_add(&list));
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

int
store_acts(struct store *s, struct arena *a, struct instant since,
    struct instant until, struct event **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_HAND_EVENTS);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_int(q, ":since", since.sec);
	sql_int(q, ":until", until.sec);
	while ((row = sql_row(s, q, e)) > 0) {
		struct event *act = sql_list_add(&list);

		act->seq = sqlite3_column_int64(q, 0);
		act->question = sqlite3_column_int64(q, 1);
		if (event_kind_parse(sql_string(a, q, 2), &act->kind) != 0)
			return err_set(e, ERR_FATAL, "store: unknown event");
		act->value = sql_string(a, q, 3);
		act->at = instant_at(q, 4);
		act->has_day = has_value(q, 5);
		act->day = day_at(q, 5);
		act->who = sql_string(a, q, 6);
		act->other = sqlite3_column_int64(q, 7);
		act->recorded_at = instant_at(q, 8);
		act->by = sqlite3_column_int(q, 9) ? ACTOR_HAND : ACTOR_TICK;
	}
	if (row < 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}
