#ifndef POSTWACHT_PAGE_VIEW_H
#define POSTWACHT_PAGE_VIEW_H

#include "notice/report_view.h"
#include "notice/view.h"

/* In which order a question wants to be looked at. */
enum urgency {
	URGENCY_LATE,
	URGENCY_TODAY,
	URGENCY_WEEK,     /* by this Sunday */
	URGENCY_LATER,    /* or without a deadline */
	URGENCY_DOUBTFUL, /* probably answered, perhaps no question, or a
	                      further interim answer */
	URGENCY_WAITING,  /* for its asker */
	URGENCIES,
};

enum urgency urgency_of(const struct question *q, struct date today);

const char *urgency_name(enum urgency u); /* "late", "today", ... */

/* A question and what happened to it, undone events left out. */
struct page_question {
	struct card card;
	enum urgency urgency;
	size_t n_events;
	const struct event *events;
};

/*
 * What overview.html and questions.csv show. Who asked and about what
 * (subjects) only with has_names; who of the team deals with it only with
 * has_people (users.md 21).
 */
struct page_view {
	struct instant made;
	bool has_names, has_people;
	const struct roster *roster;
	size_t n;
	const struct page_question *at; /* the most urgent first */
	size_t n_mailboxes;
	const struct mailbox_view *mailboxes;
	const struct report_view *figures; /* of the week before, by week;
	                                 NULL: not measured */
};

#endif
