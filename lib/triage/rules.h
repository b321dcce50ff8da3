#ifndef POSTWACHT_RULES_H
#define POSTWACHT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "term/term.h"

struct arena;
struct facts;
struct organisation;

/* Where a criterion looks. */
enum place {
	PLACE_TEXT, /* subject and new text: the default */
	PLACE_SUBJECT,
	PLACE_NEW,
	PLACE_ALL,  /* subject, new, quoted and signature */
	PLACE_FROM, /* name and address */
	PLACE_TO,   /* To and Cc */
	PLACE_ATTACHMENT,
	PLACE_HEADER,       /* the header named in criterion.header */
	PLACE_ORGANISATION, /* its name and code */
	PLACE_KIND,         /* kind of organisation: exact word */
};

/* One criterion: any of its words at one place. A word is folded; "*" at its
 * end (or front) stands for the rest of a word; "/.../" is PCRE2. Words with
 * blanks match over any white space. */
struct criterion {
	enum place place;
	const char *header;
	size_t n_words;
	const char **words;
	const char *file;
	int line;
};

struct criteria {
	size_t n;
	const struct criterion *at;
};

/* What a rule is about; each group is decided on its own. */
enum rule_group {
	RULE_NOISE,    /* first match wins: kind */
	RULE_QUESTION, /* weights: is it a question; negative weighs against */
	RULE_TOPIC,    /* weights: topic and with it the team */
	RULE_TEAM,     /* weights: team, where no topic says it */
	RULE_TERM,     /* first match wins: named term */
	RULE_ROLE,     /* first match wins: "thanks" or "interim" */
};

struct rule {
	enum rule_group group;
	const char *name;
	const char *says; /* one Dutch sentence */
	struct criteria any, all, none;
	int weight;           /* 1..100; below zero in RULE_QUESTION only */
	const char *team;     /* "K", "W", "beide", "" */
	const char *value;    /* kind, topic, term or role that it gives */
	const char *assignee; /* roster id or "" */
	size_t n_examples, n_counterexamples;
	const char **examples, **counterexamples;
	const char *file;
	int line;
};

/* All rules, compiled: every literal word in one automaton, so that a text is
 * walked once whatever the number of rules. Immutable, used by any thread. */
struct rules;

/*
 * Compiles. Lives in the arena, but expressions need rules_free.
 *
 * in       list, n  in the order in which they count
 * returns  0; -1: ERR_FIX, every mistake on a line of its own in *mistakes
 *          ("file:line: what; remedy")
 */
struct text;
int rules_new(struct arena *a, const struct rule *list, size_t n,
    struct rules **out, struct text *mistakes, struct err *e) MUST_CHECK;
void rules_free(struct rules *r);

/* A short name of their content, kept with each decision. */
const char *rules_version(const struct rules *r);

size_t rules_count(const struct rules *r);

/* One rule that matched, and the words that made it match. */
struct match {
	const struct rule *rule;
	const char *words; /* "bkr, beroepskracht-kindratio", as found */
};

struct matches {
	size_t n;
	const struct match *at; /* in the order of the rules */
};

/* All rules that match a message. org may be NULL. */
struct matches rules_match(const struct rules *r, struct arena *a,
    const struct facts *facts, const struct organisation *org);

#endif
