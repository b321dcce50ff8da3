/* The names of what somebody should see the same day, and the reasons. */

#include "triage/notable.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

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

unsigned
notable_of_role(const char *role)
{
	return strcmp(role, "press") == 0 ? NOTABLE_PERS
	                                  : notable_of_name(role);
}

const char *
notable_why_add(
    struct arena *a, const char *lines, enum notable n, const char *reason)
{
	return arena_printf(a, "%s%s: %.*s\n", lines, notable_name(n),
	    (int)strcspn(reason, "\n"), reason);
}

const char *
notable_why(struct arena *a, const char *lines, enum notable n)
{
	const char *start = arena_printf(a, "%s: ", notable_name(n));

	for (; *lines; lines += strcspn(lines, "\n") + 1) {
		if (text_has_prefix(lines, start))
			return arena_copy_n(a, lines + strlen(start),
			    strcspn(lines + strlen(start), "\n"));
		if (!strchr(lines, '\n'))
			break;
	}
	return "";
}
