#ifndef POSTWACHT_HOURS_H
#define POSTWACHT_HOURS_H

#include <stdint.h>

#include "base/date.h"
#include "term/calendar.h"

/* The furthest that office hours are looked for: a calendar without any in a
 * whole year is a mistake of the configuration. */
#define HOURS_SEARCH_DAYS 366

/* Seconds of office time in [from, to); 0 when `to` is not later. Civil time
 * of each day, so that both nights on which the clock changes are right. */
int64_t hours_between(
    const struct calendar *cal, struct instant from, struct instant to);

/* The moment at which so many seconds (0 and more) of office time after a
 * moment have passed; 0: the moment itself within office hours, else when they
 * begin. Without office hours within a year: `from`. */
struct instant hours_after(
    const struct calendar *cal, struct instant from, int64_t seconds);

#endif
