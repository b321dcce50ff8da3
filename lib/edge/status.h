#ifndef POSTWACHT_STATUS_H
#define POSTWACHT_STATUS_H

#include "edge/account.h"

/*
 * Asks after all folders that were read before and are not selected, in one
 * go: all STATUS commands are sent, then all answers read. Sets is_stale of
 * each folder that changed or about which the server did not say enough.
 */
int status_ask(struct account *c, struct err *e) MUST_CHECK;

#endif
