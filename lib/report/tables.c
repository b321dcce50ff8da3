/*
 * Figures and questions as tables, for workbooks and CSV.
 */

#include "report/tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/metrics.h"

#define LABEL_WIDTH 26
#define VALUE_WIDTH 13

static const char *
name_of(const struct metric *m, bool is_dutch)
{
	return is_dutch ? m->nl : m->en;
}

static size_t
place_of(const char *key)
{
	size_t i;

	for (i = 0; i < n_metrics; i++) {
		if (strcmp(metrics[i].key, key) == 0)
			return i;
	}
	return 0;
}

static struct cell
cell_of(const struct metric *m, const struct figures *f)
{
	static const enum cell_kind kinds[] = {
		[METRIC_COUNT] = CELL_COUNT,
		[METRIC_SHARE] = CELL_SHARE,
		[METRIC_WORK] = CELL_DAYS,
		[METRIC_ELAPSED] = CELL_DAYS,
		[METRIC_AGE] = CELL_COUNT,
	};
	double value;

	if (!metric_value(m, f, &value))
		return (struct cell){ 0 };
	return (struct cell){ .kind = kinds[m->kind], .number = value };
}

/* Columns: label, from, until, every figure, and "late" for the chart. */
#define FIXED 3

struct sheet
table_of_parts(struct arena *a, bool is_dutch, const char *name,
    const char *heading, const char *chart, const struct part *parts, size_t n)
{
	struct column *columns =
	    arena_array(a, FIXED + n_metrics + 1, sizeof(*columns));
	struct sheet s = { .name = name,
		.n_columns = FIXED + n_metrics + 1,
		.columns = columns,
		.chart = { .title = chart,
		    .first = FIXED + n_metrics - 1,
		    .n = 2,
		    .is_stacked = true } };
	size_t in_time = place_of("in_time"), i, k;

	columns[0] = (struct column){ heading, LABEL_WIDTH };
	columns[1] = (struct column){ is_dutch ? "Van" : "From", VALUE_WIDTH };
	columns[2] =
	    (struct column){ is_dutch ? "Tot en met" : "To", VALUE_WIDTH };
	/* The series of the chart stand side by side at the end. */
	for (i = k = 0; i < n_metrics; i++) {
		if (i != in_time)
			columns[FIXED + k++] =
			    (struct column){ name_of(&metrics[i], is_dutch),
				    VALUE_WIDTH };
	}
	columns[FIXED + n_metrics - 1] =
	    (struct column){ name_of(&metrics[in_time], is_dutch),
		    VALUE_WIDTH };
	columns[FIXED + n_metrics] =
	    (struct column){ is_dutch ? "Waarvan te laat" : "Of which late",
		    VALUE_WIDTH };
	for (; n > 0; n--, parts++) {
		const struct figures *f = &parts->figures;
		struct cell *row = sheet_row(a, &s);

		row[0] = cell_text(parts->label);
		row[1] = cell_date(f->period.from);
		row[2] = cell_date(date_add(f->period.until, -1));
		for (i = k = 0; i < n_metrics; i++) {
			if (i != in_time)
				row[FIXED + k++] = cell_of(&metrics[i], f);
		}
		row[FIXED + n_metrics - 1] = cell_count(f->in_time);
		row[FIXED + n_metrics] = cell_count(f->due - f->in_time);
	}
	return s;
}

void
ledger_add(struct ledger *l, const struct entry *entry)
{
	if (l->n == l->room) {
		size_t room = l->room ? l->room * 2 : 64;

		l->at = arena_grow(l->arena, l->at, l->n, room, sizeof(*l->at));
		l->room = room;
	}
	l->at[l->n++] = *entry;
}

