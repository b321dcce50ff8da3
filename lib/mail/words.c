/*
 * Encoded-words in headers: finds those in base64 and writes them anew.
 * Knows their outer form only; charsets and joining are GMime's.
 */

#include "mail/words.h"

#include <stdbool.h>
#include <string.h>

#include <gmime/gmime.h>

#include "base/arena.h"

/* RFC 2047, 2 allows 75 characters a word; senders write longer ones. */
#define CHARSET_MAX 40
#define DATA_MAX    4096

/* "=XX" for each byte, three of which were four characters. */
#define GROWTH 3

struct word {
	const char *charset; /* up to and with its '?' */
	const char *data, *data_end;
	const char *end; /* behind "?=" */
};

static bool
is_base64(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	    (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
}

static bool
is_token(char c)
{
	return c > ' ' && c < 0x7F && !strchr("?=()<>@,;:\"/[].", c);
}

/* Whether s begins with a word in base64. */
static bool
word_at(const char *s, const char *end, struct word *w)
{
	const char *at = s + 2;

	w->charset = at;
	while (at < end && at - w->charset < CHARSET_MAX && is_token(*at))
		at++;
	if (end - at < 5 || at[0] != '?' || (at[1] != 'B' && at[1] != 'b') ||
	    at[2] != '?')
		return false;
	w->data = at += 3;
	while (at < end && at - w->data < DATA_MAX && is_base64(*at))
		at++;
	w->data_end = at;
	w->end = at + 2;
	return end - at >= 2 && at[0] == '?' && at[1] == '=';
}

static char *
put_word(char *out, const struct word *w)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char bytes[DATA_MAX];
	size_t n, i, head = (size_t)(w->data - w->charset);
	guint32 save = 0;
	int state = 0;

	n = g_mime_encoding_base64_decode_step((const unsigned char *)w->data,
	    (size_t)(w->data_end - w->data), bytes, &state, &save);
	*out++ = '=';
	*out++ = '?';
	memcpy(out, w->charset, head);
	out[head - 2] = 'Q';
	out += head;
	for (i = 0; i < n; i++) {
		*out++ = '=';
		*out++ = hex[bytes[i] >> 4];
		*out++ = hex[bytes[i] & 15];
	}
	*out++ = '?';
	*out++ = '=';
	return out;
}

static const char *
next_opening(const char *s, const char *end)
{
	return memmem(s, (size_t)(end - s), "=?", 2);
}

const char *
words_rewrite(struct arena *a, const char *bytes, size_t *n)
{
	const char *s = bytes, *end = bytes + *n, *at = bytes;
	char *out = NULL, *to = NULL;
	struct word w;

	while ((at = next_opening(at, end)) != NULL) {
		if (!word_at(at, end, &w)) {
			at += 2;
			continue;
		}
		if (!out)
			to = out = arena_alloc(a, GROWTH * *n + 1);
		memcpy(to, s, (size_t)(at - s));
		to = put_word(to + (at - s), &w);
		s = at = w.end;
	}
	if (!out)
		return bytes;
	memcpy(to, s, (size_t)(end - s));
	*n = (size_t)(to - out) + (size_t)(end - s);
	return out;
}
