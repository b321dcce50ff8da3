/*
 * The mistakes of one reading and the places of its values. It knows how they
 * are listed; what is a mistake others decide.
 */

#include "edge/settings_mistakes.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/arena.h"
#include "base/text.h"

#define MISTAKE_BYTES 600 /* of one line; longer values are cut */

/* A value quoted in a mistake may hold any byte; a message is one line. */
static void
make_printable(char *s)
{
	bool is_utf8 = !u8_check((const uint8_t *)s, strlen(s));

	for (; *s; s++) {
		if ((unsigned char)*s < 0x20 || *s == 0x7f ||
		    (!is_utf8 && (unsigned char)*s >= 0x80))
			*s = '?';
	}
}

static void PRINTF(4, 0) add(struct mistakes *m, const char *file, int line,
    const char *format, va_list args)
{
	char told[MISTAKE_BYTES];
	size_t n;

	if (m->n == m->room) {
		m->room = m->room ? 2 * m->room : 16;
		m->at =
		    arena_grow(m->arena, m->at, m->n, m->room, sizeof(*m->at));
	}
	(void)vsnprintf(told, sizeof(told), format, args);
	n = strlen(told);
	if (n == sizeof(told) - 1) {
		n = text_utf8_prefix(told, n - 4);
		memcpy(told + n, "...", 4);
	}
	make_printable(told);
	m->at[m->n++] = (struct mistake){ arena_copy(m->arena, file), line,
		arena_copy(m->arena, told) };
}

void
mistake_add(
    struct mistakes *m, const char *file, int line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	add(m, file, line, format, args);
	va_end(args);
}

void
place_add(struct mistakes *m, struct setting_place place)
{
	if (m->n_places == m->places_room) {
		m->places_room = m->places_room ? 2 * m->places_room : 128;
		m->places = arena_grow(m->arena, m->places, m->n_places,
		    m->places_room, sizeof(*m->places));
	}
	place.file = arena_copy(m->arena, place.file);
	m->places[m->n_places++] = place;
}

static int
compare_places(const void *x, const void *y)
{
	const struct setting_place *a = x, *b = y;
	uintptr_t p = (uintptr_t)a->field, q = (uintptr_t)b->field;

	if (p != q)
		return p < q ? -1 : 1;
	return (int)a->is_group - (int)b->is_group;
}

void
places_sort(struct mistakes *m)
{
	if (m->n_places > 0)
		qsort(
		    m->places, m->n_places, sizeof(*m->places), compare_places);
}

static const struct setting_place *
find(const struct mistakes *m, const void *field, bool is_group)
{
	const struct setting_place key = { .field = field,
		.is_group = is_group };

	if (m->n_places == 0)
		return NULL;
	return bsearch(
	    &key, m->places, m->n_places, sizeof(*m->places), compare_places);
}

bool
place_is_said(const struct mistakes *m, const void *field)
{
	return find(m, field, false) != NULL;
}

bool
place_is_bad(const struct mistakes *m, const void *field)
{
	const struct setting_place *place = find(m, field, false);

	return place && place->is_bad;
}

void
mistake_at(struct mistakes *m, const void *field, const void *group,
    const char *format, ...)
{
	const struct setting_place *place = find(m, field, false);
	va_list args;

	if (!place && group)
		place = find(m, group, true);
	va_start(args, format);
	add(m, place ? place->file : m->file, place ? place->line : 1, format,
	    args);
	va_end(args);
}

static int
compare(const void *x, const void *y)
{
	const struct mistake *a = x, *b = y;
	int by_file = strcmp(a->file, b->file);

	if (by_file != 0)
		return by_file;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return strcmp(a->text, b->text);
}

void
mistakes_print(struct mistakes *m, struct text *out)
{
	size_t i;

	if (m->n > 0)
		qsort(m->at, m->n, sizeof(*m->at), compare);
	for (i = 0; i < m->n; i++)
		text_addf(out, "%s:%d: %s\n", m->at[i].file, m->at[i].line,
		    m->at[i].text);
}
