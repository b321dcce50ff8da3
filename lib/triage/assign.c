/*
 * Who gets a question by its topic, its team or the region of its asker: rows
 * in order, the first that fits. Does not know who is present.
 */

#include "triage/assign.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "triage/organisation.h"

/* "gemeente Utrecht" is asked for as "Utrecht". */
static const char municipality[] = "gemeente ";

static bool
has(const char *const *list, size_t n, const char *word)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (text_is_same(list[i], word))
			return true;
	}
	return false;
}

static bool
is_of_gemeente(const struct assignment *row, const struct organisation *org)
{
	const char *name = org->name;

	if (text_has_prefix(name, municipality))
		name += strlen(municipality);
	return has(row->gemeenten, row->n_gemeenten, name) ||
	    has(row->gemeenten, row->n_gemeenten, org->code);
}

/* Provinces and gemeenten of one row are one region. */
static bool
is_of_region(const struct assignment *row, const struct organisation *org)
{
	if (row->n_provinces + row->n_gemeenten == 0)
		return true;
	return org && *org->province &&
	    (has(row->provinces, row->n_provinces, org->province) ||
	        is_of_gemeente(row, org));
}

const char *
assign_find(const struct assignments *list, const char *team, const char *topic,
    const struct organisation *org)
{
	size_t i;

	for (i = 0; list && i < list->n; i++) {
		const struct assignment *row = &list->at[i];

		if ((!*row->team || strcmp(row->team, team) == 0) &&
		    (row->n_topics == 0 ||
		        has(row->topics, row->n_topics, topic)) &&
		    is_of_region(row, org))
			return row->assignee;
	}
	return "";
}
