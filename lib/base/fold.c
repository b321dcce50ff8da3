/*
 * Caseless text without diacritics. The only file that knows libunistring.
 */

#include "base/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/arena.h"

#define SOFT_HYPHEN 0x00AD
#define ZERO_WIDTH  0x200B /* .. 0x200D, and U+FEFF */

static bool
is_plain_ascii(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] >= 0x80)
			return false;
	}
	return true;
}

static bool
is_left_out(ucs4_t c)
{
	return c == SOFT_HYPHEN || (c >= ZERO_WIDTH && c <= ZERO_WIDTH + 2) ||
	    c == 0xFEFF || uc_is_general_category(c, UC_MARK);
}

static bool
is_blank(ucs4_t c)
{
	return c <= ' ' || c == 0x7F ||
	    uc_is_general_category(c, UC_SEPARATOR) ||
	    uc_is_general_category(c, UC_CONTROL);
}

/* Writes the blanks and ASCII letters of an ASCII text. */
static size_t
fold_ascii(const char *s, size_t n, char *out)
{
	size_t i, len = 0;

	for (i = 0; i < n; i++) {
		char c = s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c > ' ' && c != 0x7F)
			out[len++] = c;
		else if (len > 0 && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	return len;
}

/* The same for decomposed, case-folded UTF-8; never longer than its input. */
static size_t
fold_unicode(const uint8_t *s, size_t n, char *out)
{
	size_t i = 0, len = 0;

	while (i < n) {
		ucs4_t c;
		int step = u8_mbtouc(&c, s + i, n - i);

		if (is_blank(c)) {
			if (len > 0 && out[len - 1] != ' ')
				out[len++] = ' ';
		} else if (!is_left_out(c)) {
			memcpy(out + len, s + i, (size_t)step);
			len += (size_t)step;
		}
		i += (size_t)step;
	}
	return len;
}

/* Valid UTF-8, with U+FFFD for each byte that is not. */
static uint8_t *
repaired(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	uint8_t *out = arena_alloc(a, 3 * n + 1);
	size_t i = 0, len = 0;

	while (i < n) {
		ucs4_t c;
		int step = u8_mbtouc(&c, (const uint8_t *)s + i, n - i);
		int wrote = u8_uctomb(out + len, c, (int)(3 * n + 1 - len));

		len += wrote > 0 ? (size_t)wrote : 0;
		i += (size_t)step;
	}
	*out_n = len;
	return out;
}

const char *
fold(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	char *out;
	size_t len, folded_len;
	uint8_t *valid, *folded;

	if (is_plain_ascii(s, n)) {
		out = arena_alloc(a, n + 1);
		len = fold_ascii(s, n, out);
	} else {
		valid = repaired(a, s, n, &len);
		folded = u8_casefold(
		    valid, len, NULL, UNINORM_NFKD, NULL, &folded_len);
		if (!folded)
			abort();
		out = arena_alloc(a, folded_len + 1);
		len = fold_unicode(folded, folded_len, out);
		free(folded);
	}
	if (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	if (out_n)
		*out_n = len;
	return out;
}
