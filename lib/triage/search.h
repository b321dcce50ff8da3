#ifndef POSTWACHT_SEARCH_H
#define POSTWACHT_SEARCH_H

#include "mail/message.h"
#include "triage/compiled.h"
#include "triage/organisation.h"

struct arena;

/*
 * Looking for the words of the rules in one message: for match.c and near.c;
 * nobody else includes this.
 */

/* Found words that an explanation shows. */
#define SHOWN_WORDS 6

#define FIELDS (FIELD_HEADERS + RULES_HEADERS_MAX)

struct slice {
	const char *at;
	size_t n;
};

struct found {
	uint64_t fields;
	struct slice first;
};

struct search {
	const struct rules *rules;
	struct arena *a;
	struct slice field[FIELDS];
	size_t walking; /* the field that is being walked */
	struct found *words;
	uint64_t *told; /* words found in the field that is being walked */
	uint64_t *candidates;      /* rules worth a look, a bit each */
	struct resemblance *likes; /* of each topic with sentences */
	pcre2_match_data *match_data;
	pcre2_match_context *limits;
};

/* The words that made one rule match. */
struct evidence {
	size_t n;
	int points;
	struct slice shown[SHOWN_WORDS];
};

/*
 * Folds and walks each field that a rule looks at. Expressions run only where
 * they are asked for. To be ended with search_done.
 *
 * in       org  of the asker, or NULL
 */
void search_begin(struct search *s, const struct rules *r, struct arena *a,
    const struct facts *facts, const struct organisation *org);
void search_done(struct search *s);

/* Whether any needle of the check is found; all that are found become
 * evidence, unless that is NULL. */
bool search_check(
    struct search *s, const struct check *check, struct evidence *evidence);

/* What the message has in common with the sentences of the rule's topic; no
 * points when the rule has none, or when they were spent. */
struct resemblance search_likeness(const struct search *s, size_t rule);

/* A rule matched that has sentences: others of its topic get no points for the
 * same. */
void search_spend_likeness(struct search *s, size_t rule);

/* "bkr, ratio", in the arena. */
const char *evidence_print(struct arena *a, const struct evidence *evidence);

#endif
