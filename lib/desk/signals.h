#ifndef POSTWACHT_SIGNALS_H
#define POSTWACHT_SIGNALS_H

#include "notice/agenda.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;

/*
 * Which of these questions ask for attention at once, and as what: by the name
 * of their term, their topic, or the kind of the asker's organisation.
 */
int signals_of(struct store *s, const struct office *o, struct arena *a,
    const struct question *questions, size_t n, struct instant now,
    struct signal **out, size_t *out_n, struct err *e) MUST_CHECK;

/* What the mail about one shows. */
int view_signal(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct signal_view *out,
    struct err *e) MUST_CHECK;

#endif
