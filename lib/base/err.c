/*
 * Errors as values. Knows how to fill one, how to put context in front, and
 * which exit code of sysexits.h belongs to which kind. It does not log.
 */

#include "base/err.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

int
err_set(struct err *e, enum err_kind kind, const char *format, ...)
{
	va_list args;

	if (!e)
		return -1;
	e->kind = kind;
	va_start(args, format);
	(void)vsnprintf(e->text, sizeof(e->text), format, args);
	va_end(args);
	return -1;
}

int
err_in(struct err *e, const char *format, ...)
{
	char context[sizeof(e->text)];
	char joined[2 * sizeof(e->text) + 2];
	va_list args;

	if (!e)
		return -1;
	va_start(args, format);
	(void)vsnprintf(context, sizeof(context), format, args);
	va_end(args);
	(void)snprintf(joined, sizeof(joined), "%s: %s", context, e->text);
	joined[sizeof(e->text) - 1] = '\0';
	memcpy(e->text, joined, strlen(joined) + 1);
	return -1;
}

int
err_exit_code(enum err_kind kind)
{
	switch (kind) {
	case ERR_NONE:
		return EX_OK;
	case ERR_AGAIN:
		return EX_TEMPFAIL;
	case ERR_ITEM:
		return EX_DATAERR;
	case ERR_FIX:
		return EX_CONFIG;
	case ERR_FATAL:
		break;
	}
	return EX_SOFTWARE;
}
