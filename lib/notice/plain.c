/*
 * Text as it may stand in a notice: a stranger's line made harmless, and
 * lines wrapped to a width. It knows Unicode, not what the text says.
 */

#include "notice/plain.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* Text of one notice; far above what the limits of tree.h let through. */
#define WRAP_MAX (8u << 20)

static const uint8_t *
bytes(const char *s)
{
	return (const uint8_t *)s;
}

static bool
is_blank(ucs4_t c)
{
	return c <= 0x20 || (c >= 0x7f && c <= 0xa0) ||
	    (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	    c == 0x202f || c == 0x205f || c == 0x3000;
}

/*
 * Invisible: direction marks and overrides, which could turn a whole line
 * (Unicode TR 36, 2.4), zero-width blanks, and what XML 1.0 leaves out.
 */
static bool
is_hidden(ucs4_t c)
{
	return c == 0xad || c == 0x61c || c == 0x200b || c == 0x200e ||
	    c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	    (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) ||
	    (c >= 0xe0000 && c <= 0xe0fff);
}

const char *
plain_line(struct arena *a, const char *s, size_t most)
{
	const uint8_t *at = bytes(s ? s : "");
	size_t left = strlen((const char *)at), kept = 0;
	SCOPED(text_done) struct text out = { 0 };
	bool is_gap = false;
	uint8_t coded[6];
	ucs4_t c;

	text_init(&out, 6 * most + sizeof(ELLIPSIS));
	while (left > 0) {
		int n = u8_mbtouc(&c, at, left);

		at += n;
		left -= (size_t)n;
		if (is_hidden(c))
			continue;
		if (is_blank(c)) {
			is_gap = out.len > 0;
			continue;
		}
		if (kept + is_gap + 1 > most) {
			text_add(&out, ELLIPSIS);
			break;
		}
		if (is_gap)
			text_add_char(&out, ' ');
		kept += 1 + (size_t)is_gap;
		is_gap = false;
		n = u8_uctomb(coded, c, sizeof(coded));
		text_add_n(&out, (const char *)coded, n > 0 ? (size_t)n : 0);
	}
	return arena_copy(a, out.data);
}

static size_t
columns(const char *s, size_t n)
{
	int width = u8_width(bytes(s), n, "UTF-8");

	return width > 0 ? (size_t)width : 0;
}

/* Where the word that begins at s[at] ends. A sign that belongs to the word
 * before it ("91 %", "Deventer ·") is not torn from it. */
static size_t
word_end(const char *s, size_t at, size_t n)
{
	static const char *const signs[] = { " %", " \xc2\xb7" };
	size_t i;

	for (i = 0; i < LENGTH(signs);) {
		size_t sign = strlen(signs[i]);

		while (at < n && s[at] != ' ')
			at++;
		if (n - at >= sign && memcmp(s + at, signs[i], sign) == 0) {
			at += sign;
			i = 0;
		} else {
			i++;
		}
	}
	return at;
}

static void
wrap_line(struct text *out, const char *line, size_t n, size_t width)
{
	size_t indent = 0, at = 0, used, hang;

	while (indent < n && line[indent] == ' ')
		indent++;
	hang = indent;
	if (n - indent > 2 && memcmp(line + indent, "- ", 2) == 0)
		hang += 2;
	text_add_n(out, line, indent);
	used = at = indent;
	while (at < n) {
		size_t gap = at, end, wide;

		while (gap < n && line[gap] == ' ')
			gap++;
		end = word_end(line, gap, n);
		wide = columns(line + gap, end - gap);
		if (used + (gap - at) + wide > width && used > hang) {
			text_addf(out, "\n%*s", (int)hang, "");
			used = hang;
		} else {
			text_add_n(out, line + at, gap - at);
			used += gap - at;
		}
		text_add_n(out, line + gap, end - gap);
		used += wide;
		at = end;
	}
	text_add_char(out, '\n');
}

const char *
plain_wrap(struct arena *a, const char *s, size_t width)
{
	SCOPED(text_done) struct text out = { 0 };
	bool was_empty = true;

	text_init(&out, WRAP_MAX);
	while (*s) {
		size_t n = strcspn(s, "\n"), kept = n;

		while (kept > 0 && s[kept - 1] == ' ')
			kept--;
		if (kept > 0)
			wrap_line(&out, s, kept, width);
		else if (!was_empty)
			text_add_char(&out, '\n');
		was_empty = kept == 0;
		s += n + (s[n] == '\n');
	}
	while (out.len > 1 && out.data[out.len - 2] == '\n')
		out.data[--out.len] = '\0';
	return arena_copy(a, out.data);
}
