#ifndef POSTWACHT_CLI_REBIND_H
#define POSTWACHT_CLI_REBIND_H

#include <stdbool.h>

#include "base/err.h"

struct cli;

/*
 * postwacht audit --rebind [--confirm]: what of each mailbox, or of the one
 * named, matches the store; confirms takes its server into use. An exit code.
 */
int cli_rebind(struct cli *cli, const char *only, bool confirms, struct err *e);

#endif
