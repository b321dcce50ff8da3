#ifndef POSTWACHT_STORE_TAKING_H
#define POSTWACHT_STORE_TAKING_H

#include "edge/store_span.h"
#include "edge/store_sql.h"

/*
 * Inside the store only: spans as a statement gives them, as the arguments of
 * the SQL function take_span(). A million of them as rows of a result take a
 * quarter of a second more.
 */

/* Makes the function known, before the statements are prepared: 0 or -1. */
int taking_ready(struct store *s, struct err *e) MUST_CHECK;

/* Runs a statement to its end: each span for which it calls take_span() goes
 * to `take`. The strings of all spans live in the arena, each word once. */
int taking_run(struct store *s, sqlite3_stmt *q, struct arena *a,
    store_span_taker *take, void *context, struct err *e) MUST_CHECK;

#endif
