/*
 * A report's charts and its workbook.
 */

#include <string.h>

#include "base/arena.h"
#include "desk/office.h"
#include "desk/report.h"
#include "edge/studio.h"

static bool
is_dutch(const struct office *o)
{
	return o->settings.language == LANGUAGE_NL;
}

static const char *
axis_of(const struct office *o, enum period_kind kind)
{
	switch (kind) {
	case PERIOD_WEEK:
		return "week";
	case PERIOD_MONTH:
		return is_dutch(o) ? "maand" : "month";
	case PERIOD_QUARTER:
	case PERIOD_YEAR:
	case PERIOD_DAYS:
		break;
	}
	return "";
}

static struct chart
chart_of_parts(struct arena *a, const struct office *o,
    const struct report_view *v, bool is_flow)
{
	struct chart_point *points =
	    arena_array(a, v->n_parts + 1, sizeof(*points));
	bool nl = is_dutch(o);
	size_t i;

	for (i = 0; i < v->n_parts; i++) {
		const struct figures *f = &v->parts[i].figures;

		points[i] = (struct chart_point){
			.label = v->parts[i].label,
			.value = { is_flow ? f->received : f->in_time,
			    is_flow ? f->handled : f->due - f->in_time },
			.is_now =
			    f->period.from.day == v->now.period.from.day &&
			    f->period.until.day == v->now.period.until.day,
		};
	}
	return (struct chart){
		.kind = is_flow ? CHART_PAIRS : CHART_STACKED,
		.axis = axis_of(o, v->part_kind),
		.series = { is_flow ? nl ? "binnengekomen" : "received"
		        : nl        ? "op tijd"
		                    : "in time",
		    is_flow  ? nl ? "afgehandeld" : "handled"
		        : nl ? "te laat"
		             : "late" },
		.n = v->n_parts,
		.at = points,
	};
}

struct chart
report_chart_in_time(
    struct arena *a, const struct office *o, const struct report_view *v)
{
	return chart_of_parts(a, o, v, false);
}

struct chart
report_chart_flow(
    struct arena *a, const struct office *o, const struct report_view *v)
{
	return chart_of_parts(a, o, v, true);
}

struct chart
report_chart_topics(
    struct arena *a, const struct office *o, const struct report_view *v)
{
	size_t i,
	    n = v->topics.n < REPORT_TOPICS_MOST ? v->topics.n
	                                         : REPORT_TOPICS_MOST;
	struct chart_point *points = arena_array(a, n + 1, sizeof(*points));

	for (i = 0; i < n; i++) {
		const char *label = v->topics.at[i].label;

		points[i].label = *label ? label
		    : is_dutch(o)        ? "onbekend"
		                         : "unknown";
		points[i].value[0] = v->topics.at[i].n;
	}
	return (struct chart){ .kind = CHART_ROWS,
		.axis = "",
		.series = { is_dutch(o) ? "vragen" : "questions", "" },
		.n = n,
		.at = points };
}

int
report_draw(struct studio *studio, struct arena *a, const struct office *o,
    struct report_view *v, struct err *e)
{
	const struct chart in_time = report_chart_in_time(a, o, v);
	const struct chart flow = report_chart_flow(a, o, v);
	const struct chart topics = report_chart_topics(a, o, v);

	if (studio_svg_uri(
	        studio, a, &in_time, v->made, &v->in_time_picture, e) < 0 ||
	    studio_svg_uri(studio, a, &flow, v->made, &v->flow_picture, e) < 0)
		return -1;
	if (topics.n == 0)
		return 0;
	return studio_svg_uri(
	           studio, a, &topics, v->made, &v->topics_picture, e) < 0
	    ? -1
	    : 0;
}

/* Every figure of the whole: this period and the one before. */
static struct sheet
sheet_of_whole(
    struct arena *a, const struct office *o, const struct report_view *v)
{
	struct part *parts = arena_array(a, 2, sizeof(*parts));
	bool nl = is_dutch(o);
	size_t n = 0;

	if (v->has_before)
		parts[n++] = (struct part){ v->before_title, v->before };
	parts[n++] = (struct part){ v->title, v->now };
	return table_of_parts(a, nl, nl ? "Cijfers" : "Figures",
	    nl ? "Periode" : "Period",
	    nl ? "Op tijd en te laat" : "In time and late", parts, n);
}

const char *
report_by_heading(const struct office *o, enum report_by by)
{
	static const char *const names[][2] = {
		[BY_NOTHING] = { "", "" },
		[BY_TEAM] = { "Team", "Team" },
		[BY_TOPIC] = { "Onderwerp", "Topic" },
		[BY_KIND] = { "Soort organisatie", "Kind of organisation" },
		[BY_PROVINCE] = { "Provincie", "Province" },
		[BY_MUNICIPALITY] = { "Gemeente", "Municipality" },
		[BY_PERSON] = { "Medewerker", "Person" },
	};

	return names[by][!is_dutch(o)];
}

/* Outside the team a gemeente with one or two questions is not named, in the
 * list of questions either. */
static void
hide_small(struct arena *a, struct ledger *l)
{
	struct counts seen = { .arena = a };
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (l->at[i].span.place == 0)
			counts_add(&seen, l->at[i].span.organisation);
	}
	for (i = 0; i < l->n; i++) {
		const char *code = l->at[i].span.organisation;

		if (figures_is_municipality(code) &&
		    seen.at[counts_place(&seen, code)].n <= REPORT_SMALL_MOST)
			l->at[i].organisation = "";
	}
}

struct book
report_book(
    struct arena *a, const struct office *o, const struct report_view *v)
{
	struct sheet *sheets = arena_array(a, 5, sizeof(*sheets));
	struct book book = { .title = v->title, .made = v->made };
	bool nl = is_dutch(o);

	sheets[book.n++] = sheet_of_whole(a, o, v);
	sheets[book.n++] = table_of_parts(a, nl, nl ? "Verloop" : "Course",
	    nl ? "Periode" : "Period",
	    nl ? "Op tijd en te laat" : "In time and late", v->parts,
	    v->n_parts);
	if (v->n_teams > 0)
		sheets[book.n++] = table_of_parts(
		    a, nl, "Teams", "Team", "", v->teams, v->n_teams);
	if (v->n_groups > 0)
		sheets[book.n++] = table_of_parts(a, nl,
		    report_by_heading(o, v->by), report_by_heading(o, v->by),
		    "", v->groups, v->n_groups);
	if (v->ledger) {
		if (!v->is_within_team)
			hide_small(a, v->ledger);
		sheets[book.n++] = table_of_questions(a, nl, v->ledger, v->made,
		    v->now.day_minutes, v->has_people);
	}
	book.sheets = sheets;
	return book;
}
