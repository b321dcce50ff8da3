#ifndef POSTWACHT_VIEW_H
#define POSTWACHT_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "report/figures.h"
#include "term/roster.h"
#include "triage/question.h"

/*
 * What a notice shows, as plain facts without wording: the templates
 * (rules/templates) turn a view into text and HTML.
 */

/* A question as a reader finds it back in Outlook. */
struct card {
	const struct question *question;
	const char *organisation; /* "gemeente Deventer", "GGD Twente" or "" */
	const char *asker;        /* display name, else address, else "" */
	const char *subject;      /* exact, "" when there is none */
	const char *topic;        /* "" while unknown */
	const char *topic_why; /* "bkr, beroepskracht-kindratio": the words */
	const char *assignee;  /* name of the colleague, "" when nobody */
	const char *folder;    /* where the opening message stands */
	int days_late;         /* working days; 0 unless late */
	struct instant answered_at; /* probably answered: the evidence */
	const char *answered_by;    /* name, for "probably answered"; else "" */
};

struct cards {
	size_t n;
	const struct card *at;
};

/* A human message that was taken as no question. */
struct other_mail {
	const char *sender; /* name or address */
	const char *organisation;
	const char *subject;
	struct instant received;
};

/* Messages since the previous digest, as they were filed. */
struct intake {
	struct instant since, until;
	size_t messages, new_questions, with_known, no_question;
	size_t newsletters, auto_replies, invitations, bounces, receipts, spam;
	size_t ours; /* own notices seen in Sent: not in messages */
	size_t set_aside;
	size_t n_human_others;
	const struct other_mail *human_others;
};

struct mailbox_view {
	const char *name;
	bool is_well;
	struct instant read_until;
	const char *trouble; /* one sentence, when not well */
};

/* What was carried out by hand since the previous digest. */
struct done_line {
	int64_t question;
	const char *what; /* "answered", "phone", "referred", ... */
	struct instant at;
};

struct digest_view {
	const struct colleague *recipient;
	const struct colleague *stands_in_for; /* NULL: nobody */
	const struct roster *roster;
	struct date day;
	size_t n_open;
	size_t n_teams;
	const struct team_count {
		const struct team *team;
		size_t n_open;
	} * teams;
	struct cards late, today, week, later, fresh, interim, look;
	/* week: rest of this ISO week; fresh: new since
	                         the previous digest; look: graag even kijken,
	                         either question->probably or is_doubtful */
	size_t n_waiting;
	struct intake intake;
	size_t n_mailboxes;
	const struct mailbox_view *mailboxes;
	size_t n_done;
	const struct done_line *done;
	size_t n_uncertain; /* earlier notices that may not have arrived */
};

/* Both the overdue alert and the reminder: one mail for all of his. */
struct alert_view {
	const struct colleague *recipient;
	const struct colleague *stands_in_for;
	struct date day;
	struct cards late, today, tomorrow;
	struct date next_alert; /* when there is something late */
	struct instant read_until;
};

struct week_figures {
	struct iso_week week;
	struct figures figures;
};

struct weekly_view {
	const struct colleague *recipient;
	const struct team *team;
	struct iso_week week;
	struct figures this_week;
	size_t n_before; /* 0..8 weeks before, oldest first */
	const struct week_figures *before;
	struct figures before_total; /* all of those weeks as one period */
	struct cards late, coming;   /* number, organisation, topic: no names */
	size_t n_topics;
	const struct topic_count {
		const char *topic;
		size_t n;
	} * topics;                                            /* most first */
	size_t municipalities_this_year, municipalities_known; /* 342 */
	size_t municipalities_new; /* this week for the first time this year */
	struct intake intake;      /* of the week */
	size_t internal_questions; /* of colleagues: not counted */
	const char *norm;          /* "5 werkdagen" */
};

struct operator_view {
	const struct colleague *recipient;
	struct mailbox_view mailbox;
	struct instant since; /* last time that all was well */
	bool is_all_clear;
};

#endif
