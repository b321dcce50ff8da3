/*
 * Steps long before a deadline. Knows shares of a term and working days before
 * its end; whom they fall to it is told.
 */

#include "notice/lead.h"

#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "term/term.h"

static const struct lead half = { true, LEAD_HALF };
static const struct lead_rule usual = { "", 1, &half };

int
lead_parse(const char *s, struct lead *out, struct err *e)
{
	size_t digits = strspn(s, "0123456789");
	const char *unit = s + digits + strspn(s + digits, " ");
	struct term term;

	if (strcmp(unit, "%") == 0 && digits > 0 && digits < 3) {
		int n = s[0] - '0';

		if (digits == 2)
			n = n * 10 + s[1] - '0';
		if (n > 0) {
			*out = (struct lead){ true, n };
			return 0;
		}
	}
	if (term_parse(s, &term, NULL) == 0 && term.unit == TERM_WORKDAYS) {
		*out = (struct lead){ false, term.length };
		return 0;
	}
	return err_set(e, ERR_ITEM,
	    "\"%.40s\" is no step before a deadline; expected a share of the "
	    "term (\"50 %%\") or working days (\"5 werkdagen\")",
	    s);
}

/* The rule of a term, else the one of all others. */
static const struct lead_rule *
rule_of(const struct agenda_options *o, const char *term)
{
	const struct lead_rule *others = NULL;
	size_t i;

	for (i = 0; i < o->n_lead_rules; i++) {
		if (text_is_same(o->lead_rules[i].term, term))
			return &o->lead_rules[i];
		if (!*o->lead_rules[i].term)
			others = &o->lead_rules[i];
	}
	return others;
}

/* His last working day up to d, absent or not; d itself when there is none
 * after `first`. */
static struct date
moved_back(const struct calendar *cal, const struct colleague *c, struct date d,
    struct date first)
{
	struct date day = d;

	while (day.day > first.day) {
		if (roster_is_on(c, cal, day))
			return day;
		day = date_add(day, -1);
	}
	return d;
}

static struct date
day_of(const struct calendar *cal, const struct lead *lead, struct date start,
    struct date end)
{
	int length = calendar_workdays_between(cal, start, end);

	if (!lead->is_share)
		return calendar_add_workdays(cal, end, -lead->n);
	return calendar_add_workdays(cal, start, length * lead->n / 100);
}

/* Half of a day that was promised or given later says nothing. */
static bool
is_given(const struct question *q)
{
	const char *why =
	    q->n_stretches ? q->stretches[q->n_stretches - 1].deadline_why : "";

	return strcmp(why, "promised") == 0 || strcmp(why, "extended") == 0;
}

bool
lead_find(const struct agenda_input *in, const struct question *q,
    const struct colleague *recipient, struct date today, struct lead_step *out)
{
	const struct calendar *cal = in->calendar;
	const struct lead_rule *rule = rule_of(&in->options, q->term);
	struct date start = date_of(q->received);
	bool has_any = false;
	size_t i;

	if (q->n_stretches)
		start = date_of(q->stretches[q->n_stretches - 1].start);
	if (!rule &&
	    (calendar_workdays_between(cal, start, q->deadline) <
	            LEAD_LONG_TERM ||
	        is_given(q)))
		return false;
	if (!rule)
		rule = &usual;
	for (i = 0; i < rule->n_leads; i++) {
		struct date day = moved_back(cal, recipient,
		    day_of(cal, &rule->leads[i], start, q->deadline), start);

		if (day.day <= start.day || day.day > today.day ||
		    (has_any && day.day <= out->day.day))
			continue;
		*out = (struct lead_step){ rule->leads[i], day };
		has_any = true;
	}
	return has_any;
}
