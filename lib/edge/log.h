#ifndef POSTWACHT_LOG_H
#define POSTWACHT_LOG_H

#include "base/err.h"

/* syslog(3) levels that journald reads from a "<3>" in front of a line. */
enum log_level {
	LEVEL_ERROR = 3,
	LEVEL_WARNING = 4,
	LEVEL_NOTICE = 5,
	LEVEL_INFO = 6,
	LEVEL_DEBUG = 7,
};

/*
 * One event, one line on stderr: "event=filed mailbox=kinderopvang uid=12".
 * Never a subject or a body; what looks like an address, as in the answer of a
 * server, becomes "*@*". Only desk/, daemon/ and cli/ call
 * this; the rest of the library returns errors. Safe from any thread.
 */
void log_line(enum log_level level, const char *format, ...) PRINTF(2, 3);

/* Lines above this level are left out (INFO at start). */
void log_limit(enum log_level level);

#endif
