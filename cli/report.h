#ifndef POSTWACHT_CLI_REPORT_H
#define POSTWACHT_CLI_REPORT_H

#include "desk/report.h"

/* Prints a report as one JSON document: every figure by its key, null where
 * it is not said. */
void report_json(const struct report_view *v);

#endif
