/*
 * Modified UTF-7 both ways. Knows its alphabet (base64 with "," for "/", no
 * padding, UTF-16 big-endian inside) and refuses what RFC 3501 forbids, so
 * that a name that comes back from the server is the one that was meant.
 */

#include "edge/utf7.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/* What is being written: a string with room for all of it, and the bits of a
 * shifted run that do not fill a character yet. */
struct writer {
	char *out;
	size_t n;
	uint32_t bits;
	unsigned n_bits;
};

static bool
is_plain(uint32_t c)
{
	return c >= 0x20 && c <= 0x7e;
}

/* One character of valid UTF-8; 0 at the end, -1 when it is not valid. */
static int32_t
next_character(const unsigned char **at)
{
	static const uint32_t smallest[] = { 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = *at;
	uint32_t c = s[0];
	int more, i;

	if (c < 0x80) {
		*at += c != 0;
		return (int32_t)c;
	}
	more = c >= 0xf0 && c < 0xf5 ? 3 : c >= 0xe0 ? 2 : 1;
	if (c < 0xc2 || c > 0xf4)
		return -1;
	c &= 0x3fU >> more;
	for (i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < smallest[more] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return -1;
	*at += more + 1;
	return (int32_t)c;
}

static void
put_unit(struct writer *w, uint32_t unit)
{
	w->bits = w->bits << 16 | unit;
	w->n_bits += 16;
	while (w->n_bits >= 6) {
		w->n_bits -= 6;
		w->out[w->n++] = alphabet[w->bits >> w->n_bits & 63];
	}
}

static void
put_shifted(struct writer *w, uint32_t c)
{
	if (c < 0x10000) {
		put_unit(w, c);
		return;
	}
	put_unit(w, 0xd800 + ((c - 0x10000) >> 10));
	put_unit(w, 0xdc00 + ((c - 0x10000) & 0x3ff));
}

static void
end_shift(struct writer *w)
{
	if (w->n_bits > 0)
		w->out[w->n++] = alphabet[w->bits << (6 - w->n_bits) & 63];
	w->n_bits = 0;
	w->bits = 0;
	w->out[w->n++] = '-';
}

int
utf7_encode(struct arena *a, const char *utf8, const char **out)
{
	const unsigned char *at = (const unsigned char *)utf8;
	/* At worst every byte is a control character: "&", three, "-". */
	struct writer w = { .out = arena_alloc(a, strlen(utf8) * 5 + 8) };
	bool is_shifted = false;
	int32_t c;

	while ((c = next_character(&at)) > 0) {
		if (is_plain((uint32_t)c) == is_shifted) {
			if (is_shifted)
				end_shift(&w);
			else
				w.out[w.n++] = '&';
			is_shifted = !is_shifted;
		}
		if (is_shifted)
			put_shifted(&w, (uint32_t)c);
		else
			w.out[w.n++] = (char)c;
		if (c == '&')
			w.out[w.n++] = '-';
	}
	if (c < 0)
		return -1;
	if (is_shifted)
		end_shift(&w);
	*out = w.out;
	return 0;
}

static void
put_utf8(struct writer *w, uint32_t c)
{
	if (c < 0x80) {
		w->out[w->n++] = (char)c;
	} else if (c < 0x800) {
		w->out[w->n++] = (char)(0xc0 | c >> 6);
		w->out[w->n++] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		w->out[w->n++] = (char)(0xe0 | c >> 12);
		w->out[w->n++] = (char)(0x80 | (c >> 6 & 0x3f));
		w->out[w->n++] = (char)(0x80 | (c & 0x3f));
	} else {
		w->out[w->n++] = (char)(0xf0 | c >> 18);
		w->out[w->n++] = (char)(0x80 | (c >> 12 & 0x3f));
		w->out[w->n++] = (char)(0x80 | (c >> 6 & 0x3f));
		w->out[w->n++] = (char)(0x80 | (c & 0x3f));
	}
}

/* One UTF-16 unit; *high holds the first half of a pair. */
static int
take_unit(struct writer *w, uint32_t unit, uint32_t *high)
{
	bool is_low = unit >= 0xdc00 && unit < 0xe000;

	if (is_low != (*high != 0) || unit == 0 || is_plain(unit))
		return -1;
	if (unit >= 0xd800 && unit < 0xdc00) {
		*high = unit;
		return 0;
	}
	if (is_low)
		unit = 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00);
	*high = 0;
	put_utf8(w, unit);
	return 0;
}

/* What stands between "&" and "-"; *at ends behind the "-". */
static int
take_shifted(struct writer *w, const char **at)
{
	uint32_t high = 0;

	for (; **at != '-'; (*at)++) {
		const char *digit = **at ? strchr(alphabet, **at) : NULL;

		if (!digit)
			return -1;
		w->bits = w->bits << 6 | (uint32_t)(digit - alphabet);
		w->n_bits += 6;
		if (w->n_bits < 16)
			continue;
		w->n_bits -= 16;
		if (take_unit(w, w->bits >> w->n_bits & 0xffff, &high) != 0)
			return -1;
	}
	(*at)++;
	if (high || w->n_bits >= 6 || (w->bits & ((1U << w->n_bits) - 1)) != 0)
		return -1;
	w->bits = 0;
	w->n_bits = 0;
	return 0;
}

int
utf7_decode(struct arena *a, const char *utf7, const char **out)
{
	/* Three base64 digits at least make the three bytes of a character. */
	struct writer w = { .out = arena_alloc(a, strlen(utf7) * 2 + 1) };
	const char *at = utf7;

	while (*at) {
		char c = *at++;

		if (!is_plain((unsigned char)c))
			return -1;
		if (c != '&') {
			w.out[w.n++] = c;
		} else if (*at == '-') {
			w.out[w.n++] = '&';
			at++;
		} else if (take_shifted(&w, &at) != 0) {
			return -1;
		}
	}
	*out = w.out;
	return 0;
}
