/*
 * Our own notices that came back. Looks for their mark among the facts first, then in the bytes: the returned headers are a part of their
 * own, which is no text of the message.
 */

#include "desk/bounce.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "edge/log.h"
#include "edge/store_outbox.h"
#include "mail/message.h"
#include "triage/ours.h"

/* A Message-ID of ours is shorter: number, hash and a domain. */
#define ID_MAX 320

/* "5.1.1" (RFC 3463): three numbers of at most three digits. */
#define STATUS_MAX 12

/* The value of a field at the start of a line, wherever it stands: its first
 * byte, and its length up to the end of the line; NULL when there is none. */
static const char *
find_field(const char *bytes, size_t n, const char *name, size_t *length)
{
	const char *at = bytes, *end = bytes + n, *eol;
	size_t wanted = strlen(name);

	for (; at < end; at = eol + 1) {
		eol = memchr(at, '\n', (size_t)(end - at));
		if (!eol)
			eol = end;
		if ((size_t)(eol - at) <= wanted ||
		    strncasecmp(at, name, wanted) != 0)
			continue;
		at += wanted;
		while (at < eol && (*at == ' ' || *at == '\t'))
			at++;
		*length = (size_t)(eol - at);
		return at;
	}
	return NULL;
}

/* RFC 3464 section 2.3.3: delayed, relayed and delivered are no failure. */
static bool
has_failed(const char *bytes, size_t n)
{
	size_t length = 0;
	const char *action = find_field(bytes, n, "Action:", &length);

	return !action ||
	    (length >= 6 && strncasecmp(action, "failed", 6) == 0);
}

/* Every "<...>" of the bytes that could be one. */
static bool
is_ours_in_bytes(const char *bytes, size_t n, const struct ours_keys *keys,
    struct date day, long long *notice)
{
	const char *at = bytes, *end = bytes + n, *close;
	char id[ID_MAX];

	while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
		size_t room, length;

		at++;
		room = (size_t)(end - at);
		close =
		    memchr(at, '>', room < sizeof(id) ? room : sizeof(id) - 1);
		if (!close)
			continue;
		length = (size_t)(close - at);
		memcpy(id, at, length);
		id[length] = '\0';
		if (ours_check(id, keys, day, notice))
			return true;
	}
	return false;
}

static void
word_reason(const char *bytes, size_t n, char *out, size_t room)
{
	size_t length = 0, i = 0;
	const char *status = find_field(bytes, n, "Status:", &length);
	char code[STATUS_MAX] = "";

	while (status && i < length && i + 1 < sizeof(code) &&
	    (isdigit((unsigned char)status[i]) || status[i] == '.')) {
		code[i] = status[i];
		i++;
	}
	(void)snprintf(out, room, "it came back as undeliverable%s%s%s",
	    *code ? " (" : "", code, *code ? ")" : "");
}

int
bounce_settle(struct store *s, const struct ours_keys *keys,
    const struct facts *facts, const char *bytes, size_t n, struct instant now,
    struct err *e)
{
	long long notice = 0;
	char reason[64];
	int settled;

	if (!bytes)
		n = 0;
	if (!has_failed(bytes, n) ||
	    (!ours_names(facts, keys, date_of(now), &notice) &&
	        !is_ours_in_bytes(bytes, n, keys, date_of(now), &notice)))
		return 0;
	word_reason(bytes, n, reason, sizeof(reason));
	settled = store_notice_came_back(s, notice, reason, now, e);
	if (settled > 0)
		log_line(LEVEL_WARNING,
		    "event=notice-came-back notice=%lld reason=\"%s\"", notice,
		    reason);
	return settled < 0 ? -1 : 0;
}
