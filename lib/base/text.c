/*
 * Strings that grow to a ceiling, and the few comparisons that the standard
 * library does wrong for us because they follow the locale.
 */

#include "base/text.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longest word for which a nearest neighbour is looked up. */
#define NEAREST_MAX 64

void
text_init(struct text *t, size_t ceiling)
{
	*t = (struct text){ .ceiling = ceiling, .room = 64 };
	t->data = malloc(t->room);
	if (!t->data)
		abort();
	t->data[0] = '\0';
}

void
text_done(struct text *t)
{
	free(t->data);
	*t = (struct text){ 0 };
}

void
text_clear(struct text *t)
{
	t->len = 0;
	t->is_cut = false;
	t->data[0] = '\0';
}

static void
text_make_room(struct text *t, size_t wanted)
{
	size_t room = t->room;
	char *data;

	if (wanted < room)
		return;
	while (room <= wanted)
		room *= 2;
	data = realloc(t->data, room);
	if (!data)
		abort();
	t->data = data;
	t->room = room;
}

void
text_add_n(struct text *t, const char *s, size_t n)
{
	if (n > t->ceiling - t->len) {
		n = text_utf8_prefix(s, t->ceiling - t->len);
		t->is_cut = true;
	}
	if (n == 0)
		return;
	text_make_room(t, t->len + n);
	memcpy(t->data + t->len, s, n);
	t->len += n;
	t->data[t->len] = '\0';
}

void
text_add(struct text *t, const char *s)
{
	text_add_n(t, s, strlen(s));
}

void
text_add_char(struct text *t, char c)
{
	text_add_n(t, &c, 1);
}

void
text_addf(struct text *t, const char *format, ...)
{
	va_list args, again;
	char *s;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	s = n < 0 ? NULL : malloc((size_t)n + 1);
	if (!s)
		abort();
	(void)vsnprintf(s, (size_t)n + 1, format, again);
	va_end(again);
	text_add_n(t, s, (size_t)n);
	free(s);
}

size_t
text_utf8_prefix(const char *s, size_t n)
{
	while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return n;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

size_t
text_utf8_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += !is_continuation(*s);
	return n;
}

size_t
text_utf8_bytes(const char *s, size_t n)
{
	size_t i;

	for (i = 0; s[i] && (n > 0 || is_continuation(s[i])); i++)
		n -= !is_continuation(s[i]);
	return i;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
text_is_same(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		if (lower(*a) != lower(*b))
			return false;
	}
	return *a == *b;
}

bool
text_has_prefix(const char *s, const char *prefix)
{
	for (; *prefix; s++, prefix++) {
		if (lower(*s) != lower(*prefix))
			return false;
	}
	return true;
}

bool
text_has_suffix(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return m <= n && text_is_same(s + n - m, suffix);
}

bool
text_has_any(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (strstr(s, list[i]))
			return true;
	}
	return false;
}

/* In one row. */
size_t
text_distance(const char *a, const char *b)
{
	size_t row[NEAREST_MAX + 1];
	size_t i, j, n = strlen(b);

	if (strlen(a) > NEAREST_MAX || n > NEAREST_MAX)
		return SIZE_MAX;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; a[i - 1]; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (j = 1; j <= n; j++) {
			size_t best =
			    corner + (lower(a[i - 1]) != lower(b[j - 1]));

			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[n];
}

const char *
text_nearest(const char *word, const char *const *list, size_t n)
{
	size_t i, best = strlen(word) / 3 + 1;
	const char *nearest = NULL;

	for (i = 0; i < n; i++) {
		size_t d = text_distance(word, list[i]);

		if (d < best || (d == best && !nearest)) {
			best = d;
			nearest = list[i];
		}
	}
	return nearest;
}

int
text_to_int(const char *s, long long lowest, long long highest, long long *out)
{
	char *end;
	long long value;

	errno = 0;
	value = strtoll(s, &end, 10);
	if (end == s || *end || errno || value < lowest || value > highest)
		return -1;
	*out = value;
	return 0;
}

/* What an address is made of, in ASCII (RFC 5321 section 4.1.2) or not. */
static bool
is_of_address(char c)
{
	return (unsigned char)c >= 0x80 || isalnum((unsigned char)c) ||
	    (c && strchr("!#$%&'*+-/?^_`{|}~.@\"", c));
}

void
text_hide_addresses(char *s)
{
	char *out = s;

	while (*s) {
		size_t n = 0;

		while (is_of_address(s[n]))
			n++;
		if (n == 0) {
			*out++ = *s++;
			continue;
		}
		if (n >= 3 && memchr(s + 1, '@', n - 2)) {
			memcpy(out, "*@*", 3);
			out += 3;
		} else {
			memmove(out, s, n);
			out += n;
		}
		s += n;
	}
	*out = '\0';
}
