#ifndef POSTWACHT_TABLES_H
#define POSTWACHT_TABLES_H

#include "report/book.h"
#include "report/figures.h"
#include "report/span.h"

struct arena;

/* One line of a table of figures: a week, a team, a topic, ... */
struct part {
	const char *label; /* as it is shown */
	struct figures figures;
};

/* The figures of parts, a line each; `heading` says what the lines are. All
 * strings must outlive the sheet. A chart of in time and late goes with it
 * when `chart` says its title. */
struct sheet table_of_parts(struct arena *a, bool is_dutch, const char *name,
    const char *heading, const char *chart, const struct part *parts, size_t n);

/* A question's span with the names that a reader knows. */
struct entry {
	struct span span;
	const char *team, *organisation, *province;
	const char *assignee; /* "" unless figures per person are on */
};

struct ledger {
	struct arena *arena;
	size_t n, room;
	struct entry *at;
};

/* Adds a line; its strings must outlive the ledger. */
void ledger_add(struct ledger *l, const struct entry *entry);

/*
 * The questions behind figures, a line a span, by number.
 *
 * in       now         the spans as they were known then
 *          day_minutes  as in struct figures
 *          has_people  with the column of who dealt with it
 */
struct sheet table_of_questions(struct arena *a, bool is_dutch,
    struct ledger *l, struct instant now, int day_minutes, bool has_people);

#endif
