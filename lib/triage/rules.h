#ifndef POSTWACHT_RULES_H
#define POSTWACHT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "term/term.h"
#include "triage/likeness.h"

struct arena;
struct facts;
struct faults;
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
	PLACE_HEADER,         /* the header named in criterion.header */
	PLACE_ORGANISATION,   /* its name and code */
	PLACE_PROVINCE,       /* of its gemeente */
	PLACE_KIND,           /* kind of organisation: exact word */
	PLACE_HAS_ATTACHMENT, /* "ja", "nee", "onbekend": exact word */
};

/* "text", "subject", ...: the keys of a criterion in a rules file; the header
 * is "header". NULL-terminated, in the order of the enumeration. */
extern const char *const place_names[];

/* One criterion: any of its words at one place. A word is folded; "*" at its
 * end (or front) stands for the rest of a word; "*" alone: the place is not
 * empty; "/.../" is PCRE2 over the folded text. Words with blanks match over
 * any white space or "-". */
struct criterion {
	enum place place;
	const char *header;
	size_t n_words;
	const char **words; /* NULL: they could not be read; that was told */
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
	RULE_ROLE,     /* "thanks", "interim", "press", or what is notable */
	RULE_ACTION,   /* gives its actions alone */
};

#define RULE_GROUPS (RULE_ACTION + 1)

/* What a rule has done besides naming something; "" for what it leaves. */
struct actions {
	const char *priority;   /* "high" or "low" */
	const char *assignee;   /* roster id */
	const char *keyword;    /* set at the server, where that is allowed */
	const char *move;       /* folder at the server, likewise */
	const char *thread_key; /* "/.../" with one ( ): the same capture is
	                           the same conversation (hard case D12) */
	bool is_no_answer;      /* a human's mail that needs none */
};

struct rule {
	enum rule_group group;
	const char *name;
	const char *says; /* one Dutch sentence */
	struct criteria any, all, none;
	int weight;        /* 1..100; below zero in RULE_QUESTION only */
	const char *team;  /* "K", "W", "beide", "-" for none of ours, "" */
	const char *value; /* kind, topic, term or role that it gives */
	struct actions actions;
	struct sentence_set sentences; /* of a topic: what resembles them */
	size_t n_examples, n_counterexamples;
	const char **examples, **counterexamples;
	const char *file;
	int line;
	bool is_faulty; /* it could not be read in full; that was told */
};

/* All rules, compiled: every literal word in one automaton, so that a text is
 * walked once whatever the number of rules. Immutable, used by any thread. */
struct rules;

/* Words of one topic or team rule that count at most; one in the subject
 * counts for three. */
#define RULES_POINTS_MAX     4
#define RULES_POINTS_SUBJECT 2

/* Headers that criteria may name, together. */
#define RULES_HEADERS_MAX 40

/*
 * Compiles. Lives in the arena, but expressions need rules_free.
 *
 * in       list, n  in the order in which they count; what they point to
 *                   must live as long
 * returns  0; -1: what is wrong was added to *faults
 */
int rules_new(struct arena *a, const struct rule *list, size_t n,
    struct rules **out, struct faults *faults) MUST_CHECK;
void rules_free(struct rules *r);

/* A short name of their content, kept with each decision. */
const char *rules_version(const struct rules *r);

size_t rules_count(const struct rules *r);

/* A value that a rule of that group gives (a topic), as the rules write it;
 * without ASCII case. NULL: none does. */
const char *rules_value(
    const struct rules *r, enum rule_group group, const char *value);

/* One of them, in the order in which they count. */
const struct rule *rules_at(const struct rules *r, size_t i);

/* One rule that matched, and the words that made it match. */
struct match {
	const struct rule *rule;
	const char *words;      /* "bkr, beroepskracht-kindratio", as found */
	int score;              /* weight; of a topic or team: times its points;
	                      and how much it is like its sentences */
	const char *thread_key; /* what the rule's thread_key captured, or "" */
};

struct matches {
	size_t n;
	const struct match *at; /* in the order of the rules */
};

/* The first match in a group, with that value; NULL as value: with any. NULL:
 * there is none. */
const struct match *matches_find(
    const struct matches *matches, enum rule_group group, const char *value);

/* All rules that match a message. org may be NULL. */
struct matches rules_match(const struct rules *r, struct arena *a,
    const struct facts *facts, const struct organisation *org);

/*
 * Tries the examples and counterexamples of every rule: a text, before it
 * perhaps lines like "Onderwerp: ...", "Van: ...", "Aan:", "Bijlage:",
 * "Soort:", "Organisatie:", "Provincie:". Each that fails is added to *faults.
 */
void rules_try_examples(const struct rules *r, struct faults *faults);

/*
 * Looks for rules that compile and still are a mistake: those that can never
 * fire, that match just what another one matches, and expressions that may be
 * given up for the time they take. Adds to *faults.
 */
void rules_review(const struct rules *r, struct faults *faults);

#endif