static int
compare_entries(const void *left, const void *right)
{
	const struct span *a = &((const struct entry *)left)->span;
	const struct span *b = &((const struct entry *)right)->span;

	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* Words of the table, Dutch and English. */
enum word {
	WORD_RECEIVED,
	WORD_REOPENED,
	WORD_RESUMED,
	WORD_IN_TIME,
	WORD_PROMISED,
	WORD_LATE,
	WORD_RUNS,
	WORD_WAITS,
	WORD_UNCOUNTED,
	WORD_YES,
};

static const struct {
	const char *nl, *en;
} words[] = {
	[WORD_RECEIVED] = { "vraag", "question" },
	[WORD_REOPENED] = { "heropend", "reopened" },
	[WORD_RESUMED] = { "terug van wachten", "back from waiting" },
	[WORD_IN_TIME] = { "op tijd", "in time" },
	[WORD_PROMISED] = { "op de toegezegde dag", "on the promised day" },
	[WORD_LATE] = { "te laat", "late" },
	[WORD_RUNS] = { "loopt", "runs" },
	[WORD_WAITS] = { "wacht op de vraagsteller", "waits for the asker" },
	[WORD_UNCOUNTED] = { "telt niet mee", "not counted" },
	[WORD_YES] = { "ja", "yes" },
};

static struct cell
cell_word(enum word w, bool is_dutch)
{
	return cell_text(is_dutch ? words[w].nl : words[w].en);
}

static const struct {
	const char *code, *nl, *en;
} reasons[] = {
	{ "answered", "beantwoord", "answered" },
	{ "hand", "beantwoord", "answered" },
	{ "phone", "telefonisch", "by telephone" },
	{ "referred", "doorverwezen", "referred on" },
	{ "no-answer-needed", "geen antwoord nodig", "no answer needed" },
	{ "duplicate", "dubbel", "duplicate" },
	{ "withdrawn", "ingetrokken", "withdrawn" },
	{ "expired", "niets meer gehoord", "nothing heard" },
};

static struct cell
cell_reason(const char *why, bool is_dutch)
{
	size_t i;

	for (i = 0; i < LENGTH(reasons); i++) {
		if (strcmp(reasons[i].code, why) == 0)
			return cell_text(
			    is_dutch ? reasons[i].nl : reasons[i].en);
	}
	return cell_text(why);
}

static enum word
outcome_of(const struct span *s, struct date today)
{
	bool is_handled = s->ended == SPAN_HANDLED;

	if (s->ended == SPAN_WAITS && !s->has_deadline)
		return WORD_WAITS;
	if (s->needs_no_answer || !s->has_deadline)
		return WORD_UNCOUNTED;
	if (is_handled ? s->over != SPAN_NONE : today.day > s->deadline.day)
		return WORD_LATE;
	if (!is_handled)
		return WORD_RUNS;
	return s->is_promised && date_of(s->end).day > s->norm_deadline.day
	    ? WORD_PROMISED
	    : WORD_IN_TIME;
}

/* The columns of a line; COLUMN_ASSIGNEE only where it is switched on. */
enum {
	COLUMN_NUMBER,
	COLUMN_BEGAN,
	COLUMN_START,
	COLUMN_TEAM,
	COLUMN_TOPIC,
	COLUMN_ORGANISATION,
	COLUMN_KIND,
	COLUMN_PROVINCE,
	COLUMN_NORM,
	COLUMN_NORM_DAY,
	COLUMN_DEADLINE,
	COLUMN_END,
	COLUMN_WHY,
	COLUMN_BY_HAND,
	COLUMN_WORK,
	COLUMN_ELAPSED,
	COLUMN_OUTCOME,
	COLUMN_CALENDAR,
	COLUMN_ASSIGNEE,
	COLUMNS,
};

static const struct {
	const char *nl, *en;
	double width;
} heads[] = {
	[COLUMN_NUMBER] = { "Nummer", "Number", 9 },
	[COLUMN_BEGAN] = { "Soort", "Kind", 12 },
	[COLUMN_START] = { "Ontvangen", "Received", 17 },
	[COLUMN_TEAM] = { "Team", "Team", 20 },
	[COLUMN_TOPIC] = { "Onderwerp", "Topic", 26 },
	[COLUMN_ORGANISATION] = { "Organisatie", "Organisation", 28 },
	[COLUMN_KIND] = { "Soort organisatie", "Kind of organisation", 18 },
	[COLUMN_PROVINCE] = { "Provincie", "Province", 15 },
	[COLUMN_NORM] = { "Norm (werkdagen)", "Norm (working days)", 11 },
	[COLUMN_NORM_DAY] = { "Norm tot en met", "Norm until", 12 },
	[COLUMN_DEADLINE] = { "Uiterlijk beantwoorden op", "Answer by", 13 },
	[COLUMN_END] = { "Afgehandeld", "Handled", 17 },
	[COLUMN_WHY] = { "Hoe", "How", 19 },
	[COLUMN_BY_HAND] = { "Met de hand gemeld", "Reported by hand", 11 },
	[COLUMN_WORK] = { "Werkdagen", "Working days", 11 },
	[COLUMN_ELAPSED] = { "Etmalen", "Days of 24 hours", 11 },
	[COLUMN_OUTCOME] = { "Op tijd", "In time", 22 },
	[COLUMN_CALENDAR] = { "Kalender", "Calendar", 14 },
	[COLUMN_ASSIGNEE] = { "Behandelaar", "Dealt with by", 18 },
};

static void
fill_entry(struct cell *row, const struct entry *e, struct date today,
    int day_minutes, bool is_dutch)
{
	const struct span *s = &e->span;

	row[COLUMN_NUMBER] = cell_count((size_t)s->question);
	row[COLUMN_BEGAN] = cell_word(s->began == SPAN_RECEIVED ? WORD_RECEIVED
	        : s->began == SPAN_REOPENED                     ? WORD_REOPENED
	                                                        : WORD_RESUMED,
	    is_dutch);
	row[COLUMN_START] = cell_moment(s->start);
	row[COLUMN_TEAM] = cell_text(e->team);
	row[COLUMN_TOPIC] = cell_text(s->topic);
	row[COLUMN_ORGANISATION] = cell_text(e->organisation);
	row[COLUMN_KIND] = cell_text(s->kind);
	row[COLUMN_PROVINCE] = cell_text(e->province);
	row[COLUMN_OUTCOME] = cell_word(outcome_of(s, today), is_dutch);
	row[COLUMN_CALENDAR] = cell_text(s->calendar);
	if (s->norm_deadline.day != 0) {
		row[COLUMN_NORM] =
		    cell_count(s->norm_days > 0 ? (size_t)s->norm_days : 0);
		row[COLUMN_NORM_DAY] = cell_date(s->norm_deadline);
	}
	if (s->has_deadline)
		row[COLUMN_DEADLINE] = cell_date(s->deadline);
	if (s->ended != SPAN_HANDLED)
		return;
	row[COLUMN_END] = cell_moment(s->end);
	row[COLUMN_WHY] = cell_reason(s->why, is_dutch);
	if (s->is_by_hand)
		row[COLUMN_BY_HAND] = cell_word(WORD_YES, is_dutch);
	row[COLUMN_WORK] = (struct cell){ .kind = CELL_DAYS,
		.number = figures_workdays(s->work, day_minutes) };
	row[COLUMN_ELAPSED] = (struct cell){ .kind = CELL_DAYS,
		.number = (double)(s->end.sec - s->start.sec) / 86400 };
}

struct sheet
table_of_questions(struct arena *a, bool is_dutch, struct ledger *l,
    struct instant now, int day_minutes, bool has_people)
{
	size_t i, n_columns = has_people ? COLUMNS : COLUMN_ASSIGNEE;
	struct column *columns = arena_array(a, COLUMNS, sizeof(*columns));
	struct sheet s = { .name = is_dutch ? "Vragen" : "Questions",
		.n_columns = n_columns,
		.columns = columns,
		.chart.title = "" };

	for (i = 0; i < n_columns; i++)
		columns[i] =
		    (struct column){ is_dutch ? heads[i].nl : heads[i].en,
			    heads[i].width };
	if (l->n > 1)
		qsort(l->at, l->n, sizeof(*l->at), compare_entries);
	for (i = 0; i < l->n; i++) {
		struct cell *row = sheet_row(a, &s);

		/* An answer that is to come does not exist yet. */
		if (l->at[i].span.end.sec > now.sec)
			l->at[i].span.ended = SPAN_OPEN;
		fill_entry(row, &l->at[i], date_of(now), day_minutes, is_dutch);
		if (has_people)
			row[COLUMN_ASSIGNEE] = cell_text(l->at[i].assignee);
	}
	return s;
}
