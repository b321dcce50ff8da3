#ifndef POSTWACHT_CHILD_H
#define POSTWACHT_CHILD_H

#include <stddef.h>

#include "base/err.h"

struct arena;

/* Makes bytes and writes them to a file descriptor: 0, or -1. Runs alone in a
 * process of its own, after a fork: it shares nothing, and returns nothing
 * else. */
typedef int child_fn(const void *what, int out);

/* An upper bound of what a child makes; a year's workbook takes 2 MB. */
#define CHILD_BYTES_MAX 33554432

/*
 * Lets a child process make bytes and ends it, so that what drawing libraries
 * load (fonts, caches) does not stay in the daemon (decisions.md 30).
 *
 * in       name  what it makes, for the error
 * out      *out, *n  in the arena
 * returns  0; -1: ERR_AGAIN when no process could be had, ERR_ITEM when the
 *          child failed, was killed, took too long or made too much
 */
int child_make(struct arena *a, const char *name, child_fn *make,
    const void *what, const char **out, size_t *n, struct err *e) MUST_CHECK;

/* For the child: writes everything. 0 or -1. */
int child_write(int out, const void *bytes, size_t n) MUST_CHECK;

#endif
