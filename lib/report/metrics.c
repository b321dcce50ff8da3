/*
 * The names of all figures: one table for text, page, workbook and CSV, so
 * that no two of them call a figure differently.
 */

#include "report/metrics.h"

#include "report/period.h"

/* users.md 26: no p90 under 10. A median needs no least number. */
#define P90_MIN 10

#define MINUTES_A_DAY 1440

#define AT(field) offsetof(struct figures, field)
#define COUNT(name, dutch, english, field, main)                               \
	{                                                                      \
		.key = name, .nl = dutch, .en = english, .kind = METRIC_COUNT, \
		.at = AT(field), .is_main = main                               \
	}
#define STATE(name, dutch, english, field, main)                               \
	{                                                                      \
		.key = name, .nl = dutch, .en = english, .kind = METRIC_COUNT, \
		.at = AT(field), .is_no_sum = true, .is_main = main            \
	}
#define TIME(name, dutch, english, clock, what, value, min, main)       \
	{                                                               \
		.key = name, .nl = dutch, .en = english, .kind = clock, \
		.at = AT(what.value), .n_at = AT(what.n), .least = min, \
		.is_main = main                                         \
	}

const struct metric metrics[] = {
	COUNT("received", "Binnengekomen", "Received", received, true),
	COUNT("reopened", "Heropend", "Reopened", reopened, true),
	COUNT("resumed", "Terug van wachten op de vraagsteller",
	    "Back from waiting for the asker", resumed, false),
	COUNT("handled", "Afgehandeld", "Handled", handled, true),
	COUNT("handled_by_hand", "Waarvan met de hand gemeld",
	    "Of which reported by hand", handled_by_hand, false),
	COUNT("paused", "Gaan wachten op de vraagsteller",
	    "Put to wait for the asker", paused, false),
	STATE("open_before", "Open bij het begin", "Open at the start",
	    open_before, true),
	STATE("open_after", "Open aan het einde", "Open at the end", open_after,
	    true),
	COUNT("due", "Moest in deze periode", "Due in this period", due, true),
	COUNT("in_time", "Waarvan op tijd", "Of which in time", in_time, true),
	{ .key = "in_time_share",
	    .nl = "Op tijd",
	    .en = "In time",
	    .kind = METRIC_SHARE,
	    .at = AT(in_time),
	    .n_at = AT(due),
	    .least = 20,
	    .is_main = true },
	COUNT("on_promised_day", "Waarvan op de toegezegde dag",
	    "Of which on the promised day", on_promised_day, true),
	COUNT("told", "Per telefoon of in overleg gesteld, niet meegeteld",
	    "Asked by telephone or in a meeting, not counted", told, false),
	COUNT("told_handled", "Waarvan en van eerdere afgehandeld",
	    "Of these and earlier ones handled", told_handled, false),
	COUNT("no_answer_needed", "Zonder antwoord nodig, niet meegeteld",
	    "No answer needed, not counted", no_answer_needed, false),
	STATE("late_now", "Te laat aan het einde", "Late at the end", late_now,
	    true),
	STATE("late_unassigned", "Waarvan bij niemand", "Of which with nobody",
	    late_unassigned, false),
	COUNT("first_n", "Eerste antwoorden", "First answers", first_response.n,
	    true),
	TIME("first_median", "Helft beantwoord binnen (werkdagen)",
	    "Half answered within (working days)", METRIC_WORK, first_response,
	    work.median, 1, true),
	TIME("first_p90", "Negen van de tien beantwoord binnen (werkdagen)",
	    "Nine of ten answered within (working days)", METRIC_WORK,
	    first_response, work.p90, P90_MIN, true),
	TIME("first_median_elapsed", "Helft beantwoord binnen (etmalen)",
	    "Half answered within (days of 24 hours)", METRIC_ELAPSED,
	    first_response, elapsed.median, 1, false),
	TIME("first_p90_elapsed",
	    "Negen van de tien beantwoord binnen (etmalen)",
	    "Nine of ten answered within (days of 24 hours)", METRIC_ELAPSED,
	    first_response, elapsed.p90, P90_MIN, false),
	TIME("first_mean", "Gemiddeld beantwoord in (werkdagen)",
	    "Answered on average in (working days)", METRIC_WORK,
	    first_response, work.mean, 1, false),
	COUNT("first_outside", "Gevraagd en beantwoord buiten kantoortijd",
	    "Asked and answered outside office hours", outside, false),
	COUNT("next_n", "Antwoorden op vervolgvragen",
	    "Answers to what was asked on", next_response.n, false),
	TIME("next_median", "Vervolg: helft beantwoord binnen (werkdagen)",
	    "Asked on: half answered within (working days)", METRIC_WORK,
	    next_response, work.median, 1, false),
	TIME("next_p90", "Vervolg: negen van de tien binnen (werkdagen)",
	    "Asked on: nine of ten within (working days)", METRIC_WORK,
	    next_response, work.p90, P90_MIN, false),
	COUNT("closed_n", "Vragen met een afhandeling",
	    "Questions with a handling", handling.n, false),
	TIME("handling_median", "Helft afgehandeld binnen (werkdagen)",
	    "Half handled within (working days)", METRIC_WORK, handling,
	    work.median, 1, false),
	TIME("handling_p90", "Negen van de tien afgehandeld binnen (werkdagen)",
	    "Nine of ten handled within (working days)", METRIC_WORK, handling,
	    work.p90, P90_MIN, false),
	TIME("handling_median_elapsed", "Helft afgehandeld binnen (etmalen)",
	    "Half handled within (days of 24 hours)", METRIC_ELAPSED, handling,
	    elapsed.median, 1, false),
	COUNT("late_n", "Na de dag afgehandeld", "Handled after the day",
	    over.n, false),
	TIME("late_median", "Helft daarvan hooguit te laat (werkdagen)",
	    "Half of those late by at most (working days)", METRIC_WORK, over,
	    work.median, 1, false),
	COUNT("cohort", "Binnengekomen en norm voorbij",
	    "Received and the norm has passed", cohort, false),
	COUNT("replied", "Waarvan beantwoord", "Of which answered", replied,
	    false),
	{ .key = "reply_share",
	    .nl = "Beantwoord",
	    .en = "Answered",
	    .kind = METRIC_SHARE,
	    .at = AT(replied),
	    .n_at = AT(cohort),
	    .least = 20 },
	STATE("age_0_1", "Open, 0 of 1 werkdag oud",
	    "Open, 0 or 1 working day old", open_ages[0], false),
	STATE("age_2_3", "Open, 2 of 3 werkdagen oud",
	    "Open, 2 or 3 working days old", open_ages[1], false),
	STATE("age_4_5", "Open, 4 of 5 werkdagen oud",
	    "Open, 4 or 5 working days old", open_ages[2], false),
	STATE("age_more", "Open, meer dan 5 werkdagen oud",
	    "Open, more than 5 working days old", open_ages[3], false),
	{ .key = "oldest",
	    .nl = "Oudste open vraag (werkdagen)",
	    .en = "Oldest open question (working days)",
	    .kind = METRIC_AGE,
	    .at = AT(oldest),
	    .is_no_sum = true },
	STATE("municipalities", "Verschillende gemeenten",
	    "Different municipalities", municipalities, true),
	STATE("other_organisations", "Andere organisaties",
	    "Other organisations", other_organisations, true),
};

