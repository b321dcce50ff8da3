#ifndef POSTWACHT_VIEWS_H
#define POSTWACHT_VIEWS_H

#include "notice/agenda.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;

/*
 * Fills the views of notice/view.h from the store. Everything is read at one
 * moment; strings live in the arena. Each: 0, or -1 when the store cannot be
 * read.
 */
int view_digest(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct digest_view *out,
    struct err *e) MUST_CHECK;

int view_alert(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct alert_view *out,
    struct err *e) MUST_CHECK;

int view_weekly(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct weekly_view *out,
    struct err *e) MUST_CHECK;

/* What a reader sees of one question, as it stands at `now`. */
int view_card(struct store *s, const struct office *o, struct arena *a,
    const struct question *q, struct instant now, struct card *out,
    struct err *e) MUST_CHECK;

/* The weekly figures of any ISO week and team ("" or NULL: all). */
int view_week(struct store *s, const struct office *o, struct arena *a,
    const char *team, struct iso_week week, struct instant now,
    struct weekly_view *out, struct err *e) MUST_CHECK;

#endif
