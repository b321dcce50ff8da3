#ifndef POSTWACHT_CHILD_H
#define POSTWACHT_CHILD_H

#include <sys/types.h>

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct text;

/*
 * A program that is run for what it prints. It inherits nothing but its
 * standard descriptors: what the daemon's threads were doing, and their locks,
 * are not its own.
 */
struct child {
	const char *program; /* a path */
	char *const *argv;
	int in; /* its standard input, or -1: /dev/null */
	pid_t pid;
	int out; /* what it prints comes from here */
};

/* 0, or an errno. Ends with child_finish. */
int child_start(struct child *c) MUST_CHECK;

enum child_end {
	CHILD_DONE,    /* it closed its output */
	CHILD_LATE,    /* the time was over */
	CHILD_STOPPED, /* stop_fd became readable */
	CHILD_LONG,    /* more than fits in the text */
};

/*
 * Takes all that it prints.
 *
 * in       wait_ms  it has so long in all
 *          stop_fd  readable when the caller must stop, or -1
 * out      *text    what it printed, added
 */
enum child_end child_listen(
    const struct child *c, int wait_ms, int stop_fd, struct text *text);

/* Waits for it, and ends it first where it is not done. Its status as from
 * waitpid(2). */
int child_finish(struct child *c, bool is_done);

/* For a child of ours: writes everything. 0 or -1. */
int child_write(int out, const void *bytes, size_t n) MUST_CHECK;

#endif
