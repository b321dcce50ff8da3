#ifndef POSTWACHT_METRICS_H
#define POSTWACHT_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "report/figures.h"

/* How a figure is told. */
enum metric_kind {
	METRIC_COUNT,
	METRIC_SHARE,   /* of a whole: 0..1 */
	METRIC_WORK,    /* working days, one decimal */
	METRIC_ELAPSED, /* days of 24 hours, one decimal */
	METRIC_AGE,     /* whole working days */
};

/* One figure of struct figures, with its name in tables, workbooks and CSV. */
struct metric {
	const char *key; /* "in_time", the same in every language */
	const char *nl, *en;
	enum metric_kind kind;
	size_t at;      /* offset in struct figures */
	size_t n_at;    /* METRIC_WORK, _ELAPSED: of how many it is said;
	                      METRIC_SHARE: of the whole */
	size_t least;   /* below so many it is not said (users.md 26); a
	                 share over eight weeks and longer always is */
	bool is_no_sum; /* over two periods it is not the sum of both */
	bool is_main;   /* in the short table, not only in the full one */
};

/* All of them, in the order of tables. */
extern const struct metric metrics[];
extern const size_t n_metrics;

/* The value: days, a share or a count. False where it is not said. */
bool metric_value(const struct metric *m, const struct figures *f, double *out);

#endif
