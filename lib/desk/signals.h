#ifndef POSTWACHT_SIGNALS_H
#define POSTWACHT_SIGNALS_H

#include "notice/agenda.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;

/*
 * What asks for attention at once, and why: what the messages say that were
 * filed lately (triage/notable.h), and of an open question its term, its topic
 * and the kind of the asker's organisation, as far as the settings name them.
 * questions: those that are open or waiting, by number.
 */
int signals_of(struct store *s, const struct office *o, struct arena *a,
    const struct question *questions, size_t n, struct instant now,
    struct signal **out, size_t *out_n, struct err *e) MUST_CHECK;

/* What the mail about one shows. */
int view_signal(struct store *s, const struct office *o, struct arena *a,
    const struct planned *p, struct instant now, struct signal_view *out,
    struct err *e) MUST_CHECK;

#endif
