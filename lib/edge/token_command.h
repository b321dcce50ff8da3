#ifndef POSTWACHT_TOKEN_COMMAND_H
#define POSTWACHT_TOKEN_COMMAND_H

#include <stddef.h>

#include "base/err.h"

struct arena;

#define TOKEN_COMMAND_MS 30000 /* after that it is killed */

/*
 * Runs the administrator's program and reads the access token that it prints
 * on its first line; what it says on standard error goes to ours.
 *
 * in       command  program (absolute path) and arguments
 *          stop_fd  readable when the caller must stop, or -1
 * out      *out     in the arena, which the caller wipes
 * returns  0; -1: ERR_AGAIN (too slow, no token and exit 75) or ERR_FIX
 */
int token_command(struct arena *a, const char *const *command, size_t n,
    int stop_fd, const char **out, struct err *e) MUST_CHECK;

#endif
