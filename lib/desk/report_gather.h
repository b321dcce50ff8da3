#ifndef POSTWACHT_REPORT_GATHER_H
#define POSTWACHT_REPORT_GATHER_H

#include "desk/cards.h"
#include "desk/report.h"
#include "edge/store_span.h"

/* Inside desk/report only: everything that one reading of the measurements
 * fills. */

/* A tally for each key, made at its first sight. */
struct groups {
	struct counts keys;
	size_t room;
	struct tally *at;
};

/* Words that are mostly the same as the one before. */
struct repeats {
	struct counts counts;
	const char *word;
	size_t place;
};

struct gathering {
	struct lens *lens;
	const struct report_ask *ask;
	struct period period, before;
	struct tally now, was;
	bool has_before;
	size_t n_parts;
	struct tally *parts;
	size_t n_weeks; /* whole ISO weeks of the period, for corrections */
	struct tally *weeks;
	size_t n_teams;
	struct tally *teams;
	struct groups groups;
	struct counts topics, norms;
	struct repeats kinds, calendars;
	int norm_days; /* of the span before; where it stands: */
	size_t norm_place;
	struct ledger *ledger;
	size_t n_assigned; /* none unless figures by person are on */
	struct assigned *assigned;
};

/* The name of a group for a reader; the key of a span's group. */
const char *gather_key(const struct gathering *g, const struct span *s);

/* How many different gemeenten asked in each province (users.md 27). */
void gather_provinces(const struct gathering *g, struct counts *out);

void gather_span(void *context, const struct span *span);

#endif
