#ifndef POSTWACHT_REPORT_H
#define POSTWACHT_REPORT_H

#include "notice/report_view.h"
#include "report/book.h"
#include "report/chart.h"

struct arena;
struct office;
struct store;
struct studio;

/* Outside the team a gemeente with so many questions is not named (users.md
 * 27). */
#define REPORT_SMALL_MOST 2

struct report_ask {
	enum period_kind kind;
	struct period period;
	const char *team; /* NULL: all */
	enum report_by by;
	bool is_within_team; /* gemeenten with one or two questions are named */
	bool has_questions;  /* the ledger is wanted */
};

/*
 * A report over any period, read from the measurements in one go.
 *
 * returns  0; -1: ERR_FIX when figures per person are asked for and not
 *          switched on, else as store.h
 */
int report_make(struct store *s, const struct office *o, struct arena *a,
    const struct report_ask *ask, struct instant now, struct report_view *out,
    struct err *e) MUST_CHECK;

/* Its charts, for whoever draws them: in time and late by part, received and
 * handled by part, the first dozen topics. In the arena. */
struct chart report_chart_in_time(
    struct arena *a, const struct office *o, const struct report_view *v);
struct chart report_chart_flow(
    struct arena *a, const struct office *o, const struct report_view *v);
struct chart report_chart_topics(
    struct arena *a, const struct office *o, const struct report_view *v);

/* Draws its charts as SVG; while the studio rests there are none. 0, or -1 as
 * studio_svg_uri. */
int report_draw(struct studio *studio, struct arena *a, const struct office *o,
    struct report_view *v, struct err *e) MUST_CHECK;

/* The figures by part and by group, and the questions where the report has
 * them, as a workbook. */
struct book report_book(
    struct arena *a, const struct office *o, const struct report_view *v);

/* The heading of a column of groups: "Gemeente", "Municipality". */
const char *report_by_heading(const struct office *o, enum report_by by);

#endif
