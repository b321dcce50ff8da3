#ifndef POSTWACHT_SETTINGS_TREE_H
#define POSTWACHT_SETTINGS_TREE_H

#include "base/err.h"

struct mistakes;
struct setting_group;

/*
 * Reads a libconfig file into a struct by its table. Every value that stands
 * in the file leaves its place in *m, every mistake too.
 *
 * in       folder  what relative paths and @include begin from
 * out      *out    zeroed by the caller; defaults where the file is silent
 *                  or wrong
 * returns  0; -1 when the file could not be parsed: *out is as it was
 */
int settings_tree_read(struct mistakes *m, const char *file, const char *folder,
    const struct setting_group *table, void *out) MUST_CHECK;

#endif
