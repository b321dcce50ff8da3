/*
 * Spans in and out of the store. What a span is and how it is measured stands
 * in report/span.
 */

#include "edge/store_span.h"

#include <string.h>

#include "base/arena.h"
#include "edge/store_sql.h"
#include "edge/store_taking.h"

static const char *
text_at(sqlite3_stmt *q, int column)
{
	const unsigned char *s = sqlite3_column_text(q, column);

	return s ? (const char *)s : "";
}

static void
set_minutes(sqlite3_stmt *q, const char *name, int minutes)
{
	if (minutes != SPAN_NONE)
		sql_int(q, name, minutes);
}

static void
bind_whose(sqlite3_stmt *q, const struct span *s)
{
	sql_int(q, ":question", s->question);
	sql_int(q, ":place", s->place);
	sql_text(q, ":team", s->team);
	sql_text(q, ":topic", s->topic);
	sql_text(q, ":organisation", s->organisation);
	sql_text(q, ":kind", s->kind);
	sql_text(q, ":assignee", ""); /* a measurement names nobody */
	sql_int(q, ":is_unassigned", s->is_unassigned);
	sql_int(q, ":is_probably", s->is_probably);
}

static void
bind_course(sqlite3_stmt *q, const struct span *s)
{
	sql_int(q, ":began", s->began);
	sql_int(q, ":ended", s->ended);
	sql_int(q, ":start", s->start.sec);
	if (s->ended != SPAN_OPEN)
		sql_int(q, ":finish", s->end.sec);
	sql_int(q, ":asked", s->asked.sec);
	sql_text(q, ":why", s->why);
	sql_int(q, ":is_by_hand", s->is_by_hand);
	sql_int(q, ":needs_no_answer", s->needs_no_answer);
	sql_int(q, ":is_answer", s->is_answer);
	sql_int_or_null(q, ":handled_next", s->handled_next.sec);
	sql_int_or_null(q, ":answered", s->answered.sec);
	sql_int(q, ":is_none_needed", s->is_none_needed);
}

static void
bind_measures(sqlite3_stmt *q, const struct span *s)
{
	if (s->has_deadline)
		sql_int(q, ":deadline", s->deadline.day);
	sql_int(q, ":is_promised", s->is_promised);
	sql_int_or_null(q, ":norm_deadline", s->norm_deadline.day);
	sql_int(q, ":norm_days", s->norm_days);
	set_minutes(q, ":work", s->work);
	set_minutes(q, ":response", s->response);
	set_minutes(q, ":handling", s->handling);
	set_minutes(q, ":over", s->over);
	sql_text(q, ":calendar", s->calendar);
}

static int
add_span(struct store *s, const struct span *span, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SPAN_ADD);

	bind_whose(q, span);
	bind_course(q, span);
	bind_measures(q, span);
	return sql_run(s, q, e);
}

static void
list_span(void *context, const struct span *span)
{
	*(struct span *)sql_list_add(context) = *span;
}

static int
stored_spans(struct store *s, struct arena *a, int64_t question,
    struct span **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SPANS_OF_QUESTION);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };

	sql_int(q, ":question", question);
	if (taking_run(s, q, a, list_span, &list, e) != 0)
		return -1;
	*out = list.at;
	*n = list.n;
	return 0;
}

static int
kind_of_asker(struct store *s, struct arena *a, int64_t question,
    const char **out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_ORGANISATION_KIND);
	int row;

	sql_int(q, ":question", question);
	row = sql_row(s, q, e);
	*out = row > 0 ? sql_string(a, q, 0) : "";
	return row < 0 ? -1 : 0;
}

int
store_question_told(struct store *s, int64_t question, bool *out, struct err *e)
{
	SCOPED(arena_done) struct arena *a = arena_new();
	const char *kind = "";

	if (kind_of_asker(s, a, question, &kind, e) != 0)
		return -1;
	*out = strcmp(kind, SPAN_TOLD) == 0;
	return 0;
}

/* The spans as they should be and as they are: 1 the same, 0, -1. */
static int
compare(struct store *s, struct arena *a, const struct question *question,
    const struct calendar *cal, struct span **wanted, size_t *n, struct err *e)
{
	struct span *before = NULL;
	const char *kind = "";
	size_t i, n_before = 0;

	if (kind_of_asker(s, a, question->id, &kind, e) != 0 ||
	    stored_spans(s, a, question->id, &before, &n_before, e) != 0)
		return -1;
	*wanted = spans_of(a, question, kind, cal, n);
	spans_keep(*wanted, *n, before, n_before);
	if (*n != n_before)
		return 0;
	for (i = 0; i < *n; i++) {
		if (!span_is_same(&(*wanted)[i], &before[i]))
			return 0;
	}
	return 1;
}

int
store_spans_check(struct store *s, struct arena *a, const struct question *q,
    const struct calendar *cal, struct err *e)
{
	struct span *wanted = NULL;
	size_t n = 0;

	return compare(s, a, q, cal, &wanted, &n, e);
}

