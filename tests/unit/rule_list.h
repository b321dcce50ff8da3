#ifndef POSTWACHT_RULE_LIST_H
#define POSTWACHT_RULE_LIST_H

#include "triage/rules.h"

/* Rules written down in C, for tests. */

#define LIST(...)                                             \
	.n_words = LENGTH(((const char *[]){ __VA_ARGS__ })), \
	.words = (const char *[]){ __VA_ARGS__ }, .file = "t.conf", .line = 7
#define AT(where, ...)                                            \
	{                                                         \
		.place = (where), .header = "", LIST(__VA_ARGS__) \
	}
#define CRITERIA(...)                                                \
	{                                                            \
		LENGTH(((const struct criterion[]){ __VA_ARGS__ })), \
		    (const struct criterion[])                       \
		{                                                    \
			__VA_ARGS__                                  \
		}                                                    \
	}
#define RULE(g, n, ...)                                                \
	{                                                              \
		.group = (g), .name = (n), .says = "", .weight = 10,   \
		.team = "", .value = (n), .file = "t.conf", .line = 3, \
		.actions = { "", "", "", "", "", false }, __VA_ARGS__  \
	}

#endif
