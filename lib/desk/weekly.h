#ifndef POSTWACHT_WEEKLY_H
#define POSTWACHT_WEEKLY_H

#include "notice/agenda.h"
#include "notice/letter.h"
#include "notice/view.h"

struct arena;
struct office;
struct store;
struct studio;

/* A weekly summary as it goes out: its words, its picture, its files. */
struct weekly {
	struct weekly_view view;
	struct rendered body;
	size_t n_files;
	struct letter_file files[3];
};

/*
 * Makes the summary that was planned. A picture or workbook that cannot be
 * made is left out and logged: the figures go out anyway, also as a table.
 *
 * returns  0; -1 when the store cannot be read, the template fails or the
 *          studio was stopped: the summary is then made by the next start
 */
int weekly_make(struct store *s, const struct office *o, struct studio *studio,
    struct arena *a, const struct planned *p, struct instant now,
    struct weekly *out, struct err *e) MUST_CHECK;

/* The chart of in time and late, by week; in the arena. */
struct chart weekly_chart(
    struct arena *a, const struct office *o, const struct weekly_view *v);

#endif
