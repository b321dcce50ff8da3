/*
 * The weekly summary with all that goes with it. The view is gathered in
 * views_weekly.c, the words stand in the template.
 */

#include "desk/weekly.h"

#include "base/arena.h"
#include "base/text.h"
#include "desk/office.h"
#include "desk/views.h"
#include "edge/log.h"
#include "edge/studio.h"

#define PICTURE_ID "weeks@postwacht"

#define XLSX_TYPE \
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* An upper bound of a CSV of some weeks: far more than it can become. */
#define CSV_MAX 1048576

static bool
is_dutch(const struct office *o)
{
	return o->settings.language == LANGUAGE_NL;
}

static struct chart_point
point_of(struct arena *a, const struct week_figures *w, bool is_now)
{
	return (struct chart_point){
		.label = arena_printf(a, "%d", w->week.week),
		.value = { w->figures.in_time,
		    w->figures.due - w->figures.in_time },
		.is_now = is_now,
	};
}

struct chart
weekly_chart(
    struct arena *a, const struct office *o, const struct weekly_view *v)
{
	struct chart_point *points =
	    arena_array(a, v->n_before + 1, sizeof(*points));
	const struct week_figures now = { v->week, v->this_week };
	size_t i;

	for (i = 0; i < v->n_before; i++)
		points[i] = point_of(a, &v->before[i], false);
	points[i] = point_of(a, &now, true);
	return (struct chart){ .kind = CHART_STACKED,
		.axis = "week",
		.series = { is_dutch(o) ? "op tijd" : "in time",
		    is_dutch(o) ? "te laat" : "late" },
		.n = v->n_before + 1,
		.at = points };
}

/* A line for each week, the oldest first. */
static struct sheet
sheet_of_weeks(
    struct arena *a, const struct office *o, const struct weekly_view *v)
{
	bool nl = is_dutch(o);
	struct part *parts = arena_array(a, v->n_before + 1, sizeof(*parts));
	size_t i;

	for (i = 0; i < v->n_before; i++)
		parts[i] = (struct part){ words_week(a, o->settings.language,
			                      v->before[i].week),
			v->before[i].figures };
	parts[i] = (struct part){ words_week(a, o->settings.language, v->week),
		v->this_week };
	return table_of_parts(a, nl, nl ? "Cijfers" : "Figures", "Week",
	    nl ? "Op tijd en te laat, per week" : "In time and late, by week",
	    parts, v->n_before + 1);
}

static void
add_file(struct weekly *w, const struct letter_file *file)
{
	w->files[w->n_files++] = *file;
}

/* After what the studio gave: without a picture or a workbook the summary goes
 * out too, but not when it is made while the daemon ends. 0 or -1. */
static int
go_without(const struct studio *studio, int made, const char *event,
    const struct err *why, struct err *e)
{
	if (made < 0 && studio_is_stopped(studio)) {
		*e = *why;
		return -1;
	}
	if (made < 0)
		log_line(LEVEL_WARNING, "event=%s notice=weekly reason=\"%s\"",
		    event, why->text);
	return 0;
}

static int
add_picture(struct studio *studio, struct arena *a, const struct office *o,
    struct weekly *w, struct instant now, struct err *e)
{
	struct chart chart = weekly_chart(a, o, &w->view);
	struct letter_file file = {
		.name = "weken.png", .type = "image/png", .cid = PICTURE_ID
	};
	struct err why = { 0 };
	int made =
	    studio_png(studio, a, &chart, now, &file.bytes, &file.n, &why);

	if (made <= 0)
		return go_without(studio, made, "no-picture", &why, e);
	w->view.picture = PICTURE_ID;
	add_file(w, &file);
	return 0;
}

static int
add_book(struct studio *studio, struct arena *a, const struct office *o,
    struct weekly *w, const struct sheet *weeks, struct instant now,
    struct err *e)
{
	const struct sheet sheets[] = { *weeks,
		table_of_questions(a, is_dutch(o), w->view.ledger, now,
		    w->view.this_week.day_minutes, false) };
	const struct book book = {
		.title = weeks->name,
		.made = now,
		.n = LENGTH(sheets),
		.sheets = sheets,
	};
	struct letter_file file = {
		.name = arena_printf(a, "%s-%d-week-%02d.xlsx",
		    is_dutch(o) ? "vragen" : "questions", w->view.week.year,
		    w->view.week.week),
		.type = XLSX_TYPE,
	};
	struct err why = { 0 };
	int made =
	    studio_book(studio, a, &book, now, &file.bytes, &file.n, &why);

	if (made <= 0)
		return go_without(studio, made, "no-workbook", &why, e);
	w->view.has_files = true;
	add_file(w, &file);
	return 0;
}

static void
add_csv(struct arena *a, const struct office *o, struct weekly *w,
    const struct sheet *weeks)
{
	SCOPED(text_done) struct text csv = { 0 };
	struct letter_file file = {
		.name = arena_printf(a, "%s-%d-week-%02d.csv",
		    is_dutch(o) ? "cijfers" : "figures", w->view.week.year,
		    w->view.week.week),
		.type = "text/csv; charset=utf-8",
	};

	text_init(&csv, CSV_MAX);
	sheet_csv(weeks, is_dutch(o), &csv);
	file.bytes = arena_copy_n(a, csv.data, csv.len);
	file.n = csv.len;
	add_file(w, &file);
}

int
weekly_make(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, const struct planned *p, struct instant now,
    struct weekly *out, struct err *e)
{
	struct sheet weeks;

	*out = (struct weekly){ .n_files = 0 };
	if (view_weekly(s, o, a, p, now, &out->view, e) != 0)
		return -1;
	weeks = sheet_of_weeks(a, o, &out->view);
	if (add_picture(studio, a, o, out, now, e) != 0 ||
	    add_book(studio, a, o, out, &weeks, now, e) != 0)
		return -1;
	add_csv(a, o, out, &weeks);
	return render_weekly(o->templates, a, &out->view, &out->body, e);
}
