#ifndef POSTWACHT_CHART_H
#define POSTWACHT_CHART_H

#include <stdbool.h>
#include <stddef.h>

enum chart_kind {
	CHART_STACKED, /* the second series on top of the first */
	CHART_PAIRS,   /* both side by side */
	CHART_ROWS,    /* the first series alone, as lying bars with names */
};

/* Series of a chart at most; each has a pattern of its own, so that it is
 * told apart in print and by the colour-blind. */
#define CHART_SERIES 2

/* One bar, or pair of them. */
struct chart_point {
	const char *label; /* "47", "nov", a topic */
	size_t value[CHART_SERIES];
	bool is_now; /* what the reader came for: shown bold */
};

/* What is to be drawn; the same for mail, report and page. */
struct chart {
	enum chart_kind kind;
	const char *axis; /* what the labels are: "week" */
	const char
	    *series[CHART_SERIES]; /* their names; the second "" : none */
	size_t n;
	const struct chart_point *at;
};

#endif
