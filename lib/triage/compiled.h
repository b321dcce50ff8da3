#ifndef POSTWACHT_COMPILED_H
#define POSTWACHT_COMPILED_H

#include <stdint.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/digest.h"
#include "triage/rules.h"
#include "triage/words.h"

/* How rules.c leaves the rules for match.c; nobody else includes this. */

/* What a message gives to look in; a text is folded once and walked once. */
enum field {
	FIELD_SUBJECT,
	FIELD_NEW,
	FIELD_REST, /* quoted text and signature */
	FIELD_FROM,
	FIELD_TO,
	FIELD_ATTACHMENT,
	FIELD_ORGANISATION,
	FIELD_PROVINCE,
	FIELD_KIND,
	FIELD_HEADERS, /* and one bit for each named header from here on */
};

/* A word by its number in the automaton, or an expression. */
struct needle {
	bool is_expression, is_presence;
	size_t number;
};

struct check {
	uint64_t fields; /* 1 << field */
	size_t n;
	const struct needle *needles;
};

struct checks {
	size_t n;
	const struct check *at;
};

struct compiled {
	struct checks any, all, none;
};

/* Its guards are words like those of the rules: where none of them is found,
 * it is not tried. Without guards it always is. */
struct expression {
	pcre2_code *code;
	size_t n_guards;
	const size_t *guards;
};

struct rules {
	size_t n;
	const struct rule *list;
	const struct compiled *compiled;
	struct words *words;
	size_t n_expressions;
	struct expression *expressions;
	size_t n_headers;
	const char *headers[RULES_HEADERS_MAX];
	uint64_t fields; /* that any criterion looks at */
	char version[DIGEST_TEXT];
};

#endif
