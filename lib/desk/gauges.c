/*
 * How it goes, for Prometheus.
 */

#include "desk/gauges.h"

#include <string.h>

#include "base/text.h"
#include "report/prom.h"

#define NO_LABELS    ((const struct prom_label[PROM_LABELS]){ { 0 } })
#define LABEL(n, v)  ((const struct prom_label[PROM_LABELS]){ { (n), (v) } })
#define LABELS3(...) ((const struct prom_label[PROM_LABELS]){ __VA_ARGS__ })

/* What is counted of one team's questions. */
enum gauge {
	GAUGE_OPEN,
	GAUGE_LATE,
	GAUGE_TODAY,
	GAUGE_DOUBTFUL,
	GAUGE_WAITING,
	GAUGE_OLDEST,
	GAUGES,
};

static const struct {
	const char *name, *says;
} gauges[GAUGES] = {
	[GAUGE_OPEN] = { "postwacht_questions_open",
	    "Questions that wait for an answer, by team." },
	[GAUGE_LATE] = { "postwacht_questions_late",
	    "Open questions whose last day has passed and that nothing shows "
	    "to be answered." },
	[GAUGE_TODAY] = { "postwacht_questions_due_today",
	    "Open questions that must be answered today." },
	[GAUGE_DOUBTFUL] = { "postwacht_questions_doubtful",
	    "Open questions that somebody should have a look at." },
	[GAUGE_WAITING] = { "postwacht_questions_waiting",
	    "Questions that wait for their asker." },
	[GAUGE_OLDEST] = { "postwacht_question_oldest_seconds",
	    "Age of the oldest open question; 0 when there is none." },
};

static long long
gauge_of(const struct page_view *page, const char *team, enum gauge which)
{
	long long n = 0, age;
	size_t i;

	for (i = 0; i < page->n; i++) {
		const struct page_question *p = &page->at[i];
		const struct question *q = p->card.question;
		bool is_open = p->urgency != URGENCY_WAITING;

		if (strcmp(q->team, team) != 0)
			continue;
		age = page->made.sec - q->received.sec;
		if (which == GAUGE_OLDEST)
			n = is_open && age > n ? age : n;
		else
			n += which == GAUGE_OPEN   ? is_open
			    : which == GAUGE_LATE  ? p->urgency == URGENCY_LATE
			    : which == GAUGE_TODAY ? p->urgency == URGENCY_TODAY
			    : which == GAUGE_DOUBTFUL
			    ? p->urgency == URGENCY_DOUBTFUL
			    : !is_open;
	}
	return n;
}

static void
print_questions(struct text *out, const struct page_view *page)
{
	const struct roster *roster = page->roster;
	enum gauge t;
	size_t i;

	for (t = 0; t < GAUGES; t++) {
		prom_metric(out, gauges[t].name, PROM_GAUGE, gauges[t].says);
		for (i = 0; i < roster->n_teams; i++)
			prom_sample(out, gauges[t].name,
			    LABEL("team", roster->teams[i].code),
			    gauge_of(page, roster->teams[i].code, t));
		prom_sample(out, gauges[t].name, LABEL("team", "beide"),
		    gauge_of(page, "beide", t));
		prom_sample(out, gauges[t].name, LABEL("team", "unknown"),
		    gauge_of(page, "", t));
	}
}

static long long
mailbox_value(const struct mailbox_status *m, struct instant now, size_t which)
{
	switch (which) {
	case 0:
		return m->is_good;
	case 1:
		return *m->trouble != '\0';
	case 2:
		return m->has_read ? now.sec - m->read_until.sec : -1;
	case 3:
		return m->messages;
	case 4:
		return m->aside;
	default:
		return m->retry;
	}
}

static void
print_mailboxes(struct text *out, const struct status *s)
{
	static const struct {
		const char *name;
		enum prom_type type;
		const char *says;
	} rows[] = {
		{ "postwacht_mailbox_good", PROM_GAUGE,
		    "1 when the mailbox is read in time and nothing is wrong "
		    "with it." },
		{ "postwacht_mailbox_trouble", PROM_GAUGE,
		    "1 while the mailbox cannot be read." },
		{ "postwacht_mailbox_read_age_seconds", PROM_GAUGE,
		    "Time since the last complete look; -1: there was none." },
		{ "postwacht_mailbox_messages_total", PROM_COUNTER,
		    "Messages that were first seen in the mailbox." },
		{ "postwacht_mailbox_set_aside", PROM_GAUGE,
		    "Messages that could not be filed." },
		{ "postwacht_mailbox_to_retry", PROM_GAUGE,
		    "Messages that are to be fetched again." },
	};
	size_t i, k;

	for (i = 0; i < LENGTH(rows); i++) {
		prom_metric(out, rows[i].name, rows[i].type, rows[i].says);
		for (k = 0; k < s->n_mailboxes; k++)
			prom_sample(out, rows[i].name,
			    LABEL("mailbox", s->mailboxes[k].name),
			    mailbox_value(&s->mailboxes[k], s->at, i));
	}
}

static void
print_whole(struct text *out, const struct status *s)
{
	const struct {
		const char *name, *says;
		long long value;
	} rows[] = {
		{ "postwacht_good",
		    "1 when the desk runs, every mailbox is good and nothing "
		    "is held.",
		    s->is_good },
		{ "postwacht_held", "1 while the post waits for a person.",
		    s->hold.reason != HOLD_NONE },
		{ "postwacht_clock_behind_seconds",
		    "How far the clock lies behind the last tick.", s->behind },
		{ "postwacht_outbox_waiting", "Notices that wait to be sent.",
		    s->outbox.waiting },
		{ "postwacht_outbox_oldest_seconds",
		    "Age of the oldest notice that waits; 0 when none does.",
		    s->outbox.oldest.sec ? s->at.sec - s->outbox.oldest.sec
		                         : 0 },
		{ "postwacht_outbox_uncertain",
		    "Notices of which it is not known whether they arrived.",
		    s->outbox.uncertain },
		{ "postwacht_calendar_ends_soon",
		    "1 when the next decree on equated days is to be added.",
		    s->calendar_ends_soon },
		{ "postwacht_last_tick_timestamp_seconds",
		    "Moment of the last tick, in Unix time.",
		    s->last_tick.sec },
		{ "postwacht_written_timestamp_seconds",
		    "Moment at which this file was made, in Unix time.",
		    s->at.sec },
	};
	size_t i;

	for (i = 0; i < LENGTH(rows); i++) {
		prom_metric(out, rows[i].name, PROM_GAUGE, rows[i].says);
		prom_sample(out, rows[i].name, NO_LABELS, rows[i].value);
	}
	prom_metric(out, "postwacht_info", PROM_GAUGE,
	    "Always 1; says what is at work.");
	prom_sample(out, "postwacht_info",
	    LABELS3({ "version", POSTWACHT_VERSION },
	        { "rules", s->rules_version },
	        { "calendar", s->calendar_version }),
	    1);
}

void
gauges_print(
    struct text *out, const struct status *status, const struct page_view *page)
{
	print_whole(out, status);
	print_mailboxes(out, status);
	print_questions(out, page);
}
