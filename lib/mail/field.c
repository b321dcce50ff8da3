/*
 * What stands in a header field and needs no library: folded lines, and the
 * ids of Message-ID, In-Reply-To and References.
 */

#include "mail/field.h"

#include <string.h>

#include "base/arena.h"
#include "mail/message.h"
#include "mail/utf8.h"

/* RFC 5322, 3.6.4 sets no limit to an id; no sane one is longer. */
#define ID_MAX 512

char *
field_unfold(struct arena *a, const char *raw, bool *is_plain)
{
	size_t n = strnlen(raw, FIELD_MAX), i, len = 0;
	char *out = arena_alloc(a, n + 1);

	*is_plain = true;
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)raw[i];

		if (c == '\r' || c == '\n')
			continue;
		if (c >= 0x80 || (c == '=' && raw[i + 1] == '?'))
			*is_plain = false;
		out[len++] = c == '\t' ? ' ' : (char)c;
	}
	return out;
}

static bool
is_id(const char *s, size_t n)
{
	size_t i;

	if (n < 3 || n > ID_MAX)
		return false;
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c <= ' ' || c == 0x7F || c == '<' || c == '>')
			return false;
	}
	return true;
}

/* The next id at *s: what stands in <>; outside of them a word with an '@'.
 * Blanks within <> are left out (some gateways fold there). NULL at the end. */
static const char *
next_id(struct arena *a, const char **s)
{
	while (**s) {
		size_t skip = strspn(*s, " \t,;\"'");
		const char *end;
		char *id;
		size_t n, i, len = 0;

		*s += skip;
		if (**s == '<') {
			n = strcspn(*s + 1, "<>");
			end = *s + 1 + n + ((*s)[1 + n] == '>');
			++*s;
		} else {
			n = strcspn(*s, " \t,;<>");
			end = *s + n + (n == 0 && **s);
			if (!memchr(*s, '@', n)) {
				*s = end;
				continue;
			}
		}
		id = arena_alloc(a, n + 1);
		for (i = 0; i < n; i++) {
			if (!strchr(" \t", (*s)[i]))
				id[len++] = (*s)[i];
		}
		*s = end;
		if (is_id(id, len))
			return utf8_line(a, id, len);
	}
	return NULL;
}

const char *
field_first_id(struct arena *a, const char *raw)
{
	const char *id, *s;
	bool is_plain;

	if (!raw)
		return "";
	s = field_unfold(a, raw, &is_plain);
	id = next_id(a, &s);
	return id ? id : "";
}

const char *
field_message_id(struct arena *a, const char *raw)
{
	const char *id = field_first_id(a, raw);
	bool is_plain;
	const char *line;

	if (*id || !raw)
		return id;
	line = field_unfold(a, raw, &is_plain);
	line = utf8_line(a, line, strlen(line));
	return is_id(line, strlen(line)) ? line : "";
}

void
field_references(struct arena *a, const char *raw, struct facts *facts)
{
	const char *ring[MESSAGE_REFERENCES_MAX];
	const char *s, *id;
	size_t n = 0, i;
	bool is_plain;

	if (!raw)
		return;
	/* The last ids are the near ones: of a giant field keep the end. */
	if (strlen(raw) > FIELD_MAX) {
		facts->flaws |= FLAW_HEADERS;
		raw += strlen(raw) - FIELD_MAX;
		raw += strcspn(raw, "<");
	}
	for (s = field_unfold(a, raw, &is_plain); (id = next_id(a, &s)); n++)
		ring[n % MESSAGE_REFERENCES_MAX] = id;
	if (n > MESSAGE_REFERENCES_MAX)
		facts->flaws |= FLAW_HEADERS;
	facts->n_references =
	    n < MESSAGE_REFERENCES_MAX ? n : MESSAGE_REFERENCES_MAX;
	facts->references =
	    arena_array(a, facts->n_references, sizeof(*facts->references));
	for (i = 0; i < facts->n_references; i++)
		facts->references[i] = ring[(n - facts->n_references + i) %
		    MESSAGE_REFERENCES_MAX];
}
