#ifndef POSTWACHT_RULECONF_H
#define POSTWACHT_RULECONF_H

#include <stddef.h>

#include "base/err.h"
#include "term/term.h"
#include "triage/rules.h"

struct arena;
struct text;

/* Rules and terms as the files of a rules directory give them. */
struct ruleconf {
	struct arena *a;
	struct text *mistakes; /* a line each: "file:line: ..." */
	size_t n_mistakes;
	size_t n, room;
	struct rule *rules;
	size_t n_terms;
	struct named_term *terms;
};

/* Adds the rules of one file (format: rules/README.md). */
void ruleconf_read_rules(struct ruleconf *c, const char *path);

/* Reads terms.conf. */
void ruleconf_read_terms(struct ruleconf *c, const char *path);

/* What can only be seen when all files are read: topics, teams, terms, kinds
 * and roles that nobody knows. */
void ruleconf_check_names(struct ruleconf *c);

#endif
