#ifndef POSTWACHT_SPAN_H
#define POSTWACHT_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "term/calendar.h"
#include "triage/question.h"

struct arena;

enum span_began {
	SPAN_RECEIVED,
	SPAN_REOPENED,
	SPAN_RESUMED, /* the asker for whom it waited wrote again */
};

enum span_ended {
	SPAN_OPEN,
	SPAN_HANDLED,
	SPAN_WAITS, /* for the asker: no backlog (users.md 5) */
};

/* Minutes that are not there: not answered, not handled, not late. */
#define SPAN_NONE (-1)

/* In the place of the kind of the asker's organisation: a colleague put the
 * question down ("vraag: ..."), who was asked by telephone or in a meeting.
 * When he was is not known, so that it is counted apart (users.md, "Commands by
 * mail"). */
#define SPAN_TOLD "gemeld"

/*
 * One time in which a question was ours to answer: from the moment at which it
 * came (again) to its handling, or to the moment at which it began to wait for
 * its asker. A question is a row of spans; all figures are counted over spans.
 *
 * A span that has ended is a closed measurement: its minutes stay as they were
 * measured, by the calendar that it names (metrics.md, stability).
 */
struct span {
	int64_t question;
	int place; /* 0, 1, ... within its question */
	enum span_began began;
	enum span_ended ended;
	struct instant start, end; /* end: unless SPAN_OPEN */
	struct instant asked;      /* when the question was received */

	const char *team, *topic;
	const char *organisation, *kind; /* code or "", kind of organisation */
	bool is_told;                    /* kind is SPAN_TOLD */
	bool is_unassigned;              /* nobody, on the roster or off it */
	bool is_probably;                /* probably answered */

	const char *why; /* of the handling: "answered", ...; "" */
	bool is_by_hand;
	bool needs_no_answer; /* closed as such */
	bool is_answer;       /* it ended by the first answer of the question */

	/* Only on the last span of a stretch, and not while it waits unless the
	 * day had passed before: what had to be done by when. The deadline is the one that counts: the first
	 * that was broken, else the last. */
	bool has_deadline;
	struct date deadline;
	bool is_promised;
	/* Before any promise or extension; on the first span too, 0: none. */
	struct date norm_deadline;
	int norm_days; /* working days from its start to norm_deadline */

	int work;     /* working minutes of this span */
	int response; /* is_answer: working minutes from asked to end */
	int handling; /* SPAN_HANDLED: the same, less the pauses */
	int over;     /* working minutes past the deadline, when handled late;
	                 SPAN_NONE: in time, or not handled */

	/* When the question was handled next after this handling, 0: never. */
	struct instant handled_next;
	/* On the first span: the first answer, 0: none yet; and whether it was
	 * closed as needing none. */
	struct instant answered;
	bool is_none_needed;

	const char *calendar; /* version by which it was measured */
};

/*
 * The spans of a folded question, in order; none of a stretch that was no
 * question.
 *
 * in       kind  of the asker's organisation
 * out      n     none when the question is history or part of another one
 * owns     in the arena; strings are those of the question
 */
struct span *spans_of(struct arena *a, const struct question *q,
    const char *kind, const struct calendar *cal, size_t *n);

/* Keeps the minutes of each measurement that was closed before and has the
 * same start and end now. */
void spans_keep(
    struct span *now, size_t n, const struct span *before, size_t n_before);

/* Whether both say the same in every field. */
bool span_is_same(const struct span *a, const struct span *b);

/* Minutes of office time between two moments, 0 when `to` is not later. */
int span_minutes(
    const struct calendar *cal, struct instant from, struct instant to);

/* Minutes of office time in a whole working day, where no calendar says
 * otherwise. */
#define SPAN_DAY 480

#endif
