/*
 * Lines for journald on stderr. One write a line, so that threads do not mix.
 */

#include "edge/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* Longer lines are cut. */
#define LOG_LINE_MAX 1024

/* The one piece of state that is not passed: set once by the arguments. */
static _Atomic int highest = LEVEL_INFO;

void
log_limit(enum log_level level)
{
	highest = (int)level;
}

void
log_line(enum log_level level, const char *format, ...)
{
	char line[LOG_LINE_MAX];
	va_list args;
	int n, start;

	if ((int)level > highest)
		return;
	start = snprintf(line, sizeof(line), "<%d>", (int)level);
	va_start(args, format);
	n = vsnprintf(
	    line + start, sizeof(line) - (size_t)start - 1, format, args);
	va_end(args);
	if (n < 0)
		return;
	line[sizeof(line) - 2] = '\0';
	text_hide_addresses(line);
	n = (int)strlen(line);
	for (start = 0; start < n; start++) {
		if (line[start] == '\n' || line[start] == '\r')
			line[start] = ' ';
	}
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		return; /* nobody listens; there is no better place to say so */
}
