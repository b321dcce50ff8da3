#ifndef POSTWACHT_NURSERY_H
#define POSTWACHT_NURSERY_H

#include <sys/types.h>

#include "edge/reader.h"

/*
 * The process that readers are forked from (decisions.md 7). The daemon forks
 * it before it has read a secret or started a thread; it loads what reading
 * needs (GMime, libxml2, charsets) and from then on only forks readers, hands
 * their sockets over and reports their deaths. One thread of the daemon talks
 * with it.
 */
struct nursery;

/* Readers that live at one time. */
#define NURSERY_MAX 16

/* read_mail: reader_read, but for tests. 0; -1: ERR_AGAIN. */
int nursery_start(
    reader_fn *read_mail, struct nursery **out, struct err *e) MUST_CHECK;

/* Hangs up (POLLHUP, asked for nothing) when the nursery is gone; for any
 * thread to poll. */
int nursery_fd(const struct nursery *n);

/* A new reader and the socket to it, which the caller closes. 0; -1:
 * ERR_AGAIN, the nursery is gone or cannot fork. */
int nursery_fork(
    struct nursery *n, pid_t *pid, int *socket, struct err *e) MUST_CHECK;

/* Ends a reader, which may be dead already; status as from waitpid(2), of its
 * own death if that came first. 0; -1: ERR_AGAIN, the nursery is gone. */
int nursery_bury(
    struct nursery *n, pid_t pid, int *status, struct err *e) MUST_CHECK;

/* Ends the nursery and all of its readers. NULL is accepted. */
void nursery_close(struct nursery *n);

#endif
