#ifndef POSTWACHT_STORE_SPAN_H
#define POSTWACHT_STORE_SPAN_H

#include "edge/store.h"
#include "report/figures.h"
#include "report/span.h"

/*
 * The measurements of questions. They are a projection like the question's
 * own row, kept in the same transaction as its events; every function: 0 or
 * what it says, -1 as in store.h.
 */

/* Brings the spans of a question into line with its events. Measurements that
 * were closed before keep their minutes and their calendar. */
int store_spans_project(struct store *s, struct arena *a,
    const struct question *q, const struct calendar *cal,
    struct err *e) MUST_CHECK;

/* Whether they are: 1, 0, -1. */
int store_spans_check(struct store *s, struct arena *a,
    const struct question *q, const struct calendar *cal,
    struct err *e) MUST_CHECK;

/* Called with each span that concerns a period. */
typedef void store_span_taker(void *context, const struct span *span);

/* owns     the strings of all spans, each once, in the arena */
int store_spans(struct store *s, struct arena *a, struct period period,
    store_span_taker *take, void *context, struct err *e) MUST_CHECK;

/* Who asked in a period, once a question: an organisation's code and when.
 * team NULL: all. */
typedef void store_asker_taker(
    void *context, const char *organisation, struct instant start);

int store_askers(struct store *s, struct period period, const char *team,
    store_asker_taker *take, void *context, struct err *e) MUST_CHECK;

/* Who has which question: measurements name nobody, so that they outlive the
 * people (users.md 28). By number; only for figures by person. */
struct assigned {
	int64_t question;
	const char *assignee; /* roster id */
};

int store_assignees(struct store *s, struct arena *a, struct assigned **out,
    size_t *n, struct err *e) MUST_CHECK;

/* Messages of a period that are in no question, of one kind. */
struct left_out_row {
	enum kind kind;
	bool is_internal; /* of a colleague */
	size_t n;
};

/* Questions that are in no figure. */
struct uncounted {
	size_t merged;  /* part of another one */
	size_t history; /* from before the activation */
	size_t none;    /* no question, as a person said */
};

/* team NULL: all. */
int store_left_out(struct store *s, struct arena *a, struct period period,
    const char *team, struct left_out_row **out, size_t *n,
    struct err *e) MUST_CHECK;
int store_questions_left_out(struct store *s, struct period period,
    const char *team, struct uncounted *out, struct err *e) MUST_CHECK;

/* A figure as a summary told it. */
struct told_figure {
	const char *key;  /* of the notice (notice/agenda.h) */
	const char *name; /* as it was stored, store_summary_figure */
	double value;
};

/* By the summaries of a team ("" : of all) of that day or later, the last one
 * last. */
int store_summaries(struct store *s, struct arena *a, const char *team,
    struct date since, struct told_figure **out, size_t *n,
    struct err *e) MUST_CHECK;

/* Whether a question is of SPAN_TOLD. */
int store_question_told(
    struct store *s, int64_t question, bool *out, struct err *e) MUST_CHECK;

#endif
