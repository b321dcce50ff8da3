/*
 * Which messages are the same (decisions.md 13). Takes only what stays equal
 * in every copy: gateways rewrite links, add banners and rebuild the MIME.
 */

#include "mail/fingerprint.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "mail/message.h"
#include "mail/utf8.h"

/* Bytes that FINGERPRINT_TEXT code points can take. */
#define TEXT_BYTES (4 * FINGERPRINT_TEXT)

static bool
is_link(const char *s)
{
	if (*s != 'h' && *s != 'w' && *s != 'm')
		return false;
	return text_has_prefix(s, "http://") ||
	    text_has_prefix(s, "https://") || text_has_prefix(s, "www.") ||
	    text_has_prefix(s, "mailto:");
}

/* Brackets that stand around a link in plain text. */
static bool
is_bracket(char c)
{
	return c == '<' || c == '>' || c == '[' || c == ']';
}

/* The bytes at the front that are taken over as they are, up to a blank, a
 * bracket or a link, and at most so many letters. */
static size_t
word_length(const char *s, size_t *points, size_t max)
{
	size_t n = 0;

	while (s[n] && s[n] != ' ' && !is_bracket(s[n]) && *points < max &&
	    !is_link(s + n)) {
		size_t step = (unsigned char)s[n] < 0x80
		    ? 1
		    : utf8_step(s + n, strnlen(s + n, 4));

		n += step ? step : 1;
		(*points)++;
	}
	return n;
}

/* The folded text without links, and without blanks, which copies set
 * differently around markup and links. */
static void
add_words(struct text *out, const char *s)
{
	size_t points = 0;

	while (*s && points < FINGERPRINT_TEXT) {
		if (is_link(s)) {
			s += strcspn(s, " <>[]");
		} else if (*s == ' ' || is_bracket(*s)) {
			s++;
		} else {
			size_t n = word_length(s, &points, FINGERPRINT_TEXT);

			text_add_n(out, s, n);
			s += n;
		}
	}
}

/* A separator that no field contains keeps neighbours apart. */
static void
add_field(struct text *out, const char *s)
{
	text_add(out, s);
	text_add_char(out, '\n');
}

static bool
is_sane(const struct facts *facts)
{
	return *facts->message_id && *facts->from.addr && facts->has_date &&
	    !(facts->flaws & (FLAW_DATE | FLAW_FROM));
}

struct fingerprint
fingerprint_of(struct arena *a, const struct facts *facts)
{
	SCOPED(text_done) struct text seen = { 0 };
	const char *date = message_header(facts, "Date");
	struct fingerprint f = { .has_key1 = is_sane(facts) };

	text_init(&seen, TEXT_BYTES + 4 * MESSAGE_HEADER_MAX);
	if (f.has_key1) {
		add_field(&seen, facts->message_id);
		add_field(&seen, facts->from.addr);
		add_field(&seen, arena_printf(a, "%" PRId64, facts->date.sec));
		digest_sha256(seen.data, seen.len, f.key1);
		text_clear(&seen);
	}
	add_field(
	    &seen, *facts->from.addr ? facts->from.addr : facts->from.name);
	add_field(&seen, date ? date : "");
	add_field(&seen, facts->base_subject);
	add_words(&seen, facts->folded_new);
	digest_sha256(seen.data, seen.len, f.key2);
	return f;
}
