#ifndef POSTWACHT_ACT_H
#define POSTWACHT_ACT_H

#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "triage/question.h"

struct office;
struct store;

/*
 * What a person says about a question, recorded as an event by hand; its
 * conversation is judged again, so that a later message sees it. One
 * transaction.
 *
 * in       kind, value  EVENT_ANSWERED ("hand", "phone"), EVENT_CLOSED (a
 *                       reason), EVENT_REOPENED (""), ...
 *          day          the day that it happened; today: the moment itself,
 *                       an earlier day: its end of office hours, but always
 *                       after the question was received or reopened
 * returns  0; -1: ERR_ITEM when there is no such question, when it is
 *          handled already, or when the day lies before its receipt, before
 *          its last reopening, or in the future
 */
int act_on_question(struct store *s, const struct office *o, int64_t question,
    enum event_kind kind, const char *value, struct date day,
    struct instant now, struct err *e) MUST_CHECK;

#endif
