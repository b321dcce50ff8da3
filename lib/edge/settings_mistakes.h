#ifndef POSTWACHT_SETTINGS_MISTAKES_H
#define POSTWACHT_SETTINGS_MISTAKES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct arena;
struct text;

/* Where something stands in a file that a person wrote. */
struct setting_place {
	const void *field; /* the value in memory that came from there */
	bool is_group;     /* the whole struct at that address */
	const char *file;
	int line;
	bool is_bad; /* a mistake has been told already */
};

struct mistake {
	const char *file;
	int line;
	const char *text;
};

/* Every mistake in a configuration, and where each value came from, so that
 * checks after the reading can still name the line. */
struct mistakes {
	struct arena *arena;
	const char *file; /* where a mistake is told that has no place */
	size_t n, room;
	struct mistake *at;
	size_t n_places, places_room;
	struct setting_place *places;
};

/* Adds one; the text is "found; expected; remedy" without the place. */
void mistake_add(struct mistakes *m, const char *file, int line,
    const char *format, ...) PRINTF(4, 5);

/* Remembers where a value, or with is_group a struct, stands. */
void place_add(struct mistakes *m, struct setting_place place);

/* To be called between the last place_add and the first look at a place. */
void places_sort(struct mistakes *m);

/* The file says it, well or badly; says it badly, and that was told. */
bool place_is_said(const struct mistakes *m, const void *field);
bool place_is_bad(const struct mistakes *m, const void *field);

/* Adds a mistake where the value stands; where its group stands, if it is
 * absent and group is not NULL; else on the first line. */
void mistake_at(struct mistakes *m, const void *field, const void *group,
    const char *format, ...) PRINTF(4, 5);

/* Every mistake as "file:line: text", one a line, by file and line. */
void mistakes_print(struct mistakes *m, struct text *out);

#endif
