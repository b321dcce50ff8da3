/* The names of what somebody should see the same day. */

#include "triage/notable.h"

#include <string.h>

#include "base/err.h"

static const struct {
	enum notable bit;
	const char *name;
} notables[] = {
	{ NOTABLE_DATALEK, "datalek" },
	{ NOTABLE_INGEBREKESTELLING, "ingebrekestelling" },
	{ NOTABLE_WOO, "woo" },
	{ NOTABLE_AVG, "avg" },
	{ NOTABLE_BEZWAAR, "bezwaar" },
	{ NOTABLE_KLACHT, "klacht" },
	{ NOTABLE_KAMERVRAGEN, "kamervragen" },
	{ NOTABLE_PERS, "pers" },
	{ NOTABLE_SPOED, "spoed" },
	{ NOTABLE_BSN, "bsn" },
};

enum notable
notable_at(size_t i)
{
	return i < LENGTH(notables) ? notables[i].bit : (enum notable)0;
}

const char *
notable_name(enum notable n)
{
	size_t i;

	for (i = 0; i < LENGTH(notables); i++) {
		if (notables[i].bit == n)
			return notables[i].name;
	}
	return "";
}

unsigned
notable_of_name(const char *name)
{
	size_t i;

	for (i = 0; i < LENGTH(notables); i++) {
		if (strcmp(notables[i].name, name) == 0)
			return notables[i].bit;
	}
	return 0;
}
