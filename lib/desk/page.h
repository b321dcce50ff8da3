#ifndef POSTWACHT_PAGE_H
#define POSTWACHT_PAGE_H

#include "notice/page_view.h"

struct arena;
struct office;
struct store;
struct studio;

/*
 * What the page shows: the questions that wait for us or for their asker,
 * history left out, as the digest counts them.
 *
 * returns  0; -1 as store.h
 */
int page_read(struct store *s, const struct office *o, struct arena *a,
    struct instant now, struct page_view *out, struct err *e) MUST_CHECK;

/*
 * Adds the figures of the last nine weeks that are over, where the store has
 * been measured (desk/measure), with their charts. A chart that cannot be
 * drawn is left out and logged.
 *
 * returns  0; -1 as store.h
 */
int page_add_figures(struct store *s, const struct office *o,
    struct studio *studio, struct arena *a, struct page_view *v,
    struct err *e) MUST_CHECK;

/* Its questions as a table, for questions.csv. */
struct sheet page_sheet(
    struct arena *a, const struct office *o, const struct page_view *v);

#endif
