#ifndef POSTWACHT_STORE_EXPORT_H
#define POSTWACHT_STORE_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

/* Everything that is kept about a question or a person (AVG art. 15). */

enum export_of {
	EXPORT_OF_QUESTION, /* key: its number */
	EXPORT_OF_PERSON,   /* key: person id */
};

struct export_field {
	const char *name;
	bool is_number;
	int64_t number;
	const char *text; /* valid during the call */
};

/* One row of a section ("messages"); fields that are empty are left out. 0
 * goes on. */
typedef int export_take(void *context, const char *section,
    const struct export_field *fields, size_t n, struct err *e);

int store_export(struct store *s, enum export_of of, int64_t key,
    export_take *take, void *context, struct err *e) MUST_CHECK;

#endif