int
store_spans_project(struct store *s, struct arena *a, const struct question *q,
    const struct calendar *cal, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *drop = sql(s, Q_SPANS_DROP);
	struct span *wanted = NULL;
	size_t i, n = 0;
	int is_same = compare(s, a, q, cal, &wanted, &n, e);

	if (is_same != 0)
		return is_same < 0 ? -1 : 0;
	sql_int(drop, ":question", q->id);
	if (sql_run(s, drop, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (add_span(s, &wanted[i], e) != 0)
			return -1;
	}
	return 0;
}

static void
bind_period(sqlite3_stmt *q, struct period period)
{
	sql_int(q, ":from", date_instant(period.from, 0).sec);
	sql_int(q, ":until", date_instant(period.until, 0).sec);
}

/* A period of that part of all that there is, and more, is read from one end
 * of the table to the other. */
#define MOST_OF 4

static int
is_most(struct store *s, struct period period, bool *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SPANS_EXTENT);
	int64_t from = date_instant(period.from, 0).sec;
	int64_t until = date_instant(period.until, 0).sec, first, last;

	if (sql_row(s, q, e) < 0)
		return -1;
	first = sqlite3_column_int64(q, 0);
	last = sqlite3_column_int64(q, 1);
	from = from < first ? first : from;
	until = until > last ? last : until;
	*out = (until - from) * MOST_OF >= last - first;
	return 0;
}

int
store_spans(struct store *s, struct arena *a, struct period period,
    store_span_taker *take, void *context, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	bool all = false;

	if (is_most(s, period, &all, e) != 0)
		return -1;
	q = sql(s, all ? Q_SPANS_MOST : Q_SPANS);
	bind_period(q, period);
	sql_int(q, ":from_day", period.from.day);
	sql_int(q, ":until_day", period.until.day);
	return taking_run(s, q, a, take, context, e);
}

int
store_askers(struct store *s, struct period period, const char *team,
    store_asker_taker *take, void *context, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_ASKERS);
	int row;

	bind_period(q, period);
	sql_text_or_null(q, ":team", team ? team : "");
	while ((row = sql_row(s, q, e)) > 0)
		take(context, text_at(q, 0),
		    (struct instant){ sqlite3_column_int64(q, 1) });
	return row;
}

int
store_assignees(struct store *s, struct arena *a, struct assigned **out,
    size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_ASSIGNEES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	while ((row = sql_row(s, q, e)) > 0) {
		struct assigned *one = sql_list_add(&list);

		one->question = sqlite3_column_int64(q, 0);
		one->assignee = sql_string(a, q, 1);
	}
	*out = list.at;
	*n = list.n;
	return row;
}

int
store_summaries(struct store *s, struct arena *a, const char *team,
    struct date since, struct told_figure **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_SUMMARIES);
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	int row;

	sql_text(q, ":team", team);
	sql_int(q, ":since", since.day);
	while ((row = sql_row(s, q, e)) > 0) {
		struct told_figure *told = sql_list_add(&list);

		told->key = sql_string(a, q, 0);
		told->name = sql_string(a, q, 1);
		told->value = sqlite3_column_double(q, 2);
	}
	*out = list.at;
	*n = list.n;
	return row;
}

int
store_left_out(struct store *s, struct arena *a, struct period period,
    const char *team, struct left_out_row **out, size_t *n, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = NULL;
	struct sql_list list = { .arena = a, .size = sizeof(**out) };
	bool all = false;
	int row;

	if (is_most(s, period, &all, e) != 0)
		return -1;
	q = sql(s, all ? Q_LEFT_OUT_MOST : Q_LEFT_OUT);
	bind_period(q, period);
	sql_text_or_null(q, ":team", team ? team : "");
	while ((row = sql_row(s, q, e)) > 0) {
		struct left_out_row *r = sql_list_add(&list);

		if (kind_parse(text_at(q, 0), &r->kind) != 0)
			r->kind = KIND_HUMAN;
		r->is_internal = sqlite3_column_int(q, 1);
		r->n = (size_t)sqlite3_column_int64(q, 2);
	}
	*out = list.at;
	*n = list.n;
	return row;
}

static int
no_questions(struct store *s, struct period period, const char *team,
    size_t *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_NO_QUESTIONS);
	int64_t n = 0;

	bind_period(q, period);
	sql_text_or_null(q, ":team", team ? team : "");
	if (sql_number(s, q, &n, e) != 0)
		return -1;
	*out = (size_t)n;
	return 0;
}

int
store_questions_left_out(struct store *s, struct period period,
    const char *team, struct uncounted *out, struct err *e)
{
	SCOPED(sql_done) sqlite3_stmt *q = sql(s, Q_QUESTIONS_LEFT_OUT);

	bind_period(q, period);
	sql_text_or_null(q, ":team", team ? team : "");
	if (sql_row(s, q, e) < 0)
		return -1;
	out->merged = (size_t)sqlite3_column_int64(q, 0);
	out->history = (size_t)sqlite3_column_int64(q, 1);
	return no_questions(s, period, team, &out->none, e);
}