const size_t n_metrics = LENGTH(metrics);

static size_t
count_at(const struct figures *f, size_t at)
{
	return *(const size_t *)((const char *)f + at);
}

static int
minutes_at(const struct figures *f, size_t at)
{
	return *(const int *)((const char *)f + at);
}

bool
metric_value(const struct metric *m, const struct figures *f, double *out)
{
	switch (m->kind) {
	case METRIC_COUNT:
		*out = (double)count_at(f, m->at);
		return true;
	case METRIC_SHARE:
		if (count_at(f, m->n_at) <
		    (f->period.until.day - f->period.from.day >=
		                PERIOD_LONG_DAYS
		            ? 1
		            : m->least))
			return false;
		*out =
		    (double)count_at(f, m->at) / (double)count_at(f, m->n_at);
		return true;
	case METRIC_WORK:
		*out = figures_workdays(minutes_at(f, m->at), f->day_minutes);
		return count_at(f, m->n_at) >= m->least;
	case METRIC_ELAPSED:
		*out =
		    (double)((minutes_at(f, m->at) * 10 + MINUTES_A_DAY / 2) /
		        MINUTES_A_DAY) /
		    10;
		return count_at(f, m->n_at) >= m->least;
	case METRIC_AGE:
		*out = (double)minutes_at(f, m->at);
		return true;
	}
	return false;
}
