#ifndef POSTWACHT_SETTINGS_VALUE_H
#define POSTWACHT_SETTINGS_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct setting;
struct text;

/*
 * One value from its text, as the file has it or as the table's default says.
 *
 * in       s       NULL, or "" for what may be absent: leaves zero or ""
 *          folder  what a relative path begins from
 * out      *out    the value, laid out as the row's kind says; untouched
 *                  unless true is returned; strings live in the arena
 * returns  false when the text does not fit; setting_expected says why
 */
bool setting_read(struct arena *a, const struct setting *row, const char *s,
    const char *folder, void *out);

/* The bytes of one value of the row's kind, for lists. */
size_t setting_size(const struct setting *row);

/* What would fit: "a whole number from 1 to 65535". */
void setting_expected(const struct setting *row, struct text *out);

#endif
