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

/* Bytes of a run of other letters that are folded without an allocation: a
 * word or two of another script. */
#define RUN_FOLDED 256

/* The text as it grows; some letters fold to more bytes than they had. */
struct folding {
	struct arena *arena;
	char *out;
	size_t len, room;
};

static void
need(struct folding *f, size_t more)
{
	size_t room = f->room;

	if (f->room - f->len >= more)
		return;
	while (room - f->len < more)
		room *= 2;
	f->out = arena_grow(f->arena, f->out, f->len, room, 1);
	f->room = room;
}

static void
add_blank(struct folding *f)
{
	if (f->len > 0 && f->out[f->len - 1] != ' ')
		f->out[f->len++] = ' ';
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

/* Adds the ASCII letters that s begins with; returns how many. */
static size_t
add_ascii(struct folding *f, const char *s, size_t n)
{
	size_t i;

	need(f, n + 1);
	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x80)
			break;
		if (c >= 'A' && c <= 'Z')
			f->out[f->len++] = (char)(c - 'A' + 'a');
		else if (c > ' ' && c != 0x7F)
			f->out[f->len++] = (char)c;
		else
			add_blank(f);
	}
	return i;
}

/* The same for decomposed, case-folded UTF-8. */
static void
add_folded(struct folding *f, const uint8_t *s, size_t n)
{
	size_t i = 0;

	need(f, n + 1);
	while (i < n) {
		ucs4_t c;
		int step = u8_mbtouc(&c, s + i, n - i);

		if (is_blank(c)) {
			add_blank(f);
		} else if (!is_left_out(c)) {
			memcpy(f->out + f->len, s + i, (size_t)step);
			f->len += (size_t)step;
		}
		i += (size_t)step;
	}
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

/* Letters beyond ASCII are folded run by run: no ASCII letter takes part in
 * what becomes of its neighbours, but for the marks that fall away. */
static void
add_run(struct folding *f, const char *s, size_t n)
{
	uint8_t near[RUN_FOLDED], *folded;
	size_t len, folded_len = sizeof(near);
	const uint8_t *valid = (const uint8_t *)s;

	len = n;
	if (u8_check(valid, n))
		valid = repaired(f->arena, s, n, &len);
	folded = u8_casefold(valid, len, NULL, UNINORM_NFKD, near, &folded_len);
	if (!folded)
		abort();
	add_folded(f, folded, folded_len);
	if (folded != near)
		free(folded);
}

static size_t
run_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (unsigned char)s[i] >= 0x80)
		i++;
	return i;
}

const char *
fold(struct arena *a, const char *s, size_t n, size_t *out_n)
{
	struct folding f = { a, arena_alloc(a, n + 1), 0, n + 1 };
	size_t i = 0, run;

	while (i < n) {
		i += add_ascii(&f, s + i, n - i);
		run = run_length(s + i, n - i);
		if (run > 0)
			add_run(&f, s + i, run);
		i += run;
	}
	if (f.len > 0 && f.out[f.len - 1] == ' ')
		f.len--;
	f.out[f.len] = '\0';
	if (out_n)
		*out_n = f.len;
	return f.out;
}
