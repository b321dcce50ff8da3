#ifndef POSTWACHT_COMMAND_DAY_H
#define POSTWACHT_COMMAND_DAY_H

#include "base/date.h"
#include "triage/sentence.h"

/*
 * A day in a command, from token i on: "gisteren", "18-11", "do 19 november",
 * "afgelopen vrijdag", "vandaag". For what happened, a day without a year is
 * the one that lies at most 299 days back, or else ahead, and a weekday the last one, today
 * included. For what is to come, as day_words_read says.
 *
 * returns  how many tokens it takes; 0: no day begins there
 */
size_t command_day_past(
    const struct sentence *s, size_t i, struct date today, struct date *out);
size_t command_day_future(
    const struct sentence *s, size_t i, struct date today, struct date *out);

#endif
