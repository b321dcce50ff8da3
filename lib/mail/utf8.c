/*
 * UTF-8 as it must look in facts. Knows which bytes make a character and
 * which characters have no place in text; knows no other charset.
 */

#include "mail/utf8.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

static bool
is_tail(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			return false;
	}
	return true;
}

/* The length that a first byte announces, or 0. */
static size_t
announced(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	return c >= 0xF0 && c <= 0xF4 ? 4 : 0;
}

size_t
utf8_step(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	unsigned char second;
	size_t len = announced(c);

	if (len <= 1)
		return len;
	if (len > n || !is_tail(s + 1, len - 1))
		return 0;
	second = (unsigned char)s[1];
	if ((c == 0xE0 && second < 0xA0) || (c == 0xED && second > 0x9F) ||
	    (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F))
		return 0;
	return len;
}

size_t
utf8_plain(const char *s, size_t n)
{
	const uint64_t each = 0x0101010101010101u;
	size_t i = 0;

	/* A byte below a blank borrows into its highest bit, DEL carries. */
	for (; n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t eight;

		memcpy(&eight, s + i, sizeof(eight));
		if ((eight | (eight - each * ' ') | (eight + each)) &
		    (each << 7))
			break;
	}
	while (i < n && s[i] >= ' ' && s[i] < 0x7F)
		i++;
	return i;
}

/* The number of ASCII bytes at the front, eight at a time. */
static size_t
ascii_prefix(const char *s, size_t n)
{
	size_t i = 0;

	for (; n - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
		uint64_t eight;

		memcpy(&eight, s + i, sizeof(eight));
		if (eight & 0x8080808080808080u)
			break;
	}
	while (i < n && (unsigned char)s[i] < 0x80)
		i++;
	return i;
}

struct utf8_count
utf8_count(const char *s, size_t n)
{
	struct utf8_count count = { 0 };
	size_t i = ascii_prefix(s, n);

	while (i < n) {
		size_t step = utf8_step(s + i, n - i);

		if (step == 0) {
			size_t left = n - i;

			if (left < announced((unsigned char)s[i]) &&
			    is_tail(s + i + 1, left - 1)) {
				count.tail = left;
				break;
			}
			count.bad++;
			step = 1;
		} else
			count.many++;
		i += step;
		i += ascii_prefix(s + i, n - i);
	}
	return count;
}

static uint32_t
code_point(const char *s, size_t step)
{
	const unsigned char *u = (const unsigned char *)s;

	switch (step) {
	case 2:
		return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
	case 3:
		return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 |
		    (u[2] & 0x3Fu);
	case 4:
		return (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 |
		    (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
	default:
		return u[0];
	}
}

/* No-break, en, em, thin, ideographic and other blanks; Outlook and HTML
 * strew them through what reads as a plain blank. */
static bool
is_odd_blank(uint32_t c)
{
	return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
	    c == 0x205F || c == 0x3000;
}

static bool
is_direction(uint32_t c)
{
	return c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	    (c >= 0x2066 && c <= 0x2069);
}

/* Copies the character at s, or what stands for it; returns its bytes. */
static size_t
put_wide(char *out, const char *s, size_t step, bool is_line)
{
	uint32_t c = code_point(s, step);

	if ((c >= 0x80 && c < 0xA0) || c == 0xFEFF)
		return 0; /* C1 controls, byte order marks */
	if (is_line && is_direction(c))
		return 0;
	if (c == 0x2028 || c == 0x2029) { /* line and paragraph separator */
		*out = is_line ? ' ' : '\n';
		return 1;
	}
	if (is_odd_blank(c)) {
		*out = ' ';
		return 1;
	}
	memcpy(out, s, step);
	return step;
}

static size_t
put_ascii(char *out, const char *s, size_t n, bool is_line)
{
	char c = s[0];

	if (c == '\r')
		c = n > 1 && s[1] == '\n' ? '\0' : '\n';
	if (is_line && (c == '\n' || c == '\t'))
		c = ' ';
	if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7F)
		return 0;
	*out = c;
	return 1;
}

static char *
clean(struct arena *a, const char *s, size_t n, bool is_line, size_t *out_n)
{
	struct utf8_count count = utf8_count(s, n);
	char *out = arena_alloc(a, n + 2 * (count.bad + count.tail) + 1);
	size_t i = 0, len = 0;

	for (;;) {
		size_t plain = utf8_plain(s + i, n - i), step;

		memcpy(out + len, s + i, plain);
		len += plain;
		i += plain;
		if (i == n)
			break;
		step = utf8_step(s + i, n - i);
		if (step == 0) {
			memcpy(out + len, REPLACEMENT, 3);
			len += 3;
			step = 1;
		} else if (step == 1)
			len += put_ascii(out + len, s + i, n - i, is_line);
		else
			len += put_wide(out + len, s + i, step, is_line);
		i += step;
	}
	*out_n = len;
	return out;
}

char *
utf8_text(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	size_t len;
	char *out = clean(a, s, n, false, &len);

	out[len] = '\0';
	if (out_n)
		*out_n = len;
	return out;
}

const char *
utf8_line(struct arena *a, const char *s, size_t n)
{
	size_t len;
	char *out = clean(a, s, n, true, &len);

	while (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return out + strspn(out, " ");
}

const char *
utf8_cut(struct arena *a, const char *s, size_t max)
{
	if (strnlen(s, max + 1) <= max)
		return s;
	return arena_copy_n(a, s, text_utf8_prefix(s, max));
}
