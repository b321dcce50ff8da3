#ifndef POSTWACHT_ASSIGN_H
#define POSTWACHT_ASSIGN_H

#include <stddef.h>

struct organisation;

/* Who gets questions by topic, team or region. What a row does not name does
 * not matter. */
struct assignment {
	const char *assignee; /* roster id */
	const char *team;     /* code or "" */
	size_t n_topics, n_provinces, n_gemeenten;
	const char **topics, **provinces;
	const char **gemeenten; /* names or CBS codes */
	const char *file;
	int line;
};

struct assignments {
	size_t n;
	const struct assignment *at;
};

/* The assignee of the first row that fits, or "". Names are compared without
 * case; org is the asker's and may be NULL. */
const char *assign_find(const struct assignments *list, const char *team,
    const char *topic, const struct organisation *org);

#endif
