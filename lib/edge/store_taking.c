/*
 * Rows of the table span as what they are. A statement hands them over itself,
 * as arguments of a function of ours: by sqlite3_column_* each value costs a
 * lock and a look at the state of the statement.
 */

#include "edge/store_taking.h"

#include <string.h>

#include "report/counts.h"

#define FUNCTION  "take_span"
#define ARGUMENTS 29

/* Who is given the spans of the statement that runs. */
struct taking {
	store_span_taker *take;
	void *context;
	struct counts words; /* they are few: each is kept once */
	struct span last;
};

static bool
has_value(sqlite3_value *v)
{
	return sqlite3_value_type(v) != SQLITE_NULL;
}

static int
minutes_of(sqlite3_value *v)
{
	return has_value(v) ? sqlite3_value_int(v) : SPAN_NONE;
}

static const char *
text_of(sqlite3_value *v)
{
	const unsigned char *s = sqlite3_value_text(v);

	return s ? (const char *)s : "";
}

/* In the order of the arguments; strings are SQLite's own until the next row. */
static void
read_span(sqlite3_value **v, struct span *s)
{
	*s = (struct span){
		.question = sqlite3_value_int64(v[0]),
		.place = sqlite3_value_int(v[1]),
		.began = (enum span_began)sqlite3_value_int(v[2]),
		.ended = (enum span_ended)sqlite3_value_int(v[3]),
		.start.sec = sqlite3_value_int64(v[4]),
		.end.sec = sqlite3_value_int64(v[5]),
		.asked.sec = sqlite3_value_int64(v[6]),
		.team = text_of(v[7]),
		.topic = text_of(v[8]),
		.organisation = text_of(v[9]),
		.kind = text_of(v[10]),
		.is_unassigned = sqlite3_value_int(v[11]),
		.is_probably = sqlite3_value_int(v[12]),
		.why = text_of(v[13]),
		.is_by_hand = sqlite3_value_int(v[14]),
		.needs_no_answer = sqlite3_value_int(v[15]),
		.is_answer = sqlite3_value_int(v[16]),
		.has_deadline = has_value(v[17]),
		.deadline.day = sqlite3_value_int(v[17]),
		.is_promised = sqlite3_value_int(v[18]),
		.norm_deadline.day = sqlite3_value_int(v[19]),
		.norm_days = sqlite3_value_int(v[20]),
		.work = minutes_of(v[21]),
		.response = minutes_of(v[22]),
		.handling = minutes_of(v[23]),
		.over = minutes_of(v[24]),
		.handled_next.sec = sqlite3_value_int64(v[25]),
		.answered.sec = sqlite3_value_int64(v[26]),
		.is_none_needed = sqlite3_value_int(v[27]),
		.calendar = text_of(v[28]),
	};
	s->is_told = strcmp(s->kind, SPAN_TOLD) == 0;
}

static const char *
keep_word(struct taking *t, const char *word, const char *last)
{
	size_t place;

	if (last && strcmp(word, last) == 0)
		return last;
	place = counts_place(&t->words, word); /* may move words.at */
	return t->words.at[place].word;
}

static void
keep_words(struct taking *t, struct span *s)
{
	const struct span *last = &t->last;

	s->team = keep_word(t, s->team, last->team);
	s->topic = keep_word(t, s->topic, last->topic);
	s->organisation = keep_word(t, s->organisation, last->organisation);
	s->kind = keep_word(t, s->kind, last->kind);
	s->why = keep_word(t, s->why, last->why);
	s->calendar = keep_word(t, s->calendar, last->calendar);
	t->last = *s;
}

static void
take_span(sqlite3_context *c, int n, sqlite3_value **values)
{
	struct store *s = sqlite3_user_data(c);
	struct taking *t = s->taking;
	struct span span;

	if (n != ARGUMENTS || !t)
		return;
	read_span(values, &span);
	keep_words(t, &span);
	t->take(t->context, &span);
}

int
taking_ready(struct store *s, struct err *e)
{
	if (sqlite3_create_function(s->db, FUNCTION, ARGUMENTS,
	        SQLITE_UTF8 | SQLITE_DIRECTONLY, s, take_span, NULL,
	        NULL) != SQLITE_OK)
		return err_set(
		    e, ERR_FATAL, "store: %s", sqlite3_errmsg(s->db));
	return 0;
}

int
taking_run(struct store *s, sqlite3_stmt *q, struct arena *a,
    store_span_taker *take, void *context, struct err *e)
{
	struct taking t = {
		.take = take, .context = context, .words.arena = a
	};
	struct taking *outer = s->taking;
	int result;

	s->taking = &t;
	result = sql_run(s, q, e);
	s->taking = outer;
	return result;
}
