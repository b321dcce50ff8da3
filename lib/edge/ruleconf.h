#ifndef POSTWACHT_RULECONF_H
#define POSTWACHT_RULECONF_H

#include <stddef.h>

#include "base/err.h"
#include "term/term.h"
#include "triage/assign.h"
#include "triage/organisation.h"
#include "triage/rules.h"

struct arena;
struct faults;

/* Words under a name, for "<name>" among the words of rules. */
struct word_list {
	const char *name;
	size_t n;
	const char **words;
	const char *file;
	int line;
};

/* Rules and terms as the files of a rules directory give them. */
struct ruleconf {
	struct arena *a;
	struct faults *faults;
	size_t n, room;
	struct rule *rules;
	size_t n_lists, lists_room;
	struct word_list *lists;
	size_t n_assignments, assignments_room;
	struct assignment *assignments;
	size_t n_terms;
	struct named_term *terms;
};

/* Adds the rules, lists and assignments of one file (rules/README.md). */
void ruleconf_read_rules(struct ruleconf *c, const char *path);

/* Reads terms.conf. */
void ruleconf_read_terms(struct ruleconf *c, const char *path);

/* What can only be seen when all files are read: puts the words of the lists
 * where "<name>" stands, and adds a fault for every topic, team, term, kind,
 * role, list, province and gemeente that nobody knows. */
void ruleconf_settle(struct ruleconf *c, const struct organisation_data *data);

#endif
