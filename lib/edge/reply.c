/*
 * Reads meaning from what servers say in words. Knows the response codes of
 * RFC 5530 and the phrases of Exchange Online, which has no codes for its
 * moods. Server text is untrusted: it is cut and cleaned before it is shown.
 */

#include "edge/reply.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

int
reply_backoff(const char *text)
{
	static const char phrase[] = "Suggested Backoff Time: ";
	const char *at = strcasestr(text, phrase);
	long ms;

	if (!at || !isdigit((unsigned char)at[sizeof(phrase) - 1]))
		return 0;
	ms = strtol(at + sizeof(phrase) - 1, NULL, 10);
	if (ms >= REPLY_BACKOFF_MAX * 1000L)
		return REPLY_BACKOFF_MAX;
	return (int)((ms + 999) / 1000);
}

bool
reply_is_passing(const char *text)
{
	static const char *const signs[] = {
		"[UNAVAILABLE",
		"[INUSE",
		"[LIMIT",
		"[SERVERBUG", /* RFC 5530 */
		"[OVERQUOTA",
		"Suggested Backoff Time",
		"throttled",
		"Server Unavailable",
		"authenticated but not connected",
		"temporar", /* "Temporary authentication failure" */
		"too many",
		"try again",
	};
	size_t i;

	for (i = 0; i < LENGTH(signs); i++)
		if (strcasestr(text, signs[i]))
			return true;
	return false;
}

const char *
reply_print(const char *text, char out[REPLY_TEXT])
{
	size_t n = 0;

	for (; *text && n < REPLY_TEXT - 1; text++) {
		unsigned char c = (unsigned char)*text;

		out[n++] = c >= 0x7f ? '?' : c < 0x20 ? ' ' : (char)c;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}
