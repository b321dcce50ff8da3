/*
 * Encoded-words in headers: finds them and writes them anew. Knows their
 * outer form only; joining and decoding them is GMime's.
 */

#include "mail/words.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include <gmime/gmime.h>

#include "base/arena.h"
#include "mail/charset.h"
#include "mail/utf8.h"

/* RFC 2047, 2 allows 75 characters a word; senders write longer ones. */
#define LABEL_MAX 40
#define DATA_MAX  4096

/* A word grows by "=XX" for each byte, and by a longer charset. */
#define GROWTH      3
#define WORD_GROWTH 32

struct word {
	char label[LABEL_MAX + 1];
	bool is_base64;
	const char *data, *data_end;
	const char *end; /* behind "?=" */
};

/* RFC 2047, 2: no blanks, controls or especials. */
static bool
is_token(char c)
{
	return c > ' ' && c < 0x7F && !strchr("?=()<>@,;:\"/[].", c);
}

static bool
is_data(char c)
{
	return c > ' ' && c < 0x7F && c != '?';
}

/* Whether a whole word stands at s. */
static bool
word_at(const char *s, const char *end, struct word *w)
{
	const char *at = s + 2;
	size_t n = 0;

	for (; at < end && n < LABEL_MAX && is_token(*at); at++)
		w->label[n++] = *at;
	w->label[n] = '\0';
	if (n == 0 || end - at < 5 || at[0] != '?' || at[2] != '?' ||
	    !strchr("BbQq", at[1]))
		return false;
	w->is_base64 = at[1] == 'B' || at[1] == 'b';
	w->data = at += 3;
	while (at < end && at - w->data < DATA_MAX && is_data(*at))
		at++;
	w->data_end = at;
	w->end = at + 2;
	/* RFC 2231, 5: a language may follow the charset. */
	w->label[strcspn(w->label, "*")] = '\0';
	return end - at >= 2 && at[0] == '?' && at[1] == '=';
}

/* Base64 whose padding was left out is padded: the last one or two bytes
 * stay behind otherwise. */
static size_t
decode(const struct word *w, unsigned char *bytes)
{
	unsigned char data[DATA_MAX + 4];
	size_t n = (size_t)(w->data_end - w->data), i;
	guint32 save = 0;
	int state = 0;

	for (i = 0; i < n; i++)
		data[i] = (unsigned char)w->data[i];
	while (w->is_base64 && n % 4 != 0)
		data[n++] = '=';
	if (w->is_base64)
		return g_mime_encoding_base64_decode_step(
		    data, n, bytes, &state, &save);
	for (i = 0; i < n; i++) { /* RFC 2047, 4.2: a blank */
		if (data[i] == '_')
			data[i] = ' ';
	}
	return g_mime_encoding_quoted_decode_step(
	    data, n, bytes, &state, &save);
}

static char *
put_encoded(char *out, const char *label, const unsigned char *bytes, size_t n)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t i;

	*out++ = '=';
	*out++ = '?';
	memcpy(out, label, strlen(label));
	out += strlen(label);
	memcpy(out, "?Q?", 3);
	out += 3;
	for (i = 0; i < n; i++) {
		*out++ = '=';
		*out++ = hex[bytes[i] >> 4];
		*out++ = hex[bytes[i] & 15];
	}
	*out++ = '?';
	*out++ = '=';
	return out;
}

/* What says that it is UTF-8, is not, and has control characters in it is no
 * text in any charset: it was spoilt on its way. */
static bool
is_spoilt(const struct word *w, const unsigned char *bytes, size_t n)
{
	size_t i;

	if (strcasecmp(w->label, "utf-8") != 0 ||
	    utf8_count((const char *)bytes, n).bad == 0)
		return false;
	for (i = 0; i < n; i++) {
		if (bytes[i] < ' ' && !strchr("\t\n\r", bytes[i]))
			return true;
	}
	return false;
}

/* A spoilt word stays readable for what it is: as it was written. */
static char *
put_word(char *out, const char *start, const struct word *w)
{
	unsigned char bytes[DATA_MAX + 8];
	size_t n = decode(w, bytes);

	if (is_spoilt(w, bytes, n))
		return put_encoded(out, "utf-8", (const unsigned char *)start,
		    (size_t)(w->end - start));
	return put_encoded(
	    out, charset_label(w->label, (const char *)bytes, n), bytes, n);
}

static const char *
next_opening(const char *s, const char *end)
{
	while ((s = memchr(s, '=', (size_t)(end - s))) != NULL) {
		if (++s < end && *s == '?')
			return s - 1;
	}
	return NULL;
}

/* Room for what words_rewrite can make of the bytes. */
static char *
room_for(struct arena *a, const char *s, const char *end)
{
	size_t room = (size_t)(end - s) + 1;
	struct word w;

	while ((s = next_opening(s, end)) != NULL) {
		if (word_at(s, end, &w)) {
			room += GROWTH * (size_t)(w.end - s) + WORD_GROWTH;
			s = w.end;
		} else
			s += 2;
	}
	return arena_alloc(a, room);
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
			to = out = room_for(a, bytes, end);
		memcpy(to, s, (size_t)(at - s));
		to = put_word(to + (at - s), at, &w);
		s = at = w.end;
	}
	if (!out)
		return bytes;
	memcpy(to, s, (size_t)(end - s));
	*n = (size_t)(to - out) + (size_t)(end - s);
	return out;
}
